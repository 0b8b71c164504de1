import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';

export const bpr = defineLoss({
  id: 'bpr',
  family: 'metric-learning',
  summary: 'Bayesian personalised ranking: minus the log of the sigmoid of the lead of the positive item.',
  operands: {
    positive: operand(['...'], real, 'the score of an item that was chosen'),
    negative: operand(['...'], real, 'the score of one that was not'),
    weight: optionalOperand(['...'], nonNegative, 'how much each pair counts', { absent: 1, role: 'item_weight' }),
  },
  items: ['...'],
  formula: 'log(1 + exp(negative - positive))',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['positive', 'negative'] },
      sample: { operands: { positive: [1], negative: [1] } },
      because: 'a tie costs log 2',
    }),
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite scores'),
    symmetric: isFalse({
      args: { swap: ['positive', 'negative'] },
      sample: { operands: { positive: [3], negative: [1] } },
      because: 'exchanging the two makes a right order a wrong one',
    }),
    convex: holds({ in: ['positive', 'negative'] }),
    lipschitz: holdsFor([
      { args: { in: 'positive', norm: 'absolute', constant: '1' }, when: { absent: ['weight'] } },
      { args: { in: 'negative', norm: 'absolute', constant: '1' }, when: { absent: ['weight'] } },
    ]),
    scale: isFalse({
      args: { by: { positive: 1, negative: 1 }, degree: 1 },
      sample: { operands: { positive: [1], negative: [0] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: holds({ together: ['positive', 'negative'], shift: 'all' }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'positive', direction: 'decreasing' } },
      { args: { in: 'negative', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { positive: [0], negative: [100] }, reduction: 'none' },
      because: 'a wrong order costs the difference',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds({
      name: 'the soft margin loss of the difference',
      loss: 'soft_margin',
      operands: { prediction: 'positive - negative', target: '1', weight: { copy: 'weight' } },
      params: { denominator: { copy: 'denominator' } },
      given: { positive: 'grid', negative: 'grid' },
    }),
    limit: holds(
      {
        name: 'what the negative leads by, up to log 2',
        becomes: 'max(0, negative - positive)',
        within: 'log(1 + exp(-abs(positive - negative)))',
      },
      { absent: ['weight'] },
    ),
    descends: holds({ in: ['positive', 'negative'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { positive: [], negative: [] }, value: Number.NaN },
    {
      title: 'an infinite lead, right and wrong',
      operands: { positive: [Infinity, 0, -Infinity], negative: [0, Infinity, 0] },
      reduction: 'none',
      value: [0, Infinity, Infinity],
    },
    {
      title: 'a tie',
      operands: { positive: [3], negative: [3] },
      value: Math.LN2,
      gradient: { positive: [-0.5], negative: [0.5] },
    },
    {
      title: 'infinity against itself',
      operands: { positive: [Infinity], negative: [Infinity] },
      value: Number.NaN,
    },
    {
      title: 'NaN under weight 0',
      operands: { positive: [Number.NaN, 1], negative: [0, 1], weight: [0, 1] },
      value: Math.LN2,
      gradient: { positive: [0, -0.5], negative: [0, 0.5] },
    },
  ],
  examples: [
    {
      title: 'leads of 0.5 and -2',
      operands: { positive: [1.5, 0], negative: [1, 2] },
      reduction: 'none',
      value: [0.47407698418010669, 2.1269280110429727],
    },
  ],
  traps: [
    {
      title: 'The logarithm of the sigmoid',
      text: 'log(sigmoid(x)) is -infinity once the sigmoid is 0: below -104 in float32. An epsilon inside caps the loss and kills the gradient.',
    },
    {
      title: 'Sum or mean',
      text: 'The paper sums over the pairs and adds a penalty on the weights of the model, which is no part of this loss.',
    },
  ],
  sources: [
    {
      title:
        'Rendle, Freudenthaler, Gantner, Schmidt-Thieme: BPR, Bayesian personalized ranking from implicit feedback (2009)',
      reference: 'https://arxiv.org/abs/1205.2618',
    },
  ],
});
