import { atan, neg, oneMinus, select, softplus, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { cosine, ofFactors, type Root, sine, squared } from './half-tangent.ts';
import { throughAngle } from './rounded-angle.ts';

type Margin = (c: Scalar, t: Scalar) => Scalar;

const ofSquare: Root = (c) => sqrt(oneMinus(square(c)));

/** Whether theta + m is below pi. */
const fallsShort = (c: Scalar, t: Scalar) => c.gt(neg(cosine(t)));

/**
 * The margins by fallback, from that of theta + m and that of c - m sin m; without an angle the root is not asked. Under
 * `easy` the value jumps at a cosine of 0, which is told by equality (spec/decisions/0011).
 */
const byFallback = (turned: Margin, beyond: Margin, kept: Margin): Record<string, Margin> => ({
  none: (c, t) => select(t.eq(0), kept(c, t), turned(c, t)),
  sine: (c, t) => select(t.eq(0), kept(c, t), select(fallsShort(c, t), turned(c, t), beyond(c, t))),
  easy: (c, t) => select(t.eq(0), kept(c, t), select(c.eq(0), kept(c, t), select(c.gt(0), turned(c, t), kept(c, t)))),
});

/** By how much cos(theta + m) is below the cosine: c (1 - cos m) + sin theta sin m. */
const losses = byFallback(
  (c, t) => c.mul(square(t).mul(2).div(squared(t))).add(ofFactors(c).mul(sine(t))),
  (_, t) => atan(t).mul(2).mul(sine(t)),
  (c) => c.sub(c),
);
/** A class without a rival costs nothing, and the slope of its root, infinite at a cosine of 1, is not asked. */
const withRivals = Object.fromEntries(
  Object.entries(losses).map(([name, loss]) => [
    name,
    (c: Scalar, t: Scalar, classes: Scalar): Scalar => select(classes.eq(1), c.sub(c), loss(c, t)),
  ]),
);
const turnedBy = (root: Root) =>
  byFallback(
    (c, t) => c.mul(cosine(t)).sub(root(c).mul(sine(t))),
    (c, t) => c.sub(atan(t).mul(2).mul(sine(t))),
    (c) => c,
  );

type Given<R> = Operands<R, 'cosine' | 'target' | 'scale' | 'half_margin_tangent' | 'cosine_margin'>;

const gap = (c: Scalar, own: Scalar, loss: Scalar, margin: Scalar, scale: Scalar, at: Scalar, y: Scalar): Scalar =>
  select(at.eq(y), -Infinity, c.sub(own).add(loss).add(margin).mul(scale));

function strict<R>(
  { cosine: c, target, scale, half_margin_tangent: t, cosine_margin: margin }: Given<R>,
  settings: Settings,
): Tensor<R> {
  const own = c.take(target);
  const loss = map(withRivals[settings.fallback as string]!, own, t, c.count(1));
  const gaps = map(gap, c, own.column(), loss.column(), margin, scale, c.indices(), target.column());
  return reduce(map(softplus, gaps.logSumExp()), settings);
}

const logit = (c: Scalar, right: Scalar, margin: Scalar, scale: Scalar, at: Scalar, y: Scalar): Scalar =>
  select(at.eq(y), right.sub(margin), c).mul(scale);

function byLogits(withMargin: <R>(c: Tensor<R>, t: Tensor<R>, fallback: string) => Tensor<R>) {
  return <R>(
    { cosine: c, target, scale, half_margin_tangent: t, cosine_margin: margin }: Given<R>,
    settings: Settings,
  ): Tensor<R> => {
    const right = withMargin(c.take(target), t, settings.fallback as string);
    const logits = map(logit, c, right.column(), margin, scale, c.indices(), target.column());
    return reduce(logits.logSoftmax().take(target).neg(), settings);
  };
}

const byFactors = turnedBy(ofFactors);
const bySquare = turnedBy(ofSquare);
/** The right class's share of the softmax, by how far the others exceed its cosine with the margin. */
export const angularMargin = defineReference('angular_margin', strict, {
  'cross-entropy of the logits with the margin': byLogits((c, t, fallback) => map(byFactors[fallback]!, c, t)),
  'the root of a rounded 1 - c^2': byLogits((c, t, fallback) => map(bySquare[fallback]!, c, t)),
  'the cosine of a rounded angle': byLogits((c, t, fallback) => map(throughAngle[fallback]!, c, t, c.hold())),
});
