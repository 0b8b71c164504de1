import { atan, neg, oneMinus, select, softplus, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { logProbabilities } from '../classification/log-probabilities.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

type Root = (c: Scalar) => Scalar;
type Margin = (c: Scalar, t: Scalar) => Scalar;

// Of the margin m, by t = tan(m / 2).
const squared = (t: Scalar): Scalar => square(t).add(1);
const sine = (t: Scalar): Scalar => t.mul(2).div(squared(t));
const cosine = (t: Scalar): Scalar => oneMinus(t).mul(t.add(1)).div(squared(t));

const ofFactors: Root = (c) => sqrt(oneMinus(c).mul(c.add(1)));
const ofSquare: Root = (c) => sqrt(oneMinus(square(c)));

/** Whether theta + m is below pi. */
const fallsShort = (c: Scalar, t: Scalar) => c.gt(neg(cosine(t)));

/** The margins by fallback, from that of theta + m and that of c - m sin m; without an angle the root is not asked. */
const byFallback = (turned: Margin, beyond: Margin, kept: Margin): Record<string, Margin> => ({
  none: (c, t) => select(t.eq(0), kept(c, t), turned(c, t)),
  sine: (c, t) => select(t.eq(0), kept(c, t), select(fallsShort(c, t), turned(c, t), beyond(c, t))),
  easy: (c, t) => select(t.eq(0), kept(c, t), select(c.gt(0), turned(c, t), kept(c, t))),
});

/** By how much cos(theta + m) is below the cosine: c (1 - cos m) + sin theta sin m. */
const losses = byFallback(
  (c, t) => c.mul(square(t).mul(2).div(squared(t))).add(ofFactors(c).mul(sine(t))),
  (_, t) => atan(t).mul(2).mul(sine(t)),
  (c) => c.sub(c),
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
  const loss = map(losses[settings.fallback as string]!, own, t);
  const gaps = map(gap, c, own.column(), loss.column(), margin, scale, c.indices(), target.column());
  return reduce(map(softplus, gaps.logSumExp()), settings);
}

const logit = (c: Scalar, right: Scalar, margin: Scalar, scale: Scalar, at: Scalar, y: Scalar): Scalar =>
  select(at.eq(y), right.sub(margin), c).mul(scale);

function byLogits(root: Root) {
  const turned = turnedBy(root);
  return <R>(
    { cosine: c, target, scale, half_margin_tangent: t, cosine_margin: margin }: Given<R>,
    settings: Settings,
  ): Tensor<R> => {
    const right = map(turned[settings.fallback as string]!, c.take(target), t);
    const logits = map(logit, c, right.column(), margin, scale, c.indices(), target.column());
    return reduce(logProbabilities(logits).take(target).neg(), settings);
  };
}

/** The right class's share of the softmax, by how far the others exceed its cosine with the margin. */
export const angularMargin = defineReference('angular_margin', strict, {
  'cross-entropy of the logits with the margin': byLogits(ofFactors),
  'the root of a rounded 1 - c^2': byLogits(ofSquare),
});
