import { defineLoss } from '../../language/define-loss.ts';
import { positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutClasses, withoutLabels, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { similarityChoice } from './similarity-choice.ts';

const axes = [
  [1, 0],
  [0, 1],
] as const;
const orthogonal = { query: axes, key: axes } as const;
const cosine = { params: { similarity: 'cosine' } } as const;
const dot = { params: { similarity: 'dot' } } as const;

export const infoNce = defineLoss({
  id: 'info_nce',
  family: 'metric-learning',
  summary: 'InfoNCE: each query must find its own key among the keys of the batch.',
  operands: {
    query: operand(['N', 'D'], real, 'what searches'),
    key: operand(['N', 'D'], real, 'what is to be found: the key of a row belongs to the query of that row'),
  },
  params: {
    temperature: number(0.07, positive, 'divides the similarities', { tries: [0.5, 1] }),
    similarity: similarityChoice,
  },
  items: { index: 'i', count: 'N' },
  formula: [
    's(k) = similarity(row(query, i), row(key, k)) / temperature',
    'log(sum(map(indices(N), f(k) = exp(s(k) - s(i)))))',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['query', 'key'] },
      sample: { operands: orthogonal },
      because: 'the keys of the other rows still take a share',
    }),
    attains_infimum: inapplicable('the infimum depends on how many items there are, and in what space'),
    symmetric: isFalse({
      args: { swap: ['query', 'key'] },
      sample: {
        operands: {
          query: axes,
          key: [
            [1, 0],
            [1, 0],
          ],
        },
      },
      because: 'only queries search: the other direction has other competitors',
    }),
    convex: holdsFor(
      [
        { args: { in: ['query'] }, when: dot },
        { args: { in: ['key'] }, when: dot },
      ],
      [
        {
          args: { in: ['query'] },
          sample: { operands: orthogonal },
          to: {
            query: [
              [-1, 2],
              [0, 1],
            ],
          },
          because: 'cosines do not see the length of a vector: half way the query lies on the other key',
        },
      ],
    ),
    lipschitz: holdsFor(
      [
        {
          args: {
            in: 'query',
            norm: 'euclidean',
            constant: '2 * max(map(indices(N), f(k) = norm(row(key, k)))) / temperature',
          },
          when: dot,
        },
      ],
      [
        {
          args: { in: 'query', norm: 'euclidean', constant: '4 / temperature' },
          sample: {
            operands: {
              query: [
                [0.0001, 0],
                [0, 1],
              ],
              key: axes,
            },
          },
          to: {
            query: [
              [-0.0001, 0],
              [0, 1],
            ],
          },
          because: 'a short vector turns round in a short step',
        },
      ],
    ),
    scale: holdsFor([
      { args: { by: { query: 1 }, degree: 0 }, when: cosine },
      { args: { by: { key: 1 }, degree: 0 }, when: cosine },
      { args: { by: { query: 1, temperature: 1 }, degree: 0 }, when: dot },
      { args: { by: { key: 1, temperature: 1 }, degree: 0 }, when: dot },
    ]),
    translation: holds({ together: ['key'], shift: 'coordinate' }, dot, [
      {
        args: { together: ['key'], shift: 'coordinate' },
        sample: { operands: orthogonal },
        because: 'cosines are seen from the origin',
      },
    ]),
    rotation: holds({ together: ['query', 'key'] }),
    monotone: inapplicable('no operand is ordered'),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: {
        operands: {
          query: axes,
          key: [
            [-1, 0],
            [0, -1],
          ],
        },
        params: { temperature: 0.0625 },
      },
      because: 'a key against its query costs 1 / temperature more than an orthogonal one',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: orthogonal },
      because: 'the keys of the other half compete, too',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'a hot softmax does not know keys apart',
        set: { temperature: { atLeast: '64' } },
        becomes: 'log(N)',
        within: '2 / temperature',
      },
      { params: { similarity: 'cosine' } },
    ),
    gradient_sum: holds({ operand: 'key', over: 'N', total: 0 }, dot),
    descends: holds({ in: ['query', 'key'] }),
    parameter_matters: holdsFor([{ args: { param: 'temperature' } }, { args: { param: 'similarity' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { query: [], key: [] }, value: Number.NaN },
    { title: 'one key is always found', operands: { query: [[1, 2]], key: [[-3, 1]] }, value: 0 },
    {
      title: 'two equal keys cost log 2',
      operands: {
        query: axes,
        key: [
          [1, 1],
          [1, 1],
        ],
      },
      value: Math.LN2,
    },
    {
      title: 'a zero vector has no direction',
      operands: {
        query: [
          [0, 0],
          [1, 0],
        ],
        key: axes,
      },
      value: Number.NaN,
    },
    {
      title: 'but it has scalar products',
      operands: {
        query: [
          [0, 0],
          [0, 0],
        ],
        key: axes,
      },
      params: { similarity: 'dot' },
      value: Math.LN2,
    },
    {
      title: 'temperature 0',
      operands: { query: [[1]], key: [[1]] },
      params: { temperature: 0 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'orthogonal pairs at temperature 1/2: log(1 + exp(-2))',
      operands: orthogonal,
      params: { temperature: 0.5 },
      value: 0.1269280110429725,
    },
    {
      title: 'scalar products [[2, 0], [1, 3]] at temperature 1: (log(1 + exp(-2)) + log(1 + exp(-2))) / 2',
      operands: {
        query: [
          [2, 0],
          [1, 3],
        ],
        key: axes,
      },
      params: { temperature: 1, similarity: 'dot' },
      value: 0.1269280110429725,
    },
  ],
  traps: [
    {
      title: 'Column numbers after dropping the diagonal',
      text: 'Where queries are their own keys the diagonal is dropped; keeping the old column numbers points rows 0 to N - 1 one column too far, and the last one out of range.',
    },
    {
      title: 'Two directions',
      text: 'InfoNCE has queries and keys, and one direction; the symmetric mean is CLIP, and 2N anchors among each other are NT-Xent.',
    },
    {
      title: 'The positive left out of the denominator',
      text: 'Without its own key in the sum the loss has no lower bound 0; that is the decoupled variant.',
    },
    {
      title: 'Normalising',
      text: 'Libraries differ in whether the loss normalises; cosines of what was normalised already are the same, scalar products of raw embeddings are not.',
    },
    { title: 'Not shifting', text: 'exp(similarity / temperature) overflows float32 from a temperature of 0.0113 on.' },
  ],
  sources: [
    {
      title: 'van den Oord, Li, Vinyals: Representation learning with contrastive predictive coding (2018)',
      reference: 'https://arxiv.org/abs/1807.03748',
    },
    {
      title: 'He, Fan, Wu, Xie, Girshick: Momentum contrast (2020), cosines and temperature 0.07',
      reference: 'https://doi.org/10.1109/CVPR42600.2020.00975',
    },
  ],
});
