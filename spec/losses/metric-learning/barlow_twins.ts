import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutClasses, withoutLabels, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

const up = [[-1], [1]] as const;
const down = [[1], [-1]] as const;
const pair = { first: up, second: up } as const;
const lesson = {
  first: [
    [1, 2],
    [2, 0],
    [4, 1],
  ],
  second: [
    [1, 1],
    [3, 0],
    [2, 2],
  ],
} as const;
const square = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
] as const;
const plain = { params: { variance_eps: 0 } } as const;

export const barlowTwins = defineLoss({
  id: 'barlow_twins',
  family: 'metric-learning',
  summary:
    'Barlow Twins: over a batch, each coordinate of two views must be correlated with itself and not with the others.',
  operands: {
    first: operand(['N', 'D'], real, 'one view of each item'),
    second: operand(['N', 'D'], real, 'the other view of each item'),
  },
  params: {
    redundancy_weight: number(0.005, nonNegative, 'lambda: how much correlations with other coordinates count', {
      tries: [0, 1],
    }),
    spread: choice(
      'population',
      {
        population: 'divisor(n) = n;',
        sample: 'divisor(n) = n - 1;',
      },
      'whether the variances are over N, so that the products are correlations, or over N - 1, while the products are over N',
      { convention: true },
    ),
    variance_eps: number(0, nonNegative, 'added to each variance', {
      convention: true,
      differentiable: false,
      tries: [1e-5],
    }),
  },
  items: { index: 'i', count: 'D' },
  pairwise: 'D',
  formula: [
    'less(x, m) = map(x, f(v) = v - m)',
    'centred(x) = less(x, mean(x))',
    'deviation(x) = sqrt(dot(centred(x), centred(x)) / divisor(N) + variance_eps)',
    'product(x, y) = dot(centred(x), centred(y)) / N',
    'c(j, k) = product(column(first, j), column(second, k)) / (deviation(column(first, j)) * deviation(column(second, k)))',
    '(1 - c(i, i))^2 + redundancy_weight * sum(map(indices(D), f(j) = j == i ? 0 : c(i, j)^2))',
  ].join('; '),
  reductions: ['none', 'sum'],
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['first', 'second'] },
      sample: {
        operands: {
          first: [
            [-1, -1],
            [1, 1],
          ],
          second: [
            [-1, -1],
            [1, 1],
          ],
        },
      },
      because: 'equal views still cost what their coordinates have in common',
    }),
    attains_infimum: inapplicable('the infimum depends on whether one batch has room for uncorrelated coordinates'),
    symmetric: holds({ swap: ['first', 'second'] }, { reduction: ['sum'] }),
    convex: isFalse({
      args: { in: ['first'] },
      sample: { operands: pair },
      to: { first: [[3], [-3]] },
      because: 'correlations do not see how far a coordinate spreads: half way it is already opposite',
    }),
    lipschitz: isFalse({
      args: { in: 'first', norm: 'euclidean', constant: '4' },
      sample: { operands: { first: [[-0.0001], [0.0001]], second: up }, reduction: 'none' },
      to: { first: [[0.0001], [-0.0001]] },
      because: 'what spreads little turns round in a short step',
    }),
    scale: holdsFor([
      { args: { by: { first: 1 }, degree: 0 }, when: plain },
      { args: { by: { second: 1 }, degree: 0 }, when: plain },
      { args: { by: { first: 1, second: 1, variance_eps: 2 }, degree: 0 } },
    ]),
    translation: holdsFor([
      { args: { together: ['first'], shift: 'coordinate' } },
      { args: { together: ['second'], shift: 'coordinate' } },
    ]),
    rotation: inapplicable('each coordinate is normalised for itself'),
    monotone: holds({ in: 'redundancy_weight', direction: 'increasing' }),
    bounded: holds({ min: 0, max: 4 }, { params: { redundancy_weight: 0 } }, [
      {
        args: { min: 0, max: 4 },
        sample: {
          operands: {
            first: [
              [-1, -1],
              [1, 1],
            ],
            second: [
              [1, 1],
              [-1, -1],
            ],
          },
          params: { redundancy_weight: 1 },
          reduction: 'none',
        },
        because: 'every other coordinate may add up to its weight',
      },
    ]),
    item_permutation: holdsFor([{ args: { along: 'D' } }, { args: { along: 'N' } }]),
    composes: isFalse({
      args: { along: 'N' },
      sample: { operands: { first: square, second: square }, params: { variance_eps: 1 } },
      because: 'a correlation is of the whole batch',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'without the other coordinates it is the squared distance of a correlation from 1',
        set: { redundancy_weight: 0, variance_eps: 0 },
        becomes: [
          'less(x, m) = map(x, f(v) = v - m)',
          'centred(x) = less(x, mean(x))',
          'x = centred(column(first, i))',
          'y = centred(column(second, i))',
          '(1 - sum(x .* y) / (norm(x) * norm(y)))^2',
        ].join('; '),
      },
      { params: { spread: 'population' } },
    ),
    gradient_sum: holdsFor([
      { args: { operand: 'first', over: 'N', total: 0 } },
      { args: { operand: 'second', over: 'N', total: 0 } },
    ]),
    descends: holds({ in: ['first', 'second'] }),
    parameter_matters: holdsFor([
      { args: { param: 'redundancy_weight' } },
      { args: { param: 'spread' } },
      { args: { param: 'variance_eps' } },
    ]),
  },
  edges: [
    { title: 'a single item has no variance', operands: { first: [[1]], second: [[2]] }, value: Number.NaN },
    {
      title: 'a single item under an eps: no correlation, and a cost of 1 for each coordinate',
      operands: { first: [[1, 5]], second: [[2, -3]] },
      params: { variance_eps: 1 },
      value: 2,
      gradient: { first: [[0, 0]], second: [[0, 0]] },
    },
    {
      title: 'a single item has no variance over N - 1, under an eps either',
      operands: { first: [[1]], second: [[2]] },
      params: { spread: 'sample', variance_eps: 1 },
      value: Number.NaN,
    },
    { title: 'a coordinate that is constant', operands: { first: [[1], [1]], second: up }, value: Number.NaN },
    {
      title: 'a coordinate that is constant, under an eps',
      operands: { first: [[1], [1]], second: up },
      params: { variance_eps: 3 },
      value: 1,
    },
    { title: 'opposite views', operands: { first: up, second: down }, value: 4 },
    {
      title: 'coordinates in all combinations are uncorrelated',
      operands: { first: square, second: square },
      value: 0,
      gradient: {
        first: [
          [0, 0],
          [0, 0],
          [0, 0],
          [0, 0],
        ],
      },
    },
    {
      title: 'a negative eps',
      operands: pair,
      params: { variance_eps: -1 },
      value: 'rejected',
    },
    { title: 'a negative lambda', operands: pair, params: { redundancy_weight: -1 }, value: 'rejected' },
  ],
  kinks: [],
  examples: [
    {
      title: 'three items of two coordinates',
      operands: lesson,
      value: 0.7096320435777371,
    },
    {
      title: 'what each coordinate costs at lambda 1: the last, with correlations of -1 and 1/2, 5/4',
      operands: lesson,
      params: { redundancy_weight: 1 },
      reduction: 'none',
      value: [0.8810606150063086, 1.25],
    },
    {
      title: 'with variances over N - 1, as in algorithm 1 of the paper: two thirds of each correlation',
      operands: lesson,
      params: { spread: 'sample' },
      value: 1.0588023147661105,
    },
    {
      title: 'with 1/2 added to each variance',
      operands: lesson,
      params: { variance_eps: 0.5 },
      value: 1.1285978199520597,
    },
  ],
  traps: [
    {
      title: 'N and N - 1',
      text: 'A standard deviation over N - 1, which is the default of several libraries, and products divided by N make correlations of at most (N - 1) / N: equal views cost 1 / N^2 for each coordinate.',
    },
    {
      title: 'The epsilon of a batch normalisation',
      text: 'Normalised by a layer, the variance has 1e-5 added: coordinates that spread less than 0.003 seem uncorrelated.',
    },
    {
      title: 'A sum, not a mean',
      text: 'Both terms are sums over coordinates, D of one and D (D - 1) of the other: lambda was found for that.',
    },
    {
      title: 'The diagonal counted twice',
      text: 'Off the diagonal means without it: squares of the whole matrix add lambda for each coordinate, and pull against the first term.',
    },
    {
      title: 'Along the batch',
      text: 'Mean and deviation are those of a coordinate over the batch; normalised along the coordinates it is a loss of cosines.',
    },
    {
      title: 'The mean of squares less the square of the mean',
      text: 'Where a coordinate lies far from 0 the two agree in all digits that there are.',
    },
  ],
  sources: [
    {
      title:
        'Zbontar, Jing, Misra, LeCun, Deny: Barlow Twins: self-supervised learning via redundancy reduction (2021), equations 1 and 2; algorithm 1 for the other spread',
      reference: 'https://arxiv.org/abs/2103.03230',
    },
  ],
});
