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

const orthogonal = {
  first: [
    [1, 0],
    [0, 1],
  ],
  second: [
    [1, 0],
    [0, 1],
  ],
} as const;

export const ntXent = defineLoss({
  id: 'nt_xent',
  family: 'metric-learning',
  summary:
    'Normalised temperature-scaled cross-entropy: each of 2N views must find its partner among the 2N - 1 others.',
  operands: {
    first: operand(['N', 'D'], real, 'one view of each item'),
    second: operand(['N', 'D'], real, 'the other view of each item'),
  },
  // 0.01 is where CLIP stops its temperature: 100 times the cosine.
  params: { temperature: number(0.5, positive, 'divides the cosine similarities', { tries: [0.01, 0.07, 1] }) },
  items: { index: 'i', count: '2 * N' },
  formula: [
    'view(k) = k <= N ? row(first, k) : row(second, k - N)',
    'similarity(j, k) = dot(view(j), view(k)) / (norm(view(j)) * norm(view(k)))',
    'partner = i <= N ? i + N : i - N',
    'log(sum(map(indices(2 * N), f(k) = k == i ? 0 : exp((similarity(i, k) - similarity(i, partner)) / temperature))))',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['first', 'second'] },
      sample: { operands: orthogonal },
      because: 'equal views still have the other items as negatives',
    }),
    attains_infimum: inapplicable('the infimum depends on how many items there are, and in what space'),
    symmetric: holds({ swap: ['first', 'second'] }, { reduction: ['sum', 'mean'] }),
    convex: isFalse({
      args: { in: ['first'] },
      sample: {
        operands: {
          first: [
            [1, 0],
            [0, 1],
          ],
          second: [
            [1, 0],
            [0, 1],
          ],
        },
      },
      to: {
        first: [
          [-1, 2],
          [0, 1],
        ],
      },
      because: 'cosines do not see the length of a vector: half way it lies on the negative of the other item',
    }),
    lipschitz: isFalse({
      args: { in: 'first', norm: 'euclidean', constant: '4 / temperature' },
      sample: {
        operands: {
          first: [
            [0.0001, 0],
            [0, 1],
          ],
          second: [
            [1, 0],
            [0, 1],
          ],
        },
      },
      to: {
        first: [
          [-0.0001, 0],
          [0, 1],
        ],
      },
      because: 'a short vector turns round in a short step',
    }),
    scale: holdsFor([{ args: { by: { first: 1 }, degree: 0 } }, { args: { by: { second: 1 }, degree: 0 } }]),
    translation: isFalse({
      args: { together: ['first', 'second'], shift: 'coordinate' },
      sample: { operands: orthogonal },
      because: 'cosines are seen from the origin',
    }),
    rotation: holds({ together: ['first', 'second'] }),
    monotone: inapplicable('no operand is ordered'),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: {
        operands: {
          first: [
            [1, 0],
            [0, 1],
          ],
          second: [
            [-1, 0],
            [0, -1],
          ],
        },
        params: { temperature: 0.0625 },
      },
      because: 'opposite views beside others at right angles cost more than 1 / temperature',
    }),
    item_permutation: holds({ along: 'N' }, { reduction: ['sum', 'mean'] }),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: orthogonal },
      because: 'the items of the other half are negatives, too',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'a hot softmax does not know partners from others',
      set: { temperature: { atLeast: '64' } },
      becomes: 'log(2 * N - 1)',
      within: '2 / temperature',
    }),
    descends: holds({ in: ['first', 'second'] }),
    parameter_matters: holdsFor([{ args: { param: 'temperature' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { first: [], second: [] }, value: Number.NaN },
    { title: 'one item has no negatives', operands: { first: [[1, 2]], second: [[-3, 1]] }, value: 0 },
    {
      title: 'four identical views cost log 3',
      operands: {
        first: [
          [1, 1],
          [1, 1],
        ],
        second: [
          [1, 1],
          [1, 1],
        ],
      },
      value: 1.0986122886681098,
    },
    {
      title: 'a zero vector has no direction',
      operands: {
        first: [
          [0, 0],
          [1, 0],
        ],
        second: [
          [1, 0],
          [0, 1],
        ],
      },
      value: Number.NaN,
    },
    {
      title: 'temperature 0',
      operands: { first: [[1]], second: [[1]] },
      params: { temperature: 0 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'orthogonal pairs: log(1 + 2 exp(-2))',
      operands: orthogonal,
      value: 0.2395447662218845,
    },
  ],
  traps: [
    {
      title: 'The positive counted twice',
      text: 'Put in front of a row that still contains it, the positive makes the loss at least log 2.',
    },
    {
      title: 'The diagonal',
      text: 'Dropping a view from its own row without moving the column numbers points every label one too far.',
    },
    { title: 'One direction only', text: 'All 2N views are anchors; averaging the first N is another loss.' },
    {
      title: 'Sum of the two directions',
      text: 'The reference code of the paper returns twice the mean of the paper.',
    },
    {
      title: 'A constant inside the logarithm',
      text: 'log(ratio + tiny) caps the loss and kills the gradient of the worst pairs.',
    },
    { title: 'Not shifting', text: 'exp(similarity / temperature) overflows float32 from a temperature of 0.0113 on.' },
  ],
  sources: [
    {
      title: 'Sohn: Improved deep metric learning with multi-class N-pair loss objective (2016)',
      reference: 'https://proceedings.neurips.cc/paper/2016/hash/6b180037abbebea991d8b1232f8a8ca9-Abstract.html',
    },
    {
      title: 'Chen, Kornblith, Norouzi, Hinton: A simple framework for contrastive learning (2020)',
      reference: 'https://arxiv.org/abs/2002.05709',
    },
  ],
});
