import { holds, holdsFor, inapplicable, isFalse, type LawTable } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';

const notFocused = { gamma_pos: 0, gamma_neg: 0, margin: 0 } as const;
const alike = { gamma_pos: 2, gamma_neg: 2, margin: 0, focus_held: false } as const;
const same = { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } } as const;

/** The laws of the asymmetric loss. */
export const asymmetricLaws: LawTable = {
  ...withoutClasses,
  ...nothingIgnored,
  ...withItemWeight,
  ...notNormalised,
  self_consistent: holds({}, { params: { focus_held: false } }),
  non_negative: holds({}),
  zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
  attains_infimum: inapplicable('a label 1 comes as close to 0 as one likes, and is 0 for no finite logit'),
  label_flip: isFalse({
    args: { negated: 'logits', target: 'target' },
    sample: { operands: { logits: [-1], target: [0] } },
    because: 'labels 0 and 1 are focused in different ways: that is its name',
  }),
  symmetric: inapplicable('logits and labels are different kinds of things'),
  convex: holdsFor(
    [{ args: { in: ['logits'] }, when: { params: notFocused } }],
    [
      {
        args: { in: ['logits'] },
        sample: { operands: { logits: [-6], target: [1] }, params: { gamma_pos: 2 } },
        to: { logits: [-3] },
        because: 'where it is focused the curve bends down where the answer is confidently wrong',
      },
      {
        args: { in: ['logits'] },
        sample: { operands: { logits: [0], target: [0] }, params: { gamma_neg: 0, margin: 0.5 } },
        to: { logits: [9] },
        because: 'with a margin a label 0 costs -log m at most: the curve becomes flat',
      },
    ],
  ),
  // Of a label 0 (1 - s) log(1 / (1 - s)) is at most s, so that the falling weight adds gamma to the slope at most.
  lipschitz: holds(
    { in: 'logits', norm: 'absolute', constant: '1 + max(gamma_pos, gamma_neg)' },
    { absent: ['weight'] },
    [
      {
        args: { in: 'logits', norm: 'absolute', constant: '1' },
        sample: { operands: { logits: [-3], target: [1] }, params: { gamma_pos: 2 }, reduction: 'none' },
        to: { logits: [-1] },
        because: 'the falling weight adds to the slope: it reaches 1.13 at gamma 2',
      },
    ],
  ),
  scale: isFalse({
    args: { by: { logits: 1 }, degree: 1 },
    sample: { operands: { logits: [1], target: [1] } },
    because: 'neither log(1 + exp(-t)) nor the weight is a power of t',
  }),
  translation: isFalse({
    args: { together: ['logits'], shift: 'all' },
    sample: { operands: { logits: [1], target: [1] } },
    because: 'a logit has an absolute meaning: 0 is even odds',
  }),
  rotation: inapplicable('elements are not coordinates of a vector'),
  monotone: holdsFor([
    { args: { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
    { args: { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
    { args: { in: 'margin', direction: 'decreasing' } },
    { args: { in: 'gamma_pos', direction: 'decreasing' } },
    { args: { in: 'gamma_neg', direction: 'decreasing' } },
  ]),
  bounded: isFalse({
    args: { min: 0, max: 10 },
    sample: { operands: { logits: [-100], target: [1] }, reduction: 'none' },
    because: 'a label 1 that is confidently denied costs its logit',
  }),
  item_permutation: holds({ along: '...' }),
  composes: holds({}),
  two_routes: holdsFor([
    {
      args: {
        name: 'without a margin, and focused alike, it is binary focal loss that is not balanced',
        loss: 'binary_focal',
        operands: same,
        params: { gamma: 2, balanced: false, denominator: { copy: 'denominator' } },
      },
      when: { params: alike },
    },
    {
      args: {
        name: 'without focus and margin it is binary cross-entropy',
        loss: 'bce_with_logits',
        operands: same,
        params: { denominator: { copy: 'denominator' } },
      },
      when: { params: notFocused },
    },
  ]),
  limit: holdsFor([
    {
      args: {
        name: 'without focus and margin it is binary cross-entropy',
        set: notFocused,
        becomes: 'target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits))',
      },
      when: { absent: ['weight'] },
    },
    {
      args: {
        name: 'with a margin of 1 a label 0 costs nothing',
        set: { gamma_pos: 0, margin: 1 },
        becomes: 'target * log(1 + exp(-logits))',
      },
      when: { absent: ['weight'] },
    },
  ]),
  descends: holds({ in: ['logits'] }, { params: { focus_held: false } }),
  parameter_matters: holdsFor([
    { args: { param: 'gamma_pos' } },
    { args: { param: 'gamma_neg' } },
    { args: { param: 'margin' } },
    { args: { param: 'denominator' }, when: { present: ['weight'] } },
  ]),
};
