import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, oneOf, real } from '../../language/domain.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';
import { average, classErrors, lovaszSoftmaxLaws } from './lovasz-softmax-laws.ts';

const places = { by: 'over', axes: { item: ['N', 'P'], batch: ['B', 'P'] } } as const;
const ln3 = 1.0986122886681098;
const four = {
  logits: [
    [
      [2, 0.5, 0.1, 1],
      [1, 2.5, 0.2, 0],
      [0.1, 0.3, 3, 0],
    ],
  ],
  target: [[0, 1, 0, 1]],
} as const;
/** Class 0 at 1/2 and 3/4, and nobody has class 1. */
const absentSecond = {
  logits: [
    [
      [0, ln3],
      [0, 0],
    ],
  ],
  target: [[0, 0]],
} as const;
const still = [
  [
    [0, 0],
    [0, 0],
  ],
] as const;

export const lovaszSoftmax = defineLoss({
  id: 'lovasz_softmax',
  family: 'segmentation-detection',
  summary:
    'Lovasz-Softmax: the Jaccard loss of the mask of each class, extended to how wrong its softmax is at each place, averaged over the classes.',
  operands: {
    logits: operand(
      { by: 'over', axes: { item: ['N', 'C', 'P'], batch: ['B', 'C', 'P'] } },
      real,
      'unnormalised log-probabilities of the classes at each place',
    ),
    target: operand(places, indexInto('C'), 'the index of the right class at each place'),
    valid: optionalOperand(places, oneOf(0, 1), '1 for a place, 0 for one that is ignored', { absent: 1 }),
    class_weight: optionalOperand(['C'], nonNegative, 'what the loss of each class is multiplied with', { absent: 1 }),
  },
  params: {
    classes: choice(
      'all',
      {
        all: 'counts(c) = 1;',
        present: 'counts(c) = sum(map(vector(target), vector(valid), f(y, v) = y == c ? v : 0)) == 0 ? 0 : 1;',
      },
      'whether the mean is over all classes or over those that have a place in the target',
    ),
    over: choice(
      'item',
      { item: 'scores = vectors(logits, 1);', batch: 'scores = vectors(logits, 2);' },
      'whether each item has its own masks, or the whole batch one of each class',
    ),
  },
  items: ['N'],
  pairwise: 'P',
  formula: [
    ...classErrors,
    'jaccard(size, m, n) = size + n == 0 ? 0 : 1 - (size - m) / (size + n)',
    'growth(size, m, n, y, x) = jaccard(size, m + y, n + x) - jaccard(size, m, n)',
    // Of equal errors any may come first: the value is the same.
    'before(i, order, of) = sum(map(order, of, f(rank, x) = rank < order[i] ? x : 0))',
    'term(i, e, order, y, x) = e[i] * growth(sum(y), before(i, order, y), before(i, order, x), y[i], x[i])',
    'extension(e, order, y, x) = sum(map(places, f(i) = term(i, e, order, y, x)))',
    'lovasz(c) = extension(errors(c), ranks(errors(c)), mine(c), others(c))',
    average('lovasz(c)'),
  ].join('; '),
  laws: lovaszSoftmaxLaws,
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'a class that nobody has costs its largest chance: ((1/2 + 1/4) / 2 + 1/2) / 2',
      operands: absentSecond,
      value: 0.4375,
    },
    {
      title: 'the same, over the classes that are there',
      operands: absentSecond,
      params: { classes: 'present' },
      value: 0.375,
    },
    {
      title: 'a class without a chance is right everywhere',
      operands: { logits: [[[0], [-Infinity]]], target: [[0]] },
      value: 0,
    },
    {
      title: 'the right class without a chance',
      operands: { logits: [[[0], [-Infinity]]], target: [[1]] },
      value: 1,
    },
    {
      title: 'one class is never wrong',
      operands: { logits: [[[5, -3]]], target: [[0, 0]] },
      value: 0,
      gradient: { logits: [[[0, 0]]] },
    },
    {
      title: 'NaN and infinity where a place is ignored',
      operands: {
        logits: [
          [
            [Number.NaN, ln3],
            [Infinity, 0],
          ],
        ],
        target: [[1, 0]],
        valid: [[0, 1]],
      },
      value: 0.25,
      gradient: {
        logits: [
          [
            [0, -0.1875],
            [0, 0.1875],
          ],
        ],
      },
    },
    {
      title: 'every place is ignored: nothing is wrong',
      operands: { ...absentSecond, valid: [[0, 0]] },
      value: 0,
      gradient: { logits: still },
    },
    {
      title: 'the same, over the classes that are there: none is',
      operands: { ...absentSecond, valid: [[0, 0]] },
      params: { classes: 'present' },
      value: 0,
      gradient: { logits: still },
    },
    { title: 'label C', operands: { logits: [[[1], [2]]], target: [[2]] }, value: 'rejected' },
    { title: 'label -1', operands: { logits: [[[1], [2]]], target: [[-1]] }, value: 'rejected' },
    { title: 'a negative class weight', operands: { ...absentSecond, class_weight: [1, -1] }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'several errors of a class are equal',
      subdifferential: 'of each place what its slope is in some order of them',
    },
  ],
  examples: [
    {
      title: 'two classes: errors 1/4, 1/4, 3/4 of both, 3/4 / 2 + 1/4 / 2',
      operands: {
        logits: [
          [
            [ln3, 0, 0],
            [0, ln3, ln3],
          ],
        ],
        target: [[0, 1, 0]],
      },
      value: 0.5,
    },
    { title: 'three classes, of which one has no place', operands: four, value: 0.6938321211442954 },
    {
      title: 'over the two that have one',
      operands: four,
      params: { classes: 'present' },
      value: 0.5926525676491019,
    },
    {
      title: 'with class weights, and still divided by three',
      operands: { ...four, class_weight: [1, 2, 0.5] },
      value: 0.7112252601368572,
    },
    { title: 'without the last place', operands: { ...four, valid: [[1, 1, 1, 0]] }, value: 0.5873373175230309 },
    {
      title: 'the same places, each an item of a batch that is one mask',
      operands: {
        logits: [
          [[2], [1], [0.1]],
          [[0.5], [2.5], [0.3]],
          [[0.1], [0.2], [3]],
          [[1], [0], [0]],
        ],
        target: [[0], [1], [0], [1]],
      },
      params: { over: 'batch' },
      value: 0.6938321211442954,
    },
  ],
  traps: [
    {
      title: 'Classes that nobody has',
      text: "Their Jaccard loss is 1 with any mistake, so they cost their largest chance alone. Kornia counts them; the authors' code and segmentation-models-pytorch leave them out, unless they are told otherwise.",
    },
    {
      title: 'One mask or many',
      text: "The authors' code and segmentation-models-pytorch take the places of the whole batch as one mask unless they are told `per_image`: `over: batch`. Kornia always has masks of each item.",
    },
    {
      title: 'Probabilities or logits',
      text: "The authors' code takes what a softmax has made, Kornia and segmentation-models-pytorch logits. Neither notices the other: a softmax of a softmax is between 1 / (1 + (C - 1) e) and e / (e + C - 1).",
    },
    {
      title: 'Class weights are factors',
      text: 'Kornia multiplies the loss of each class and still divides by the number of classes.',
    },
    {
      title: 'Ignored places',
      text: 'They are in no mask and in no union, and a class that only they have is not there.',
    },
    {
      title: 'Differences of ratios',
      text: 'How much the Jaccard loss grows is computed as a difference of numbers near 1; for a place in the mask it is one over the union so far.',
    },
    {
      title: 'Counts in half precision',
      text: 'Cumulative sums of labels stop growing at 2048 in float16 and at 256 in bfloat16.',
    },
    {
      title: 'No gradient through the order',
      text: 'The sorted labels are constants, and so is how the loss grows; the gradient of an error is that number.',
    },
  ],
  sources: [
    {
      title: 'Berman, Triki, Blaschko: The Lovasz-Softmax loss (2018), section 3.2 and algorithm 1',
      reference: 'https://arxiv.org/abs/1705.08790',
    },
    {
      title: "The authors' code",
      reference: 'https://github.com/bermanmaxim/LovaszSoftmax',
    },
  ],
});
