import { probability } from '../../language/domain.ts';
import {
  type Condition,
  holds,
  holdsFor,
  inapplicable,
  isFalse,
  type LawArguments,
  type LawTable,
} from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

// What the losses of one mask share: a probability per place against a mask, an item's places taken together.

const axes = { by: 'over', axes: { item: ['N', '...'], batch: ['...'] } } as const;

export const softMasks = {
  probability: operand(axes, probability, 'how sure the model is that each place belongs to the mask'),
  target: operand(axes, probability, 'the mask, 0 or 1, or its probability'),
};

/** The parameter `over`, on which the axes of the operands depend. */
export const over = choice(
  'item',
  { item: '', batch: '' },
  'whether each item has its own ratio, or the whole batch one',
);

const perItem = { params: { over: 'item' } } as const;
const hardTarget = { hard: ['target'], params: { over: 'item' } } as const;

/** For hard masks: more inside the mask lowers the loss, more outside raises it. */
export const towardsTheMask: readonly { readonly args: LawArguments['monotone']; readonly when: Condition }[] = [
  {
    args: { in: 'probability', direction: 'decreasing', where: { operand: 'target', equals: 1 } },
    when: hardTarget,
  },
  {
    args: { in: 'probability', direction: 'increasing', where: { operand: 'target', equals: 0 } },
    when: hardTarget,
  },
];

/** Cells of the losses that are one minus a ratio of overlaps, from 0 to 1. */
export const overlapLaws = {
  ...withoutClasses,
  ...nothingIgnored,
  ...withoutWeights,
  ...notNormalised,
  non_negative: holds({}),
  label_flip: inapplicable('a mask and its complement are different regions'),
  convex: isFalse({
    args: { in: ['probability'] },
    sample: { operands: { probability: [[0, 0]], target: [[1, 0]] }, params: { smooth: 0.125 } },
    to: { probability: [[0, 1]] },
    because: 'in a place outside the mask the loss rises ever more slowly',
  }),
  scale: isFalse({
    args: { by: { probability: 1, target: 1 }, degree: 0 },
    sample: { operands: { probability: [[1, 0.5]], target: [[1, 0]] } },
    because: 'the overlap is of second degree, the sizes of first',
  }),
  translation: inapplicable('probabilities have a fixed scale'),
  rotation: inapplicable('places are not coordinates of a vector'),
  bounded: holds({ min: 0, max: 1 }),
  item_permutation: holds({ along: 'N' }, perItem),
  composes: holdsFor(
    [{ args: {}, when: perItem }],
    [
      {
        args: { along: '...' },
        sample: { operands: { probability: [1, 0.5, 0, 0.5], target: [1, 1, 0, 0] }, params: { over: 'batch' } },
        because: 'the halves have ratios of their own',
      },
    ],
  ),
  descends: holds({ in: ['probability'] }),
};

/** Of a loss that is not 0 on a soft mask: the product of soft masks is no intersection. */
export const softMaskLaws: Pick<LawTable, 'zero_iff_equal' | 'attains_infimum'> = {
  zero_iff_equal: isFalse({
    args: { operands: ['probability', 'target'] },
    sample: { operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] }, params: { smooth: 1 } },
    because: 'the product of soft masks is no intersection',
  }),
  attains_infimum: isFalse({
    args: { operand: 'probability', minimiser: 'target', infimum: '0' },
    sample: { operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] }, params: { smooth: 1 } },
    because: 'a soft mask does not minimise its own loss',
  }),
};

/** Of a loss whose sizes may be sums of squares: a soft mask minimises its own loss then. */
export const selfIsLeast = holds(
  { operand: 'probability', minimiser: 'target', infimum: '0' },
  { params: { squared: true, denominator_eps: 0 } },
  [
    {
      args: { operand: 'probability', minimiser: 'target', infimum: '0' },
      sample: { operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] }, params: { smooth: 1 } },
      because: 'without squares a soft mask does not minimise its own loss',
    },
  ],
);
/** The same of its scale: overlap and sizes are both of second degree. */
export const squaresScale = holds(
  { by: { probability: 1, target: 1, smooth: 2, denominator_eps: 2 }, degree: 0 },
  { params: { squared: true } },
  [
    {
      args: { by: { probability: 1, target: 1 }, degree: 0 },
      sample: { operands: { probability: [[1, 0.5]], target: [[1, 0]] } },
      because: 'the overlap is of second degree, the sizes of first',
    },
  ],
);

export const softMaskEdges = [
  { title: 'a mean over nothing', operands: { probability: [], target: [] }, value: Number.NaN },
  { title: 'both empty', operands: { probability: [[0, 0]], target: [[0, 0]] }, value: Number.NaN },
  {
    title: 'both empty, smoothed',
    operands: { probability: [[0, 0]], target: [[0, 0]] },
    params: { smooth: 1 },
    value: 0,
  },
  {
    title: 'both empty, epsilon in the denominator only',
    operands: { probability: [[0, 0]], target: [[0, 0]] },
    params: { denominator_eps: 0.5 },
    value: 1,
  },
  { title: 'nothing in common', operands: { probability: [[1, 0]], target: [[0, 1]] }, value: 1 },
  { title: 'a probability of 1.5', operands: { probability: [[1.5]], target: [[1]] }, value: 'rejected' },
] as const;
