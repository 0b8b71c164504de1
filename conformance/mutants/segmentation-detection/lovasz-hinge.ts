import {
  abs,
  exp,
  max,
  neg,
  oneMinus,
  select,
  sigmoid,
  square,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { lovaszHinge } from '../../../reference/losses/segmentation-detection/lovasz_hinge.ts';
import { beyond, firstOfEqual, type Order } from '../../../reference/losses/segmentation-detection/places.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = lovaszHinge.algorithms[0].text;
/** Of a set of mistakes: `size` places in the mask, p of them missed, n others invented. */
type OfSet = (size: Scalar, p: Scalar, n: Scalar) => Scalar;
const jaccard: OfSet = (size, p, n) =>
  select(size.eq(0), select(n.lt(0.5), 0, 1), oneMinus(size.sub(p).div(max(size, 1).add(n))));
const dice: OfSet = (size, p, n) => p.add(n).div(max(size.mul(2).sub(p).add(n), 1));
type Growth = (y: Scalar, size: Scalar, p: Scalar, n: Scalar) => Scalar;
const growthOf =
  (set: OfSet): Growth =>
  (y, size, p, n) =>
    set(size, p.add(y), n.add(oneMinus(y))).sub(set(size, p, n));

interface Parts {
  readonly error?: (z: Scalar, y: Scalar) => Scalar;
  readonly cost?: (error: Scalar) => Scalar;
  readonly growth?: Growth;
  readonly order?: Order;
  /** What of the sums over places an item's loss is. */
  readonly ofItem?: (sum: Scalar, size: Scalar) => Scalar;
}
const signed = (y: Scalar): Scalar => y.mul(2).sub(1);
const hinge = (z: Scalar, y: Scalar): Scalar => oneMinus(z.mul(signed(y)));
const positive = (e: Scalar): Scalar => max(e, 0);
const plain = (sum: Scalar): Scalar => sum;
const by = ({
  error = hinge,
  cost = positive,
  growth = growthOf(jaccard),
  order = firstOfEqual,
  ofItem = plain,
}: Parts) =>
  text<'logits' | 'target'>(({ logits, target: y }, settings) => {
    const errors = map(error, logits, y);
    const size = y.sumKeep(-1);
    const [p, n] = beyond(errors.hold(), y, order);
    const terms = map(cost, errors).mul(map(growth, y, size, p, n));
    return reduce(map(ofItem, terms.sum(-1), y.sum(-1)), settings);
  });

const ascending: Order = (own, other, stands) => firstOfEqual(neg(own), neg(other), stands);
const unsorted: Order = (_, other, stands) => select(stands.eq(-1), 1, 0).add(other.mul(0));
/** Equal errors all first, or all last. */
const allFirst: Order = (own, other) => select(own.lt(other), 1, 0);

export const lovaszHingeMutants: Mutant[] = mutantsOf('lovasz_hinge', {
  'not-sorted': ['takes the places in the order in which they stand', by({ order: unsorted })],
  'sorted-upwards': ['sorts the errors upwards', by({ order: ascending })],
  'equal-errors-alike': ['gives equal errors all the growth of the first', by({ order: allFirst })],
  'not-clamped': ['lets right places lower the loss', by({ cost: (e) => e })],
  'magnitude-for-positive-part': ['takes the magnitude of the errors', by({ cost: abs })],
  'without-margin': ['forgets the margin of 1', by({ error: (z, y) => neg(z.mul(signed(y))) })],
  'labels-as-signs': [
    'multiplies by the labels 0 and 1 as if they were signs',
    by({ error: (z, y) => oneMinus(z.mul(y)) }),
  ],
  'signs-exchanged': ['exchanges the signs', by({ error: (z, y) => z.mul(signed(y)).add(1) })],
  squared: ['squares the hinge', by({ cost: (e) => square(max(e, 0)) })],
  'elu-plus-1': [
    'takes elu + 1 for the positive part',
    by({ cost: (e) => select(e.gt(0), e.add(1), exp(select(e.gt(0), 0, e))) }),
  ],
  probabilities: ['takes |target - sigmoid(logit)| for the errors', by({ error: (z, y) => abs(y.sub(sigmoid(z))) })],
  'growth-of-dice': ['extends the Dice loss', by({ growth: growthOf(dice) })],
  'not-differenced': [
    'weighs by the Jaccard loss instead of by its growth',
    by({ growth: (y, size, p, n) => jaccard(size, p.add(y), n.add(oneMinus(y))) }),
  ],
  'index-for-loss': [
    'weighs by the Jaccard index that is lost twice',
    by({ growth: (y, size, p, n) => growthOf(jaccard)(y, size, p, n).mul(2) }),
  ],
  'union-of-mask-alone': [
    'forgets the invented places in the union',
    by({ growth: growthOf((size, p) => p.div(max(size, 1))) }),
  ],
  'union-counts-missed': [
    'adds all mistakes to the union',
    by({ growth: growthOf((size, p, n) => oneMinus(size.sub(p).div(max(size.add(p).add(n), 1)))) }),
  ],
  'mean-of-hinges': [
    'is the mean of the hinge errors',
    text<'logits' | 'target'>(({ logits, target }, settings) =>
      reduce(map(positive, map(hinge, logits, target)).mean(-1), settings),
    ),
  ],
  'empty-mask-skipped': ['gives 0 for an empty mask', by({ ofItem: (sum, size) => select(size.eq(0), 0, sum) })],
  'one-mask-of-the-batch': [
    'takes the batch for one mask',
    (o, s) => {
      const places = (x: Tensor<unknown>): number => x.shape.reduce<number>((a, b) => a * Number(b), 1);
      // Pairs of the places of a long batch would fill the memory.
      if (s.reduction !== 'mean' || places(o.logits as Tensor<unknown>) > 256) return right(o, s);
      const flat = (x: Tensor<unknown>) => x.reshape([1, places(x)]);
      return right(
        { logits: flat(o.logits as Tensor<unknown>), target: flat(o.target as Tensor<unknown>) },
        s,
      ) as never;
    },
  ],
  'divided-by-places': [
    'divides by the number of places',
    text<'logits' | 'target'>(({ logits, target }, settings) => {
      const none = { ...settings, reduction: 'none' } as const;
      return reduce(right({ logits, target }, none).div(logits.count(-1)), settings);
    }),
  ],
  'gradient-of-nothing': ['detaches the errors', { corrupt: scaledGradient('logits', 0) }],
  'gradient-ascends': ['forgets the sign of the gradient', { corrupt: scaledGradient('logits', -1) }],
});
