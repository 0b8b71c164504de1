import { abs, max, neg, oneMinus, select, sigmoid, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import {
  classErrors,
  type ErrorsOf,
  type LovaszSoftmaxOperands,
  lovaszSoftmax,
  overClasses,
} from '../../../reference/losses/segmentation-detection/lovasz_softmax.ts';
import { type ClassErrors, extension } from '../../../reference/losses/segmentation-detection/lovasz-extension.ts';
import {
  across,
  comesBefore,
  firstOfEqual,
  lastAxes,
  type Order,
} from '../../../reference/losses/segmentation-detection/places.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = lovaszSoftmax.algorithms[0].text;
const written = text<'logits' | 'target', 'valid' | 'class_weight'>;
const distance = (p: Scalar, own: Scalar): Scalar => abs(own.sub(p));
const distances: ErrorsOf = (z, own) => map(distance, z.softmax(), own);

/** Of a set of mistakes: `size` places in the mask, p of them missed, n others invented. */
type OfSet = (size: Scalar, p: Scalar, n: Scalar) => Scalar;
const jaccard: OfSet = (size, p, n) =>
  select(size.add(n).eq(0), 0, oneMinus(size.sub(p).div(select(size.add(n).eq(0), 1, size.add(n)))));
const dice: OfSet = (size, p, n) => p.add(n).div(max(size.mul(2).sub(p).add(n), 1));
type Growth = (size: Scalar, p: Scalar, n: Scalar, y: Scalar, x: Scalar) => Scalar;
const growthOf =
  (set: OfSet): Growth =>
  (size, p, n, y, x) =>
    set(size, p.add(y), n.add(x)).sub(set(size, p, n));
const isInside = (y: Scalar): Scalar => select(y.eq(1), 1, 0);
const isOutside = (y: Scalar): Scalar => select(y.eq(0), 1, 0);
const withoutMask = (loss: Scalar, size: Scalar): Scalar => select(size.eq(0), 0, loss);

/** Errors in order, times a growth: `marks` say what of a place is in the mask, and what is outside. */
const inOrder =
  (growth: Growth, order: Order, marks: readonly [typeof isInside, typeof isInside] = [isInside, isOutside]) =>
  <R>({ errors, mask, axes }: ClassErrors<R>): Tensor<R> => {
    const [y, x] = [map(marks[0], mask), map(marks[1], mask)];
    const places = lastAxes(axes);
    const comes = comesBefore(errors.hold(), order, axes);
    const before = (of: Tensor<R>): Tensor<R> => comes.mul(across(of, axes)).sum(...places);
    return errors.mul(map(growth, y.sumKeep(...places), before(y), before(x), y, x)).sum(...places);
  };

interface Parts {
  readonly errors?: ErrorsOf;
  readonly extend?: typeof extension;
  readonly average?: typeof overClasses;
}
const by = ({ errors = distances, extend = extension, average = overClasses }: Parts) =>
  written(<R>(operands: LovaszSoftmaxOperands<R>, settings: Parameters<typeof right>[1]) => {
    const classes = classErrors(operands, settings, errors);
    return reduce(average(extend(classes), classes, operands, settings), settings);
  });

const ascending: Order = (own, other, stands) => firstOfEqual(neg(own), neg(other), stands);
const unsorted: Order = (_, other, stands) => select(stands.eq(-1), 1, 0).add(other.mul(0));
/** Equal errors all first. */
const allFirst: Order = (own, other) => select(own.lt(other), 1, 0);
const growing = (growth: Growth, order: Order = firstOfEqual) => by({ extend: inOrder(growth, order) });
const isBackground = (c: Scalar): Scalar => select(c.eq(0), 0, 1);

export const lovaszSoftmaxMutants: Mutant[] = mutantsOf('lovasz_softmax', {
  'not-sorted': ['takes the places in the order in which they stand', growing(growthOf(jaccard), unsorted)],
  'sorted-upwards': ['sorts the errors upwards', growing(growthOf(jaccard), ascending)],
  'equal-errors-alike': ['gives equal errors all the growth of the first', growing(growthOf(jaccard), allFirst)],
  'growth-of-dice': ['extends the Dice loss', growing(growthOf(dice))],
  'not-differenced': [
    'weighs by the Jaccard loss instead of by its growth',
    growing((size, p, n, y, x) => jaccard(size, p.add(y), n.add(x))),
  ],
  'union-of-mask-alone': [
    'forgets the invented places in the union',
    growing(growthOf((size, p) => p.div(max(size, 1)))),
  ],
  'union-counts-missed': [
    'adds all mistakes to the union',
    growing(growthOf((size, p, n) => jaccard(size.add(p), p.mul(2), n))),
  ],
  'labels-for-mask': [
    'counts the indices of the labels where the mask of the class is meant, as Kornia did before 0.9',
    written(<R>(operands: LovaszSoftmaxOperands<R>, settings: Parameters<typeof right>[1]) => {
      const classes = classErrors(operands, settings, distances);
      const { target } = operands;
      const label = settings.over === 'batch' ? target : target.column().moveAxis(-1, -2);
      const counted: Growth = (size, p, n, y, x) => growthOf(jaccard)(size, p, n, y, x);
      const mask = label.expand(classes.mask.shape);
      const extend = inOrder(counted, firstOfEqual, [(y) => y, (y) => oneMinus(y)]);
      const losses = extend({ ...classes, mask });
      return reduce(overClasses(losses, classes, operands, settings), settings);
    }),
  ],
  'mean-of-errors': ['is the mean of the errors', by({ extend: ({ errors, axes }) => errors.mean(...lastAxes(axes)) })],
  'divided-by-places': [
    'divides by the number of places',
    by({ extend: (classes) => extension(classes).div(classes.errors.count(...lastAxes(classes.axes))) }),
  ],
  'sigmoid-for-softmax': [
    'takes each class on its own, by a sigmoid',
    by({ errors: (z, own) => map(distance, map(sigmoid, z), own) }),
  ],
  'double-softmax': [
    'takes the softmax of the softmax',
    by({ errors: (z, own) => map(distance, z.softmax().softmax(), own) }),
  ],
  'logits-for-chances': ['forgets the softmax', by({ errors: (z, own) => map(distance, z, own) })],
  'softmax-over-places': [
    'takes the softmax over the places',
    by({ errors: (z, own) => map(distance, z.moveAxis(1, -1).softmax().moveAxis(-1, 1), own) }),
  ],
  'squared-errors': [
    'squares the errors',
    by({ errors: (z, own) => map((p, o) => square(o.sub(p)), z.softmax(), own) }),
  ],
  'signs-kept': [
    'takes no magnitude of the errors',
    by({
      errors: (z, own) => map((p, o) => o.sub(p), z.softmax(), own),
      extend: inOrder(growthOf(jaccard), firstOfEqual),
    }),
  ],
  'absent-classes-left-out': [
    'leaves out classes that nobody has where all are meant',
    (o, s) => right(o, { ...s, classes: 'present' }),
  ],
  'absent-classes-counted': [
    'counts classes that nobody has where only the others are meant',
    (o, s) => right(o, { ...s, classes: 'all' }),
  ],
  'absent-classes-are-perfect': [
    'counts a class that nobody has as 0',
    by({
      extend: (classes) =>
        map(withoutMask, extension(classes), map(isInside, classes.mask).sum(...lastAxes(classes.axes))),
    }),
  ],
  'without-the-first-class': [
    'leaves the background out of the mean',
    by({
      average: (losses, _, { class_weight }) => {
        const counted = map(isBackground, losses.indices());
        const weighed = class_weight ? losses.mul(class_weight) : losses;
        return weighed.mul(counted).sum(-1).div(counted.sum(-1));
      },
    }),
  ],
  'sum-over-the-classes': [
    'adds the classes where their mean is meant',
    by({ average: (losses, classes, o, s) => overClasses(losses, classes, o, s).mul(losses.count(-1)) }),
  ],
  'class-weights-normalised': [
    'divides by the summed class weights',
    by({
      average: (losses, classes, o, s) => {
        const found = overClasses(losses, classes, o, s);
        return o.class_weight ? found.div(o.class_weight.mean(-1)) : found;
      },
    }),
  ],
  'class-weights-forgotten': [
    'does not look at the class weights',
    by({ average: (losses, classes, { class_weight, ...o }, s) => overClasses(losses, classes, o, s) }),
  ],
  'ignored-counted': ['counts places that are to be ignored', ({ valid, ...o }, s) => right(o, s)],
  'ignored-as-right': [
    'takes ignored places for ones that are right, of the class of their label',
    written(<R>(operands: LovaszSoftmaxOperands<R>, settings: Parameters<typeof right>[1]) => {
      const { valid, ...others } = operands;
      const classes = classErrors(operands, settings, distances);
      const { mask } = classErrors(others, settings, distances);
      return reduce(overClasses(extension({ ...classes, mask }), { ...classes, mask }, operands, settings), settings);
    }),
  ],
  'item-for-batch': [
    'takes the mean over the items where the batch is one mask',
    (o, s) => (s.over === 'item' ? right(o, s) : right(o, { ...s, over: 'item', reduction: 'mean' })),
  ],
  'batch-for-item': [
    'takes the batch for one mask',
    (o, s) => {
      const places = (o.target as Tensor<unknown>).shape.reduce<number>((a, b) => a * Number(b), 1);
      // Pairs of the places of a long batch would fill the memory.
      return s.reduction !== 'mean' || places > 256 ? right(o, s) : right(o, { ...s, over: 'batch' });
    },
  ],
  'gradient-of-nothing': ['detaches the errors', { corrupt: scaledGradient('logits', 0) }],
  'gradient-ascends': ['forgets the sign of the gradient', { corrupt: scaledGradient('logits', -1) }],
});
