import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutLabels, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

const twoLayers = {
  prediction: [1, 2, 3, 0],
  target: [0, 2, 1, 0],
  layer: [0, 0, 1, 1],
  weight_logits: [0, 1],
} as const;

export const multiScalePerceptual = defineLoss({
  id: 'multi_scale_perceptual',
  family: 'generative',
  summary: 'Perceptual loss whose layers have learnable weights: positive ones, made by a softmax or an exponential.',
  operands: {
    prediction: operand(['...', 'F'], real, "a fixed network's features of the image made, all layers in one row"),
    target: operand(['...', 'F'], real, 'its features of the image wanted'),
    layer: operand(['F'], indexInto('L'), 'which layer each feature is of'),
    weight_logits: operand(['L'], real, 'from which the weight of each layer is made'),
  },
  params: {
    weights: choice(
      'softmax',
      {
        softmax: 'weight(l) = 1 / sum(map(weight_logits, f(a) = exp(a - weight_logits[l])));',
        exp: 'weight(l) = exp(weight_logits[l]);',
      },
      'how weights are made: shares of 1 among all layers, or each one by itself',
    ),
  },
  items: ['...'],
  formula: [
    'belongs(l) = map(layer, g(k) = k == l ? 1 : 0)',
    'size(l) = sum(belongs(l))',
    'error(l) = size(l) == 0 ? 0 : sum(belongs(l) .* (prediction - target).^2) / size(l)',
    'sum(map(indices(L), h(l) = weight(l) * error(l)))',
  ].join('; '),
  laws: {
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'max', constant: '1' },
      sample: { operands: { prediction: [3], target: [0], layer: [0], weight_logits: [0] }, reduction: 'none' },
      to: { prediction: [4] },
      because: 'the slope is twice the difference: from 3 to 4 the loss grows by 7',
    }),
    scale: holds({ by: { prediction: 1, target: 1 }, degree: 2 }),
    translation: holdsFor([
      { args: { together: ['prediction', 'target'], shift: 'all' } },
      { args: { together: ['weight_logits'], shift: 'all' }, when: { params: { weights: 'softmax' } } },
    ]),
    rotation: inapplicable('features of several layers are not coordinates of one vector'),
    monotone: holds({ in: 'weight_logits', direction: 'increasing' }, { params: { weights: 'exp' } }, [
      {
        args: { in: 'weight_logits', direction: 'increasing' },
        sample: { operands: twoLayers, reduction: 'none' },
        to: { weight_logits: [1, 1] },
        because: 'what one layer gains the others lose',
      },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { prediction: [4], target: [0], layer: [0], weight_logits: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'F' } }]),
    class_permutation: holds({ symbol: 'L' }),
    absent_class_irrelevant: inapplicable('layers have no probabilities'),
    composes: holds({}),
    two_routes: inapplicable('another entry would have to be given the weights, which no format holds exactly'),
    limit: inapplicable('no value of a parameter gives another entry'),
    gradient_sum: holds({ operand: 'weight_logits', over: 'L', total: 0 }, { params: { weights: 'softmax' } }),
    descends: holds({ in: ['prediction', 'weight_logits'] }),
    parameter_matters: holds({ param: 'weights' }),
  },
  edges: [
    {
      title: 'a layer without features has an error of 0, and its share',
      operands: { prediction: [3], target: [1], layer: [1], weight_logits: [0, 0] },
      value: 2,
    },
    { title: 'no features', operands: { prediction: [], target: [], layer: [], weight_logits: [1] }, value: 0 },
    {
      title: 'equal features',
      operands: { ...twoLayers, prediction: [0, 2, 1, 0] },
      value: 0,
      gradient: { prediction: [0, 0, 0, 0], weight_logits: [0, 0] },
    },
    {
      title: 'equal errors leave the weights where they are',
      operands: { prediction: [1, 1], target: [0, 0], layer: [0, 1], weight_logits: [3, -2] },
      value: 1,
      gradient: { weight_logits: [0, 0] },
    },
    { title: 'a layer that there is not', operands: { ...twoLayers, layer: [0, 0, 1, 2] }, value: 'rejected' },
  ],
  examples: [
    { title: 'shares 1 / (1 + e) and e / (1 + e) of 1/2 and 2', operands: twoLayers, value: 1.5965878679450074 },
    { title: 'weights 1 and e of 1/2 and 2', operands: twoLayers, params: { weights: 'exp' }, value: 5.93656365691809 },
    {
      title: 'two images, each by itself: (e 1 + 4) / (1 + e), (e 9 + 0) / (1 + e)',
      operands: {
        prediction: [
          [1, 2],
          [3, 0],
        ],
        target: [
          [0, 0],
          [0, 0],
        ],
        layer: [0, 1],
        weight_logits: [1, 0],
      },
      reduction: 'none',
      value: [1.8068242641099854, 6.5795272076700435],
    },
  ],
  traps: [
    {
      title: 'Weights without a bond',
      text: 'Free or exponential weights learn to be 0: the loss falls, and nothing is learnt. Shares cannot all vanish.',
    },
    {
      title: 'Shares choose the easiest layer',
      text: 'Training moves the weight to the layer with the smallest error: uncertainty weighting adds a price for that.',
    },
    {
      title: 'The softmax that is not shifted',
      text: 'exp of a large logit overflows, though the share is 1.',
    },
    {
      title: 'Weights that do not learn',
      text: 'Made into numbers before they are used, they have no gradient, and no error says so.',
    },
    {
      title: 'One mean over all features',
      text: 'Each layer is averaged by itself; joined, the largest one drowns the others.',
    },
  ],
  sources: [
    {
      title: 'Johnson, Alahi, Fei-Fei: Perceptual losses for real-time style transfer and super-resolution (2016)',
      reference: 'https://doi.org/10.1007/978-3-319-46475-6_43',
    },
    {
      title:
        'Kendall, Gal, Cipolla: Multi-task learning using uncertainty to weigh losses (2018), on weights that are learnt',
      reference: 'https://doi.org/10.1109/CVPR.2018.00781',
    },
  ],
});
