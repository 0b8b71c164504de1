import { nonNegative, oneOf, real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse, type LawArguments } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import type { Edge } from '../../language/sample.ts';

// What the losses of a score against a sign share.

export const signedOperands = {
  prediction: operand(['...'], real, 'a raw score: its sign is the answer, its size how sure it is'),
  target: operand(['...'], oneOf(-1, 1), 'the right sign, -1 or 1'),
  weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
} as const;

export const signedLaws = {
  ...withoutClasses,
  ...nothingIgnored,
  ...withItemWeight,
  ...notNormalised,
  non_negative: holds({}),
  zero_iff_equal: inapplicable('scores and labels are different kinds of things'),
  label_flip: holds({ negated: 'prediction', target: 'target' }),
  symmetric: inapplicable('scores and labels are different kinds of things'),
  translation: isFalse({
    args: { together: ['prediction'], shift: 'all' } as const,
    sample: { operands: { prediction: [0], target: [1] } },
    because: 'a score has an absolute meaning: 0 is the border',
  }),
  rotation: inapplicable('elements are not coordinates of a vector'),
  bounded: isFalse({
    args: { min: 0, max: 10 },
    sample: { operands: { prediction: [-100], target: [1] }, reduction: 'none' },
    because: 'a wrong answer costs at least its score',
  }),
  item_permutation: holds({ along: '...' }),
  composes: holds({}),
  descends: holds({ in: ['prediction'] }),
} as const;

/** The better the score agrees with its label, the smaller the loss. */
export const fallsWithTheLabel: readonly { readonly args: LawArguments['monotone'] }[] = [
  { args: { in: 'prediction', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
  { args: { in: 'prediction', direction: 'increasing', where: { operand: 'target', equals: -1 } } },
];

export const signedEdges: readonly Edge[] = [
  { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
  {
    title: 'infinitely right and infinitely wrong',
    operands: { prediction: [Infinity, -Infinity, Infinity, -Infinity], target: [1, -1, -1, 1] },
    reduction: 'none',
    value: [0, 0, Infinity, Infinity],
  },
  { title: 'a label of 0', operands: { prediction: [0.5], target: [0] }, value: 'rejected' },
  { title: 'a label of 2', operands: { prediction: [0.5], target: [2] }, value: 'rejected' },
  { title: 'a label that is NaN', operands: { prediction: [0.5], target: [Number.NaN] }, value: 'rejected' },
];
