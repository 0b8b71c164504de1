import { max, min, oneMinus, select, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { logProbabilities } from '../../../reference/losses/classification/log-probabilities.ts';
import { angularMargin } from '../../../reference/losses/metric-learning/angular_margin.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = angularMargin.algorithms[0].text;
const length = (t: Scalar): Scalar => square(t).add(1);
const sine = (t: Scalar): Scalar => t.mul(2).div(length(t));
const cosine = (t: Scalar): Scalar => oneMinus(t).mul(t.add(1)).div(length(t));
const root = (c: Scalar): Scalar => sqrt(oneMinus(c).mul(c.add(1)));
const turned = (c: Scalar, t: Scalar): Scalar =>
  select(t.eq(0), c, c.mul(cosine(t)).sub(select(t.eq(0), 0, root(c)).mul(sine(t))));

interface Parts {
  /** The cosine of the right class with its angular margin; the cosine is given as a constant, too. */
  readonly turn?: (c: Scalar, t: Scalar, held: Scalar) => Scalar;
  /** The logit of the right class. */
  readonly own?: (c: Scalar, margin: Scalar, scale: Scalar) => Scalar;
  /** The logit of another class. */
  readonly other?: (c: Scalar, margin: Scalar, scale: Scalar) => Scalar;
}
const scaled = (c: Scalar, margin: Scalar, scale: Scalar): Scalar => c.sub(margin).mul(scale);
/** Cross-entropy of the logits with the margin, with one part replaced. */
const marginBy = ({ turn = turned, own = scaled, other = (c, _, scale) => c.mul(scale) }: Parts) =>
  text<'cosine' | 'target' | 'scale' | 'half_margin_tangent' | 'cosine_margin'>((given, settings) => {
    const { cosine: c, target, scale, half_margin_tangent: t, cosine_margin: margin } = given;
    const logit = (x: Scalar, y: Scalar, m: Scalar, s: Scalar, at: Scalar, label: Scalar): Scalar =>
      select(at.eq(label), own(y, m, s), other(x, m, s));
    const turnedOwn = map(turn, c.take(target), t, c.take(target).hold()).column();
    const logits = map(logit, c, turnedOwn, margin, scale, c.indices(), target.column());
    return reduce(logProbabilities(logits).take(target).neg(), settings);
  });

const easyFrom0 = marginBy({ turn: (c, t) => select(t.eq(0), c, select(c.ge(0), turned(c, t), c)) });

export const angularMarginMutants: Mutant[] = mutantsOf('angular_margin', {
  'angle-reduced': [
    'subtracts the margin from the angle',
    marginBy({ turn: (c, t) => c.mul(cosine(t)).add(root(c).mul(sine(t))) }),
  ],
  'sine-of-the-angle-only': [
    'leaves the sine of the margin out',
    marginBy({ turn: (c, t) => c.mul(cosine(t)).sub(select(t.eq(0), 0, root(c))) }),
  ],
  'tangent-for-the-margin': [
    'takes the tangent of the half for the margin itself, to third order',
    marginBy({ turn: (c, t) => c.mul(oneMinus(square(t).div(2))).sub(root(c).mul(t)) }),
  ],
  'half-the-margin': [
    'turns by half the margin',
    marginBy({ turn: (c, t) => c.sub(root(c).mul(t)).div(sqrt(length(t))) }),
  ],
  'margin-ignored': ['ignores the angular margin', marginBy({ turn: (c, t) => c.add(t.sub(t)) })],
  'one-minus-c': [
    'takes 1 - c for the square of the sine',
    marginBy({ turn: (c, t) => c.mul(cosine(t)).sub(sqrt(oneMinus(c)).mul(sine(t))) }),
  ],
  'floored-root': [
    'keeps the square of the sine above 1e-6',
    marginBy({ turn: (c, t) => c.mul(cosine(t)).sub(sqrt(max(oneMinus(square(c)), 1e-6)).mul(sine(t))) }),
  ],
  'clamped-cosine': [
    'clamps the cosine to 1 - 1e-7',
    marginBy({ turn: (c, t) => turned(max(min(c, 1 - 1e-7), -1 + 1e-7), t) }),
  ],
  'falls-back-unasked': [
    'takes c - m sin m where theta + m is beyond pi, whatever was asked',
    (operands, settings) =>
      right(operands, settings.fallback === 'none' ? { ...settings, fallback: 'sine' } : settings),
  ],
  'easy-unasked': [
    'gives no margin to negative cosines, whatever was asked',
    (operands, settings) =>
      right(operands, settings.fallback === 'none' ? { ...settings, fallback: 'easy' } : settings),
  ],
  'easy-at-0': [
    'gives a cosine of 0 the margin, where only those above 0 have it',
    (operands, settings) => (settings.fallback === 'easy' ? easyFrom0 : right)(operands, settings),
  ],
  'cosine-margin-added': ['adds the margin to the cosine', marginBy({ own: (c, m, s) => c.add(m).mul(s) })],
  'margin-behind-the-scale': [
    'subtracts the margin from the scaled cosine',
    marginBy({ own: (c, m, s) => c.mul(s).sub(m) }),
  ],
  'margin-of-every-class': ['subtracts the margin from every cosine', marginBy({ other: scaled })],
  'margin-added-to-the-others': [
    'gives the margin to the others in place of the right class, and scales it twice',
    marginBy({ own: (c, _, s) => c.mul(s), other: (c, m, s) => c.add(m.mul(s)).mul(s) }),
  ],
  'scale-of-the-right-class-only': ['scales the right class only', marginBy({ other: (c) => c })],
  'scale-divides': [
    'divides by the scale, as by a temperature',
    marginBy({ own: (c, m, s) => c.sub(m).div(s), other: (c, _, s) => c.div(s) }),
  ],
  'angle-detached': [
    'lets no gradient through what the angle takes from the cosine',
    marginBy({ turn: (c, t, held) => c.add(turned(held, t).sub(held)) }),
  ],
  'gradient-half': ['halves the gradient of the cosines', { corrupt: scaledGradient('cosine', 0.5) }],
  'scale-gradient-dropped': ['treats the scale as constant', { corrupt: scaledGradient('scale', 0) }],
  'margin-gradient-sign': [
    'gives the margin a gradient of the wrong sign',
    { corrupt: scaledGradient('cosine_margin', -1) },
  ],
});
