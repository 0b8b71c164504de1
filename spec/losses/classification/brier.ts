import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, probability } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { notNormalised, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, integer } from '../../language/param.ts';

const two = { probability: [[0.75, 0.25]], target: [0] } as const;

export const brier = defineLoss({
  id: 'brier',
  family: 'classification',
  summary: 'Brier score: the squared error of class probabilities against the class that came true.',
  operands: {
    probability: operand(
      { by: 'class_axis', axes: { '1': ['N', 'C', '...'], '-1': ['N', '...', 'C'] } },
      probability,
      'how probable the model says each class is; a row usually sums to 1',
    ),
    target: operand(['N', '...'], indexInto('C'), 'the index of the class that came true, or ignore_index'),
  },
  params: {
    classes: choice(
      'sum',
      { sum: 'over(x) = sum(x);', mean: 'over(x) = sum(x) / C;' },
      "whether the classes of a row are added, as in Brier's score, or averaged",
      { convention: true },
    ),
    ignore_index: integer(null, 'the label of rows that do not count', { tries: [-100, -1, 0, 1, 255] }),
    class_axis: integer(1, 'the axis of the classes', { values: [1, -1] }),
  },
  items: ['N', '...'],
  formula: 'over(map(indices(C), f(c) = (probability[c] - (c == target ? 1 : 0))^2))',
  ignore: { operand: 'target', param: 'ignore_index' },
  denominators: {
    count: { share: '1', meaning: 'the number of rows that count' },
    all: { share: '1', ignored: true, meaning: 'the number of rows, ignored ones too' },
  },
  laws: {
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('probabilities and labels are different kinds of things'),
    attains_infimum: holds({
      operand: 'probability',
      minimiser: 'map(indices(C), f(c) = c == target ? 1 : 0)',
      infimum: '0',
    }),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('probabilities and labels are different kinds of things'),
    convex: holds({ in: ['probability'] }),
    lipschitz: holds({ in: 'probability', norm: 'absolute', constant: '2' }),
    scale: isFalse({
      args: { by: { probability: 1 }, degree: 2 },
      sample: { operands: { probability: [[0.015625, 0]], target: [0] } },
      because: 'the label is not scaled',
    }),
    translation: inapplicable('probabilities have a fixed scale'),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds({ in: 'probability', direction: 'decreasing', at: 'target' }),
    bounded: holds({ min: 0, max: 1 }, { params: { classes: 'mean' } }, [
      {
        args: { min: 0, max: 1 },
        sample: { operands: { probability: [[0, 1]], target: [0] } },
        because: 'certain and wrong costs 2: 1 for each of two classes',
      },
    ]),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    ignored_irrelevant: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'probability', fill: {} }, { params: { classes: 'sum' } }, [
      {
        args: { symbol: 'C', logits: 'probability', fill: {} },
        sample: { operands: two, params: { classes: 'mean' } },
        because: 'the number of classes divides: 1/16 against 1/24',
      },
    ]),
    two_routes: inapplicable('mse of one-hot targets is the same number, but has no axis of classes'),
    limit: holds({
      name: 'one minus twice the probability of the label, plus all squares',
      becomes: 'over(map(indices(C), f(c) = probability[c]^2 + (c == target ? 1 - 2 * probability[c] : 0)))',
    }),
    descends: holds({ in: ['probability'] }),
    parameter_matters: holdsFor([
      { args: { param: 'classes' } },
      { args: { param: 'ignore_index' } },
      { args: { param: 'denominator' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { probability: [], target: [] }, value: Number.NaN },
    {
      title: 'certain and right',
      operands: { probability: [[1, 0]], target: [0] },
      value: 0,
      gradient: { probability: [[0, 0]] },
    },
    {
      title: 'NaN in an ignored row',
      operands: {
        probability: [
          [0, 1],
          [Number.NaN, 0],
        ],
        target: [0, -100],
      },
      params: { ignore_index: -100 },
      value: 2,
      gradient: {
        probability: [
          [-2, 2],
          [0, 0],
        ],
      },
    },
    {
      title: 'every row ignored',
      operands: { probability: [[0.5, 0.5]], target: [-1] },
      params: { ignore_index: -1 },
      value: Number.NaN,
      gradient: { probability: [[0, 0]] },
    },
    { title: 'a logit for a probability', operands: { probability: [[2, -1]], target: [0] }, value: 'rejected' },
    { title: 'label C', operands: { probability: [[0.5, 0.5]], target: [2] }, value: 'rejected' },
    {
      title: 'label -1 without ignore_index',
      operands: { probability: [[0.5, 0.5]], target: [-1] },
      value: 'rejected',
    },
  ],
  examples: [
    { title: 'three quarters right: twice 1/16', operands: two, value: 0.125 },
    { title: 'the same, averaged over the classes', operands: two, params: { classes: 'mean' }, value: 0.0625 },
    {
      title: 'three classes: 1/4 + 1/16 + 1/16',
      operands: { probability: [[0.5, 0.25, 0.25]], target: [0] },
      value: 0.375,
    },
  ],
  traps: [
    {
      title: 'Half of it',
      text: 'Of two classes the score is twice the squared error of the one probability: many libraries mean that half.',
    },
    { title: 'Sum or mean over the classes', text: 'A mean over all elements is C times less.' },
    {
      title: 'Of logits',
      text: 'The squared error of softmax probabilities has almost no gradient in the logits where the answer is confidently wrong.',
    },
    {
      title: 'Expanding the square',
      text: '1 - 2 p_t + sum of p^2 loses every digit where the answer is nearly certain.',
    },
  ],
  sources: [
    {
      title: 'Brier: Verification of forecasts expressed in terms of probability (1950)',
      reference: 'https://doi.org/10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2',
    },
  ],
});
