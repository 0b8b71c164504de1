import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, oneOf } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

export const hingeEmbedding = defineLoss({
  id: 'hinge_embedding',
  family: 'metric-learning',
  summary:
    'Hinge embedding loss: the distance of a pair that is alike, by how much it falls short of a margin for others.',
  operands: {
    distance: operand(['...'], nonNegative, 'how far the two things of a pair are apart'),
    target: operand(['...'], oneOf(-1, 1), '1 where they are alike, -1 where they are not'),
    weight: optionalOperand(['...'], nonNegative, 'how much each pair counts', { absent: 1, role: 'item_weight' }),
  },
  params: { margin: number(1, nonNegative, 'from how far on others cost nothing', { tries: [0, 0.5] }) },
  items: ['...'],
  formula: 'target == 1 ? distance : max(0, margin - distance)',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('distances and labels are different kinds of things'),
    attains_infimum: holds({
      operand: 'distance',
      minimiser: 'target == 1 ? 0 : margin',
      infimum: '0',
    }),
    label_flip: inapplicable('a distance has no other sign'),
    symmetric: inapplicable('distances and labels are different kinds of things'),
    convex: holds({ in: ['distance'] }),
    lipschitz: holds({ in: 'distance', norm: 'absolute', constant: '1' }, { absent: ['weight'] }),
    scale: holds({ by: { distance: 1, margin: 1 }, degree: 1 }),
    translation: isFalse({
      args: { together: ['distance'], shift: 'all' },
      sample: { operands: { distance: [1], target: [1] } },
      because: 'a distance has an absolute meaning: 0 is the same place',
    }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'distance', direction: 'increasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'distance', direction: 'decreasing', where: { operand: 'target', equals: -1 } } },
      { args: { in: 'margin', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { distance: [100], target: [1] }, reduction: 'none' },
      because: 'a pair that is alike costs its distance',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'margin 0 lets the others be',
      set: { margin: 0 },
      becomes: 'target == 1 ? distance : 0',
    }),
    descends: holds({ in: ['distance'] }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { distance: [], target: [] }, value: Number.NaN },
    {
      title: 'in the same place',
      operands: { distance: [0, 0], target: [1, -1] },
      reduction: 'none',
      value: [0, 1],
    },
    {
      title: 'NaN under weight 0',
      operands: { distance: [Number.NaN, 3], target: [-1, 1], weight: [0, 1] },
      value: 3,
      gradient: { distance: [0, 1] },
    },
    { title: 'a label of 0', operands: { distance: [1], target: [0] }, value: 'rejected' },
    { title: 'an infinite distance', operands: { distance: [Infinity], target: [1] }, value: 'rejected' },
    { title: 'a negative distance', operands: { distance: [-1], target: [1] }, value: 'rejected' },
    {
      title: 'a negative margin',
      operands: { distance: [1], target: [1] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  kinks: [{ where: 'distance = margin, for a label of -1', subdifferential: 'any number in [-1, 0]' }],
  examples: [
    {
      title: 'near and far, alike and not',
      operands: { distance: [0.25, 2, 0.25, 2], target: [1, 1, -1, -1] },
      reduction: 'none',
      value: [0.25, 2, 0.75, 0],
    },
    {
      title: 'margin 3: (0.25 + 1) / 2',
      operands: { distance: [0.25, 2], target: [1, -1] },
      params: { margin: 3 },
      value: 0.625,
    },
  ],
  traps: [
    {
      title: 'Not a score',
      text: 'It takes a distance, not a score: for a label of 1 a small number is good, unlike in the hinge loss.',
    },
    {
      title: 'A label of 0',
      text: 'Functions that add a part for "not 1" and a part for "not -1" count both, silently.',
    },
    { title: 'A hinge on both sides', text: 'Pairs that are alike have no margin: they are pulled together to 0.' },
  ],
  sources: [
    {
      title:
        'Hadsell, Chopra, LeCun: Dimensionality reduction by learning an invariant mapping (2006), the idea, with squares',
      reference: 'https://doi.org/10.1109/CVPR.2006.100',
    },
    {
      title: 'PyTorch, HingeEmbeddingLoss',
      reference: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html',
    },
  ],
});
