import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, oneOf, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

export const marginRanking = defineLoss({
  id: 'margin_ranking',
  family: 'metric-learning',
  summary: 'Margin ranking loss: of two scores the one that the label says must be higher, by a margin.',
  operands: {
    first: operand(['...'], real, 'the score of the first of two things'),
    second: operand(['...'], real, 'the score of the second'),
    target: operand(['...'], oneOf(-1, 1), '1 where the first must be ranked higher, -1 where the second must'),
    weight: optionalOperand(['...'], nonNegative, 'how much each pair counts', { absent: 1, role: 'item_weight' }),
  },
  params: { margin: number(0, nonNegative, 'by how much it must be higher', { tries: [0.5, 1] }) },
  items: ['...'],
  formula: 'max(0, margin - target * (first - second))',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['first', 'second'] },
      sample: { operands: { first: [1], second: [1], target: [1] }, params: { margin: 0.5 } },
      because: 'a tie does not keep the margin',
    }),
    attains_infimum: holds({ operand: 'first', minimiser: 'second + margin * target', infimum: '0' }),
    label_flip: isFalse({
      args: { negated: 'first', target: 'target' },
      sample: { operands: { first: [1], second: [3], target: [1] } },
      because: 'it is the difference that must change its sign, not one score: 2 against 0',
    }),
    symmetric: isFalse({
      args: { swap: ['first', 'second'] },
      sample: { operands: { first: [1], second: [3], target: [1] } },
      because: 'exchanging the two exchanges the labels: 2 against 0',
    }),
    convex: holds({ in: ['first', 'second'] }),
    lipschitz: holdsFor([
      { args: { in: 'first', norm: 'absolute', constant: '1' }, when: { absent: ['weight'] } },
      { args: { in: 'second', norm: 'absolute', constant: '1' }, when: { absent: ['weight'] } },
    ]),
    scale: holds({ by: { first: 1, second: 1, margin: 1 }, degree: 1 }),
    translation: holds({ together: ['first', 'second'], shift: 'all' }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'first', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'first', direction: 'increasing', where: { operand: 'target', equals: -1 } } },
      { args: { in: 'second', direction: 'increasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'second', direction: 'decreasing', where: { operand: 'target', equals: -1 } } },
      { args: { in: 'margin', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { first: [0], second: [100], target: [1] }, reduction: 'none' },
      because: 'a wrong order costs the difference',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds({
      name: 'the hinge loss of the difference',
      loss: 'hinge',
      operands: { prediction: 'first - second', target: { copy: 'target' }, weight: { copy: 'weight' } },
      params: { margin: { copy: 'margin' }, denominator: { copy: 'denominator' } },
      given: { first: 'grid', second: 'grid' },
    }),
    limit: holds({
      name: 'without a margin only a wrong order costs',
      set: { margin: 0 },
      becomes: 'target == 1 ? max(first, second) - first : max(first, second) - second',
    }),
    descends: holds({ in: ['first', 'second'] }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { first: [], second: [], target: [] }, value: Number.NaN },
    {
      title: 'an infinite lead, right and wrong',
      operands: { first: [Infinity, Infinity, 0], second: [0, 0, Infinity], target: [1, -1, 1] },
      reduction: 'none',
      value: [0, Infinity, Infinity],
    },
    {
      title: 'infinity against itself',
      operands: { first: [Infinity], second: [Infinity], target: [1] },
      value: Number.NaN,
    },
    {
      title: 'NaN under weight 0',
      operands: { first: [Number.NaN, 1], second: [0, 3], target: [1, 1], weight: [0, 1] },
      value: 2,
      gradient: { first: [0, -1], second: [0, 1] },
    },
    { title: 'a label of 0', operands: { first: [1], second: [2], target: [0] }, value: 'rejected' },
    {
      title: 'a negative margin',
      operands: { first: [1], second: [2], target: [1] },
      params: { margin: -0.5 },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where: 'target * (first - second) = margin',
      subdifferential: 'any share in [0, 1] of the gradient of the difference',
    },
  ],
  examples: [
    {
      title: 'right, wrong and tied',
      operands: { first: [2, 1, 5], second: [0.5, 3, 5], target: [1, 1, -1] },
      reduction: 'none',
      value: [0, 2, 0],
    },
    {
      title: 'the same with margin 2: 0.5, 4 and 2',
      operands: { first: [2, 1, 5], second: [0.5, 3, 5], target: [1, 1, -1] },
      params: { margin: 2 },
      value: 2.1666666666666665,
    },
  ],
  traps: [
    { title: 'Labels of 0 and 1', text: 'A label of 0 costs the margin whatever the scores, and no gradient flows.' },
    { title: 'Margin 0', text: 'The default margin is 0, at which a model that gives equal scores has no loss.' },
    {
      title: 'Which is higher',
      text: '1 says that the first is ranked higher: the loss falls as the first score grows.',
    },
  ],
  sources: [
    {
      title: 'Herbrich, Graepel, Obermayer: Support vector learning for ordinal regression (1999)',
      reference: 'https://doi.org/10.1049/cp:19991091',
    },
  ],
});
