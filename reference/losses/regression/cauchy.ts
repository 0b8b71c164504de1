import { abs, log, log1p, neg, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference, type LossText } from '../loss-reference.ts';

const degree = 17;

/** log(1 + x) / x up to x = 1/8: its Taylor series, whose next term is below the unit roundoff of float64. */
const slopeOfLog1p = (x: Scalar): Scalar => {
  let series = x.mul(-(degree + 1) / (degree + 2)).add(1);
  for (let n = degree; n > 0; n--)
    series = neg(x)
      .mul(n)
      .div(n + 1)
      .mul(series)
      .add(1);
  return series;
};
/** log(1 + x^2) of x = a / b > 1, without its square. */
const logOfSum = (a: Scalar, b: Scalar): Scalar =>
  log(a.div(b))
    .mul(2)
    .add(log1p(square(b.div(a))));

// Near 0 by a series in (e / c)^2, since c log(1 + x) and its derivative by c cancel there.
const cauchyTerm = (p: Scalar, t: Scalar, c: Scalar): Scalar => {
  const e = abs(p.sub(t));
  const x = square(e.div(c));
  const near = square(e).mul(slopeOfLog1p(x));
  const far = select(e.le(c), log1p(x), logOfSum(e, c)).mul(c).mul(c);
  return select(x.le(1 / 8), near, far).mul(0.5);
};
const lorentzianTerm = (p: Scalar, t: Scalar, c: Scalar): Scalar => {
  const e = abs(p.sub(t));
  const scaled = c.mul(Math.SQRT2);
  return select(e.le(scaled), log1p(square(e.div(c)).mul(0.5)), logOfSum(e, scaled));
};
const plainCauchy = (p: Scalar, t: Scalar, c: Scalar): Scalar =>
  square(c)
    .mul(0.5)
    .mul(log1p(square(p.sub(t).div(c))));
const plainLorentzian = (p: Scalar, t: Scalar, c: Scalar): Scalar => log1p(square(p.sub(t).div(c)).mul(0.5));

type Text = LossText<'prediction' | 'target' | 'scale', 'weight'>;
const by = (ofCauchy: typeof cauchyTerm, ofLorentzian: typeof cauchyTerm): Text => {
  const [cauchyText, lorentzianText] = [ofCauchy, ofLorentzian].map((term) =>
    elementLoss(term, 'prediction', 'target', 'scale'),
  ) as [Text, Text];
  return (operands, settings) => (settings.form === 'lorentzian' ? lorentzianText : cauchyText)(operands, settings);
};

/** Half the squared difference near 0, growing like its logarithm beyond the scale. */
export const cauchy = defineReference('cauchy', by(cauchyTerm, lorentzianTerm), {
  'log1p of the square': by(plainCauchy, plainLorentzian),
});
