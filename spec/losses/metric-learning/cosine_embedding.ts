import { defineLoss } from '../../language/define-loss.ts';
import { interval, nonNegative, oneOf } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { cosineLaws, pairs, scaleFree } from './cosine-rows.ts';

export const cosineEmbedding = defineLoss({
  id: 'cosine_embedding',
  family: 'metric-learning',
  summary: 'Cosine embedding loss: one minus the cosine of a pair that is alike, the cosine beyond a margin of others.',
  operands: {
    ...pairs,
    target: operand(['N'], oneOf(-1, 1), '1 where the two are alike, -1 where they are not'),
  },
  params: {
    margin: number(0, interval(-1, 1), 'up to which cosine others cost nothing', { tries: [-1, 0.5, 1] }),
    squared_norm_eps: number(0, nonNegative, 'added to each squared norm', {
      convention: true,
      differentiable: false,
      tries: [1e-12],
    }),
  },
  items: ['N'],
  formula: [
    'length(v) = sqrt(dot(v, v) + squared_norm_eps)',
    'cosine = dot(first, second) / (length(first) * length(second))',
    'target == 1 ? 1 - cosine : max(0, cosine - margin)',
  ].join('; '),
  laws: {
    ...cosineLaws({ target: [1] }),
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['first', 'second'] },
      sample: { operands: { first: [[1, 0]], second: [[1, 0]], target: [-1] } },
      because: 'equal vectors cost most where they should not be alike',
    }),
    attains_infimum: holds(
      { operand: 'second', minimiser: 'map(first, f(x) = target * x)', infimum: '0' },
      { params: { squared_norm_eps: 0 } },
    ),
    label_flip: isFalse({
      args: { negated: 'first', target: 'target' },
      sample: { operands: { first: [[1, 0]], second: [[0, 1]], target: [1] } },
      because: 'the two sides are different: a right angle costs 1 where they should be alike, else 0',
    }),
    symmetric: holds({ swap: ['first', 'second'] }),
    scale: scaleFree({ squared_norm_eps: 0 }),
    rotation: holds({ together: ['first', 'second'] }),
    monotone: holds({ in: 'margin', direction: 'decreasing' }),
    bounded: holds({ min: 0, max: 2 }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('cosine_distance states the route from pairs that are alike'),
    limit: holds(
      {
        name: 'margin 1 lets the others be',
        set: { margin: 1 },
        becomes: 'target == 1 ? 1 - dot(first, second) / (norm(first) * norm(second)) : 0',
      },
      { params: { squared_norm_eps: 0 } },
    ),
    descends: holds({ in: ['first', 'second'] }),
    parameter_matters: holdsFor([{ args: { param: 'margin' } }, { args: { param: 'squared_norm_eps' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { first: [], second: [], target: [] }, value: Number.NaN },
    {
      title: 'a zero vector has no direction',
      operands: {
        first: [
          [0, 0],
          [0, 0],
        ],
        second: [
          [1, 2],
          [1, 2],
        ],
        target: [1, -1],
      },
      reduction: 'none',
      value: [Number.NaN, Number.NaN],
    },
    {
      title: 'or, regularised, is at right angles to all',
      operands: {
        first: [
          [0, 0],
          [0, 0],
        ],
        second: [
          [1, 2],
          [1, 2],
        ],
        target: [1, -1],
      },
      params: { squared_norm_eps: 1 },
      reduction: 'none',
      value: [1, 0],
    },
    {
      title: 'equal and opposite vectors',
      operands: {
        first: [
          [1, 2],
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        second: [
          [1, 2],
          [-1, -2],
          [1, 2],
          [-1, -2],
        ],
        target: [1, 1, -1, -1],
      },
      reduction: 'none',
      value: [0, 2, 1, 0],
    },
    { title: 'a label of 0', operands: { first: [[1]], second: [[1]], target: [0] }, value: 'rejected' },
    {
      title: 'a margin that is no cosine',
      operands: { first: [[1]], second: [[1]], target: [1] },
      params: { margin: 1.5 },
      value: 'rejected',
    },
  ],
  kinks: [{ where: 'cosine = margin, for a label of -1', subdifferential: 'any share in [0, 1] of its gradient' }],
  examples: [
    {
      title: 'a cosine of 24/25, alike and not',
      operands: {
        first: [
          [3, 4],
          [3, 4],
        ],
        second: [
          [8, 6],
          [8, 6],
        ],
        target: [1, -1],
      },
      reduction: 'none',
      value: [0.04, 0.96],
    },
    {
      title: 'margin 0.5: (0.04 + 0.46) / 2',
      operands: {
        first: [
          [3, 4],
          [3, 4],
        ],
        second: [
          [8, 6],
          [8, 6],
        ],
        target: [1, -1],
      },
      params: { margin: 0.5 },
      value: 0.25,
    },
  ],
  traps: [
    {
      title: 'A label of 0',
      text: 'Functions that ask for 1 and for -1 give 0 for any other label: labels of 0 and 1 leave the negatives out, silently.',
    },
    {
      title: 'Zero vectors',
      text: 'They have no direction. Libraries add an epsilon to the squared norms, so that the cosine is 0 and the gradient enormous.',
    },
    {
      title: 'One minus the cosine',
      text: 'For nearly parallel vectors nothing is left of the digits, and float32 gives -1.2e-7. Half the squared distance of the unit vectors is 0 for equal vectors.',
    },
    { title: 'The dot product for the cosine', text: 'Without dividing by the lengths the loss falls without bound.' },
  ],
  sources: [
    {
      title: 'PyTorch, CosineEmbeddingLoss',
      reference: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html',
    },
  ],
});
