import { defineLoss } from '../../language/define-loss.ts';
import { interval, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { similarityChoice } from './similarity-choice.ts';

const axes = [
  [1, 0],
  [0, 1],
] as const;
const orthogonal = { image: axes, text: axes } as const;
const cosine = { params: { similarity: 'cosine' } } as const;
const dot = { params: { similarity: 'dot' } } as const;

export const siglip = defineLoss({
  id: 'siglip',
  family: 'metric-learning',
  summary: 'Sigmoid contrastive loss: every pair of an image and a text is judged alone, as belonging together or not.',
  operands: {
    image: operand(['N', 'D'], real, 'embeddings of one kind'),
    text: operand(['N', 'D'], real, 'embeddings of the other kind: each row belongs to the image of that row'),
  },
  params: {
    logit_scale: number(10, positive, 'multiplies the similarities', { tries: [1] }),
    logit_bias: number(-10, interval(-Infinity, Infinity, 'both'), 'added to every logit', { tries: [0] }),
    similarity: similarityChoice,
  },
  items: { index: 'i', count: 'N' },
  formula: [
    'logit(k) = logit_scale * similarity(row(image, i), row(text, k)) + logit_bias',
    'sum(map(indices(N), f(k) = log(1 + exp(k == i ? -logit(k) : logit(k)))))',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['image', 'text'] },
      sample: { operands: orthogonal },
      because: 'no logit is infinite',
    }),
    attains_infimum: inapplicable('the infimum depends on how many items there are, and in what space'),
    symmetric: holds({ swap: ['image', 'text'] }, { reduction: ['sum', 'mean'] }),
    convex: holdsFor(
      [
        { args: { in: ['image'] }, when: dot },
        { args: { in: ['text'] }, when: dot },
      ],
      [
        {
          args: { in: ['image'] },
          sample: { operands: orthogonal },
          to: {
            image: [
              [-1, 2],
              [0, 1],
            ],
          },
          because: 'cosines do not see the length of a vector: half way the image lies on the other text',
        },
      ],
    ),
    lipschitz: isFalse({
      args: { in: 'image', norm: 'euclidean', constant: '4 * logit_scale' },
      sample: {
        operands: {
          image: [
            [0.0001, 0],
            [0, 1],
          ],
          text: axes,
        },
      },
      to: {
        image: [
          [-0.0001, 0],
          [0, 1],
        ],
      },
      because: 'a short vector turns round in a short step',
    }),
    scale: holdsFor([
      { args: { by: { image: 1 }, degree: 0 }, when: cosine },
      { args: { by: { text: 1 }, degree: 0 }, when: cosine },
      { args: { by: { image: 1, logit_scale: -1 }, degree: 0 }, when: dot },
      { args: { by: { text: 1, logit_scale: -1 }, degree: 0 }, when: dot },
    ]),
    translation: isFalse({
      args: { together: ['image', 'text'], shift: 'coordinate' },
      sample: { operands: orthogonal },
      because: 'similarities are seen from the origin',
    }),
    rotation: holds({ together: ['image', 'text'] }),
    monotone: inapplicable('no operand is ordered, and the bias helps own pairs and hurts the others'),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { image: [[1]], text: [[-1]] } },
      because: 'an opposite text costs more than logit_scale - logit_bias',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: orthogonal, reduction: 'sum' },
      because: 'pairs across the two halves are lost',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'a small scale leaves the bias',
        set: { logit_scale: 0.015625 },
        becomes: 'log(1 + exp(-logit_bias)) + (N - 1) * log(1 + exp(logit_bias))',
        within: 'N * logit_scale',
      },
      { params: { similarity: 'cosine' } },
    ),
    descends: holds({ in: ['image', 'text'] }),
    parameter_matters: holdsFor([
      { args: { param: 'logit_scale' } },
      { args: { param: 'logit_bias' } },
      { args: { param: 'similarity' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { image: [], text: [] }, value: Number.NaN },
    {
      title: 'one pair at its threshold costs log 2',
      operands: { image: [[1]], text: [[3]] },
      value: Math.LN2,
    },
    {
      title: 'a zero vector has no direction',
      operands: {
        image: [
          [0, 0],
          [1, 0],
        ],
        text: axes,
      },
      value: Number.NaN,
    },
    {
      title: 'a scale above 100 is a scale: one pair at its threshold',
      operands: { image: [[2]], text: [[1]] },
      params: { logit_scale: 128, logit_bias: -128 },
      value: Math.LN2,
      gradient: { image: [[0]], logit_bias: -0.5, logit_scale: -0.5 },
    },
    {
      title: 'a scale of 0',
      operands: { image: [[1]], text: [[1]] },
      params: { logit_scale: 0 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'orthogonal pairs with the defaults: log 2 + log(1 + exp(-10))',
      operands: orthogonal,
      value: 0.6931925794591621,
    },
    {
      title: 'scale 1 and bias 0: log(1 + exp(-1)) + log 2',
      operands: orthogonal,
      params: { logit_scale: 1, logit_bias: 0 },
      value: 1.0064088680781682,
    },
  ],
  traps: [
    {
      title: 'What the sum is divided by',
      text: 'All N^2 pairs are added, and divided by N: a mean over pairs is N times smaller.',
    },
    {
      title: 'Labels',
      text: 'They are 2 I - 1: with I itself pairs that do not belong together cost a constant log 2.',
    },
    {
      title: 'The bias',
      text: 'It starts at -10, since almost all pairs do not belong together; without it the first steps go to pushing everything apart.',
    },
    {
      title: 'log(sigmoid(x))',
      text: 'The logarithm of a sigmoid is -infinity for x below -104 in float32; minus softplus(-x) is x.',
    },
  ],
  sources: [
    {
      title: 'Zhai, Mustafa, Kolesnikov, Beyer: Sigmoid loss for language image pre-training (2023)',
      reference: 'https://doi.org/10.1109/ICCV51070.2023.01100',
    },
  ],
});
