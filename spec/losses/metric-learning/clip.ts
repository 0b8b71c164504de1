import { defineLoss } from '../../language/define-loss.ts';
import { positive, real } from '../../language/domain.ts';
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
const asymmetric = {
  image: axes,
  text: [
    [1, 0],
    [1, 0],
  ],
} as const;
const cosine = { params: { similarity: 'cosine' } } as const;
const dot = { params: { similarity: 'dot' } } as const;

export const clip = defineLoss({
  id: 'clip',
  family: 'metric-learning',
  summary: 'Symmetric contrastive loss of CLIP: every image must find its text, and every text its image.',
  operands: {
    image: operand(['N', 'D'], real, 'embeddings of one kind'),
    text: operand(['N', 'D'], real, 'embeddings of the other kind: each row belongs to the image of that row'),
  },
  params: {
    logit_scale: number(1 / 0.07, positive, 'multiplies the similarities: the inverse temperature', {
      tries: [1, 100],
    }),
    similarity: similarityChoice,
  },
  items: { index: 'i', count: 'N' },
  formula: [
    's(j, k) = logit_scale * similarity(row(image, j), row(text, k))',
    'byImage = log(sum(map(indices(N), f(k) = exp(s(i, k) - s(i, i)))))',
    'byText = log(sum(map(indices(N), g(j) = exp(s(j, i) - s(i, i)))))',
    '(byImage + byText) / 2',
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
      because: 'the other rows still take a share',
    }),
    attains_infimum: inapplicable('the infimum depends on how many items there are, and in what space'),
    symmetric: holds({ swap: ['image', 'text'] }),
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
    lipschitz: holdsFor(
      [
        {
          args: {
            in: 'image',
            norm: 'euclidean',
            constant: '2 * logit_scale * max(map(indices(N), f(k) = norm(row(text, k))))',
          },
          when: { params: { similarity: 'dot' } },
        },
        {
          args: {
            in: 'text',
            norm: 'euclidean',
            constant: '2 * logit_scale * max(map(indices(N), f(k) = norm(row(image, k))))',
          },
          when: { params: { similarity: 'dot' } },
        },
      ],
      [
        {
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
        },
      ],
    ),
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
    monotone: inapplicable('no operand is ordered'),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: {
        operands: {
          image: axes,
          text: [
            [-1, 0],
            [0, -1],
          ],
        },
      },
      because: 'an opposite text costs logit_scale more than an orthogonal one',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: orthogonal },
      because: 'the items of the other half compete, too',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'a small scale does not know pairs apart',
        set: { logit_scale: 0.015625 },
        becomes: 'log(N)',
        within: '2 * logit_scale',
      },
      { params: { similarity: 'cosine' } },
    ),
    descends: holds({ in: ['image', 'text'] }),
    parameter_matters: holdsFor([{ args: { param: 'logit_scale' } }, { args: { param: 'similarity' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { image: [], text: [] }, value: Number.NaN },
    { title: 'one pair always finds itself', operands: { image: [[1, 2]], text: [[-3, 1]] }, value: 0 },
    {
      title: 'equal rows cost log 2',
      operands: {
        image: [
          [1, 1],
          [1, 1],
        ],
        text: [
          [1, 2],
          [1, 2],
        ],
      },
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
      title: 'a scale of 0',
      operands: { image: [[1]], text: [[1]] },
      params: { logit_scale: 0 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'orthogonal pairs at scale 1: log(1 + exp(-1))',
      operands: orthogonal,
      params: { logit_scale: 1 },
      value: 0.3132616875182228,
    },
    {
      title: 'two equal texts at scale 1: rows cost log 2 each, columns log(1 + exp(-1)) and log(1 + exp(1))',
      operands: asymmetric,
      params: { logit_scale: 1 },
      value: 0.7532044340390841,
    },
  ],
  traps: [
    {
      title: 'Rows twice',
      text: 'The second cross-entropy is of the transposed matrix; of the same matrix it is InfoNCE, and equal on symmetric ones, so that equal inputs do not show it.',
    },
    {
      title: 'Sum of the two directions',
      text: 'Without the half the loss, and every gradient, is twice as large.',
    },
    {
      title: 'The logarithm of the scale',
      text: 'Models learn log(logit_scale); here, as in the loss functions of libraries, the scale itself is given, and its gradient is with respect to it. The original model caps it at 100, which is no part of the loss.',
    },
    {
      title: 'Normalising',
      text: 'Some libraries normalise before the loss and not in it: then `similarity: dot` is their function.',
    },
  ],
  sources: [
    {
      title: 'Radford et al.: Learning transferable visual models from natural language supervision (2021)',
      reference: 'https://arxiv.org/abs/2103.00020',
    },
    {
      title: 'Zhang et al.: Contrastive learning of medical visual representations from paired images and text (2020)',
      reference: 'https://arxiv.org/abs/2010.00747',
    },
  ],
});
