import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutLabels, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

const twoLayers = {
  prediction: [1, 2, 3, 0],
  target: [0, 2, 1, 0],
  layer: [0, 0, 1, 1],
  layer_weight: [1, 0.5],
} as const;

export const perceptual = defineLoss({
  id: 'perceptual',
  family: 'generative',
  summary:
    "Perceptual loss: the mean squared difference of a fixed network's features, layer by layer, weighted and added.",
  operands: {
    prediction: operand(['...', 'F'], real, "a fixed network's features of the image made, all layers in one row"),
    target: operand(['...', 'F'], real, 'its features of the image wanted'),
    layer: operand(['F'], indexInto('L'), 'which layer each feature is of'),
    layer_weight: operand(['L'], nonNegative, 'how much each layer counts'),
  },
  params: {
    layers: choice(
      'sum',
      { sum: 'over(x, there) = sum(x);', mean: 'over(x, there) = sum(there) == 0 ? sum(x) : sum(x) / sum(there);' },
      'whether the weighted errors of the layers are added, or divided by the number of layers that have features',
      { convention: true },
    ),
  },
  items: ['...'],
  formula: [
    'belongs(l) = map(layer, f(k) = k == l ? 1 : 0)',
    'size(l) = sum(belongs(l))',
    'error(l) = size(l) == 0 ? 0 : sum(belongs(l) .* (prediction - target).^2) / size(l)',
    'errors = map(indices(L), g(l) = layer_weight[l] * error(l))',
    'over(errors, map(indices(L), h(l) = size(l) == 0 ? 0 : 1))',
  ].join('; '),
  laws: {
    ...notNormalised,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['prediction', 'target'] },
      sample: { operands: { ...twoLayers, layer_weight: [0, 0] } },
      because: 'a layer of weight 0 may differ',
    }),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'max', constant: '1' },
      sample: { operands: { prediction: [3], target: [0], layer: [0], layer_weight: [1] }, reduction: 'none' },
      to: { prediction: [4] },
      because: 'the slope is twice the difference: from 3 to 4 the loss grows by 7',
    }),
    scale: holdsFor([
      { args: { by: { prediction: 1, target: 1 }, degree: 2 } },
      { args: { by: { layer_weight: 1 }, degree: 1 } },
    ]),
    translation: holds({ together: ['prediction', 'target'], shift: 'all' }),
    rotation: inapplicable('features of several layers are not coordinates of one vector'),
    monotone: holds({ in: 'layer_weight', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { prediction: [4], target: [0], layer: [0], layer_weight: [1] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'F' } }]),
    class_permutation: holds({ symbol: 'L' }),
    absent_class_irrelevant: inapplicable('layers have no probabilities'),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holds({ param: 'layers' }),
  },
  edges: [
    {
      title: 'a layer without features is not there',
      operands: { prediction: [3], target: [1], layer: [1], layer_weight: [7, 2] },
      value: 8,
      gradient: { layer_weight: [0, 4] },
    },
    {
      title: 'nor does it count among the layers',
      operands: { prediction: [3], target: [1], layer: [1], layer_weight: [7, 2] },
      params: { layers: 'mean' },
      value: 8,
    },
    {
      title: 'no features',
      operands: { prediction: [], target: [], layer: [], layer_weight: [1] },
      params: { layers: 'mean' },
      value: 0,
    },
    {
      title: 'equal features',
      operands: { ...twoLayers, prediction: [0, 2, 1, 0] },
      value: 0,
      gradient: { prediction: [0, 0, 0, 0] },
    },
    {
      title: 'NaN in one layer',
      operands: { ...twoLayers, prediction: [Number.NaN, 2, 3, 0] },
      value: Number.NaN,
      gradient: { layer_weight: [Number.NaN, 2] },
    },
    { title: 'a layer that there is not', operands: { ...twoLayers, layer: [0, 0, 1, 2] }, value: 'rejected' },
    { title: 'a negative weight', operands: { ...twoLayers, layer_weight: [1, -1] }, value: 'rejected' },
  ],
  examples: [
    { title: 'two layers of two features: 1 * (1 + 0) / 2 + 0.5 * (4 + 0) / 2', operands: twoLayers, value: 1.5 },
    { title: 'their mean', operands: twoLayers, params: { layers: 'mean' }, value: 0.75 },
    {
      title: 'layers of different sizes, mixed: 1 / 1 + 2 * (4 + 9 + 0) / 3',
      operands: { prediction: [2, 1, 3, 5], target: [0, 0, 0, 5], layer: [1, 0, 1, 1], layer_weight: [1, 2] },
      value: 9.666666666666666,
    },
    {
      title: 'two images, each by itself',
      operands: {
        prediction: [
          [1, 0],
          [0, 2],
        ],
        target: [
          [0, 0],
          [0, 0],
        ],
        layer: [0, 1],
        layer_weight: [1, 1],
      },
      reduction: 'none',
      value: [1, 4],
    },
  ],
  traps: [
    {
      title: 'Layer numbers one too high',
      text: "torchvision's VGG16 has its last ReLUs of each block at 3, 8, 15, 22 and 29; the source lesson's 4, 9, 16, 23 and 30 are the max-pools behind them.",
    },
    {
      title: 'One mean over all features',
      text: 'The first of the five layers has 32 times as many features as the last one: joined, it drowns the others. Each layer is averaged by itself.',
    },
    {
      title: 'Pixels that are not normalised',
      text: 'The network expects the mean and deviation of its own training data; nothing fails without.',
    },
    {
      title: 'Features of the target with a gradient',
      text: 'The target is constant, and so is the network, whose dropout and batch statistics must be off.',
    },
    {
      title: 'Added or averaged',
      text: 'The paper adds the layers; the source lesson divides by their number: `layers`.',
    },
  ],
  sources: [
    {
      title: 'Johnson, Alahi, Fei-Fei: Perceptual losses for real-time style transfer and super-resolution (2016)',
      reference: 'https://doi.org/10.1007/978-3-319-46475-6_43',
    },
  ],
});
