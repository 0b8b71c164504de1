import { abs, atan, neg, oneMinus, select, sqrt } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { cosine, ofFactors, sine } from './half-tangent.ts';

/**
 * The angle goes through its own rounding: cos(phi) of a phi that is off by a slip. The slip is 0 but for what theta + m,
 * computed, loses, which near an angle of pi is more than the cosine has.
 */
const angle = (c: Scalar): Scalar => {
  const below = (x: Scalar): Scalar => atan(sqrt(oneMinus(x).div(x.add(1)))).mul(2);
  return select(c.lt(0), oneMinus(below(neg(c))).add(Math.PI - 1), below(c));
};
const slip = (c: Scalar, m: Scalar): Scalar => angle(c).add(m).sub(angle(c)).sub(m);
const sineOfSum = (c: Scalar, t: Scalar): Scalar =>
  ofFactors(c)
    .mul(cosine(t))
    .add(c.mul(sine(t)));
type Angled = (c: Scalar, t: Scalar, held: Scalar) => Scalar;
/** At a cosine of 1 or -1 the slope of an angle is infinite: there the slip is of a constant. */
const off = (c: Scalar, t: Scalar, held: Scalar, m: Scalar): Scalar => {
  const at = (x: Scalar): Scalar => sineOfSum(x, t).mul(slip(held, m));
  return select(abs(held).eq(1), at(held), at(c));
};
/** cos(theta + m), and what stands for it, by fallback. */
export const throughAngle: Record<string, Angled> = (() => {
  const turnedAngle: Angled = (c, t, held) => {
    const plain = c.mul(cosine(t)).sub(ofFactors(c).mul(sine(t)));
    return select(t.eq(0), c, plain).sub(off(c, t, held, atan(t).mul(2)));
  };
  const own: Angled = (c, t, held) => c.sub(off(c, t.sub(t), held, t.sub(t)));
  const beyond: Angled = (c, t, held) => own(c, t, held).sub(atan(t).mul(2).mul(sine(t)));
  const within = (c: Scalar, t: Scalar) => angle(c).lt(neg(atan(t).mul(2)).add(Math.PI));
  return {
    none: turnedAngle,
    sine: (c, t, held) => select(within(held, t), turnedAngle(c, t, held), beyond(c, t, held)),
    easy: (c, t, held) => select(c.eq(0), own(c, t, held), select(c.gt(0), turnedAngle(c, t, held), own(c, t, held))),
  };
})();
