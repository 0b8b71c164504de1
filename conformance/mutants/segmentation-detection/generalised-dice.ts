import { oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { generalisedDice } from '../../../reference/losses/segmentation-detection/generalised_dice.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = generalisedDice.algorithms[0].text;
type Names = 'probability' | 'target' | 'smooth' | 'denominator_eps' | 'size_eps';
interface Parts {
  readonly weight?: (size: Scalar) => Scalar;
  /** What a class is weighed by. */
  readonly size?: (p: Scalar, t: Scalar) => Scalar;
  readonly ratio?: (found: Scalar, all: Scalar, s: Scalar, eps: Scalar) => Scalar;
  readonly isHeld?: boolean;
  /** Whether weights sum to 1. */
  readonly isNormalised?: boolean;
  /** The mean of the ratios of the classes, weighed. */
  readonly isMeanOfRatios?: boolean;
}
const inverseSquare = (size: Scalar): Scalar => oneMinus(size.sub(size)).div(size).div(size);
const ratio = (found: Scalar, all: Scalar, s: Scalar, eps: Scalar): Scalar =>
  oneMinus(found.mul(2).add(s).div(all.add(s).add(eps)));

/** The loss as it is usually written, with one part replaced. */
const by = (parts: Parts) =>
  text<Names>(({ probability, target, smooth, denominator_eps, size_eps }, settings) => {
    const [p, t] = [probability.moveAxis(1, -1), target.moveAxis(1, -1)];
    const axes = t.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1, -1);
    const places = <R>(x: Tensor<R>): Tensor<R> => (axes.length > 0 ? x.sum(...axes) : x);
    const sizes = places(map(parts.size ?? ((_, y) => y), p, t)).add(size_eps);
    const finite = map((n) => select(n.eq(0), 0, (parts.weight ?? inverseSquare)(n)), sizes);
    const instead = settings.absent === 'largest' ? finite.max(-1).column() : finite.lift(0);
    let weights = map((n, w, other) => select(n.eq(0), other, w), sizes, finite, instead);
    if (parts.isNormalised) weights = weights.div(weights.sumKeep(-1));
    if (parts.isHeld) weights = weights.hold();
    const overlaps = places(p.mul(t));
    const both = places(p.add(t));
    const of = parts.ratio ?? ratio;
    const loss = parts.isMeanOfRatios
      ? weights
          .mul(map(of, overlaps, both, smooth, denominator_eps))
          .sum(-1)
          .div(weights.sum(-1))
      : map(of, overlaps.mul(weights).sum(-1), both.mul(weights).sum(-1), smooth, denominator_eps);
    const absent = map((n) => select(n.eq(0), 1, 0), sizes).sum(-1);
    const losses = settings.absent === 'limit' ? map((l, n) => select(n.eq(0), l, 1), loss, absent) : loss;
    return reduce(losses, settings);
  });

export const generalisedDiceMutants: Mutant[] = mutantsOf('generalised_dice', {
  'size-not-squared': ['weighs by one over the size', by({ weight: (n) => oneMinus(n.sub(n)).div(n) })],
  unweighted: ['weighs all classes alike', by({ weight: (n) => oneMinus(n.sub(n)) })],
  'weighed-by-the-prediction': ['weighs by the size of the prediction', by({ size: (p) => p })],
  'sum-of-squares': ['weighs by one over the squared sum of squares', by({ size: (_, t) => t.mul(t) })],
  'mean-of-ratios': ['takes the weighed mean of the Dice losses of the classes', by({ isMeanOfRatios: true })],
  'weights-normalised': ['makes the weights sum to 1, so that smooth counts more', by({ isNormalised: true })],
  'weights-held': ['treats the weights as constant', by({ isHeld: true })],
  'factor-2-forgotten': [
    'forgets the factor 2 of the overlap',
    by({ ratio: (i, n, s, e) => oneMinus(i.add(s).div(n.add(s).add(e))) }),
  ],
  'smooth-in-the-denominator-only': [
    'adds smooth to the denominator only',
    by({ ratio: (i, n, s, e) => oneMinus(i.mul(2).div(n.add(s).add(e))) }),
  ],
  'hidden-epsilon': [
    'adds 1e-7 to the denominator unasked',
    by({ ratio: (i, n, s, e) => ratio(i, n, s, e.add(1e-7)) }),
  ],
  'score-returned': [
    'returns the score instead of the loss',
    by({ ratio: (i, n, s, e) => oneMinus(ratio(i, n, s, e)) }),
  ],
  jaccard: [
    'computes the generalised Jaccard loss',
    by({ ratio: (i, n, s, e) => oneMinus(i.add(s).div(n.sub(i).add(s).add(e))) }),
  ],
  'hidden-size-epsilon': [
    'adds 1e-5 to the sizes unasked',
    text<Names>((o, s) => right({ ...o, size_eps: o.size_eps.add(1e-5) }, s)),
  ],
  'absent-class-left-out': [
    'leaves a class without target out where the loss is the limit',
    (o, s) => right(o, s.absent === 'limit' ? { ...s, absent: 'left_out' } : s),
  ],
  'absent-class-as-the-smallest': [
    'gives a class without target the largest finite weight where the loss is the limit',
    (o, s) => right(o, s.absent === 'limit' ? { ...s, absent: 'largest' } : s),
  ],
  'batch-for-item': [
    'pools the batch where each item has its own ratio',
    (o, s) => {
      if (s.over === 'batch' || s.reduction !== 'mean') return right(o, s);
      return right(o, { ...s, over: 'batch' });
    },
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'probability-gradient-halved': [
    'halves the gradient of the prediction',
    { corrupt: scaledGradient('probability', 0.5) },
  ],
});
