import { boxXyxy } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse, type LawTable } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

// What the losses of a predicted box against a true one share.

export const boxPairs = {
  prediction: operand(['N', 4], boxXyxy, 'boxes as x1, y1, x2, y2'),
  target: operand(['N', 4], boxXyxy, 'the boxes that are true'),
};

/** Definitions in front of a formula: intersection, union (`together`) and the sides of the enclosing box. */
export const overlapFormula = [
  'width = max(0, min(prediction[3], target[3]) - max(prediction[1], target[1]))',
  'height = max(0, min(prediction[4], target[4]) - max(prediction[2], target[2]))',
  'intersection = width * height',
  'area(b) = (b[3] - b[1]) * (b[4] - b[2])',
  'together = area(prediction) + area(target) - intersection',
];
export const distanceFormula = [
  'diagonal = (max(prediction[3], target[3]) - min(prediction[1], target[1]))^2 + (max(prediction[4], target[4]) - min(prediction[2], target[2]))^2',
  'middle(b, k) = (b[k] + b[k + 2]) / 2',
  'distance = (middle(prediction, 1) - middle(target, 1))^2 + (middle(prediction, 2) - middle(target, 2))^2',
];

export const boxLaws: Omit<LawTable, 'bounded' | 'monotone' | 'two_routes' | 'limit' | 'zero_iff_equal'> = {
  ...withoutClasses,
  ...withoutLabels,
  ...nothingIgnored,
  ...withoutWeights,
  ...notNormalised,
  non_negative: holds({}),
  attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }, { params: { eps: 0 } }),
  symmetric: holds({ swap: ['prediction', 'target'] }),
  convex: isFalse({
    args: { in: ['prediction'] },
    sample: { operands: { prediction: [[0, 0, 1, 1]], target: [[0, 0, 1, 1]] } },
    to: { prediction: [[8, 0, 9, 1]] },
    because: 'it rises ever more slowly as the boxes part',
  }),
  lipschitz: isFalse({
    args: { in: 'prediction', norm: 'max', constant: '1' },
    sample: { operands: { prediction: [[0, 0, 0.125, 0.125]], target: [[0, 0, 0.125, 0.125]] }, reduction: 'none' },
    to: { prediction: [[0.125, 0, 0.25, 0.125]] },
    because: 'for small boxes a small step is a large share',
  }),
  translation: holds({ together: ['prediction', 'target'], shift: 'box' }),
  scale: holds({ by: { prediction: 1, target: 1, eps: 2 }, degree: 0 }),
  rotation: inapplicable('boxes are parallel to the axes'),
  item_permutation: holds({ along: 'N' }),
  composes: holds({}),
  descends: holds({ in: ['prediction'] }),
  parameter_matters: holdsFor([{ args: { param: 'eps' } }]),
};

/** Of a loss whose epsilon is under a distance, too: what the overlap loses the distance may win. */
export const epsilonBothWays = isFalse({
  args: { in: 'eps', direction: 'increasing' } as const,
  sample: {
    operands: { prediction: [[0, 0, 1, 1]], target: [[2, 0, 3, 1]] },
    params: { eps: 1 },
    reduction: 'none',
  },
  because: 'it makes equal boxes cost more, and boxes apart less',
});

/** Of a loss that is 0 for equal boxes and positive for others, unless an epsilon is added. */
export const zeroForEqualBoxes: LawTable['zero_iff_equal'] = holds(
  { operands: ['prediction', 'target'] },
  { params: { eps: 0 } },
  [
    {
      args: { operands: ['prediction', 'target'] },
      sample: { operands: { prediction: [[0, 0, 1, 1]], target: [[0, 0, 1, 1]] }, params: { eps: 0.5 } },
      because: 'an epsilon in the denominator makes equal boxes cost eps / (area + eps)',
    },
  ],
);

export const boxEdges = [
  { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
  {
    title: 'two equal points have no union',
    operands: { prediction: [[1, 1, 1, 1]], target: [[1, 1, 1, 1]] },
    value: Number.NaN,
  },
  { title: 'an inverted box', operands: { prediction: [[1, 0, 0, 1]], target: [[0, 0, 1, 1]] }, value: 'rejected' },
  {
    title: 'inverted both ways',
    operands: { prediction: [[1, 1, 0, 0]], target: [[0, 0, 1, 1]] },
    value: 'rejected',
  },
] as const;

export const edgesMeet = [
  { where: 'an edge of one box meets an edge of the other', subdifferential: 'any mixture of the two sides' },
];

/** E5 of the source lesson. */
export const lessonBoxes = {
  prediction: [
    [10, 10, 50, 50],
    [20, 20, 60, 60],
  ],
  target: [
    [15, 15, 55, 55],
    [25, 25, 65, 65],
  ],
} as const;

export const boxTraps = [
  {
    title: 'An absolute epsilon',
    text: 'With 1e-7 in the denominator identical boxes of side 1e-4 cost 0.909: the loss is not scale-invariant.',
  },
  { title: 'Inverted boxes', text: 'Unchecked, a box inverted both ways has positive area and can look perfect.' },
  { title: 'Degenerate boxes', text: 'Zero-area boxes make 0/0: NaN here, 0 or 1 in libraries with an epsilon.' },
  {
    title: 'Overlap not clamped',
    text: 'Two negative sides multiply to a positive intersection of boxes that do not meet.',
  },
] as const;
