import { nonNegative, real } from '../../language/domain.ts';
import {
  holds,
  holdsFor,
  inapplicable,
  isFalse,
  type LawArguments,
  type LawTable,
  type Witness,
} from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import type { Edge } from '../../language/sample.ts';

// What the element losses of a difference have in common, to be spread into their definitions.

/** How much each element counts. */
export const elementWeight = {
  weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
};

/** A prediction and a target, real numbers of one shape, and the optional weight. */
export const predictionAndTarget = {
  prediction: operand(['...'], real, 'what the model says'),
  target: operand(['...'], real, 'what is true'),
  ...elementWeight,
};

/** Of every element loss without labels and classes. */
export const elementLaws = {
  ...withoutClasses,
  ...withoutLabels,
  ...nothingIgnored,
  ...withItemWeight,
  ...notNormalised,
  rotation: inapplicable('elements are not coordinates of a vector'),
  item_permutation: holds({ along: '...' }),
  composes: holds({}),
};

/** No loss of a difference moves in one direction. */
export const fallsAndRises = {
  args: { in: 'prediction', direction: 'increasing' },
  sample: { operands: { prediction: [-1], target: [0] }, reduction: 'none' },
  to: { prediction: [0] },
  because: 'it falls towards the target and rises behind it',
} satisfies Witness<LawArguments['monotone']>;

/** It depends on prediction - target alone, and is least where that is 0. */
export const differenceLaws = {
  ...elementLaws,
  translation: holds({ together: ['prediction', 'target'], shift: 'all' }),
  monotone: isFalse<LawArguments['monotone']>(fallsAndRises),
  descends: holds({ in: ['prediction'] }),
} satisfies Partial<LawTable>;

/** It is 0 where prediction and target are equal, and positive elsewhere. */
export const zeroAtTheTarget = {
  non_negative: holds({}),
  zero_iff_equal: holds({ operands: ['prediction', 'target'] }),
  attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
} satisfies Partial<LawTable>;

/** It grows without bound: above 1 at a difference of 4. */
export const unbounded = {
  bounded: isFalse({
    args: { min: 0, max: 1 },
    sample: { operands: { prediction: [4], target: [0] }, reduction: 'none' },
    because: 'it has no upper bound',
  }),
} satisfies Partial<LawTable>;

/** A change of either operand changes an unweighted element by at most the constant, a formula, times as much. */
export const lipschitzInBoth = (constant: string) =>
  holdsFor(
    ['prediction', 'target'].map((name) => ({
      args: { in: name, norm: 'absolute', constant } as const,
      when: { absent: ['weight'] },
    })),
  );

/** What an empty mean, infinities and NaN give where the loss of an infinite difference is infinite. */
export const differenceEdges: readonly Edge[] = [
  { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
  { title: 'an infinite prediction', operands: { prediction: [-Infinity], target: [0] }, value: Infinity },
  { title: 'infinity against itself', operands: { prediction: [Infinity], target: [Infinity] }, value: Number.NaN },
  {
    title: 'NaN under weight 0',
    operands: { prediction: [Number.NaN, 0], target: [0, 0], weight: [0, 1] },
    reduction: 'sum',
    value: 0,
    gradient: { prediction: [0, 0] },
  },
];

/** The trap of every weighted element loss. */
export const weightedMeanTrap = {
  title: 'Weighted mean',
  text: 'Dividing a weighted sum by the number of elements makes the loss depend on the scale of the weights.',
};
