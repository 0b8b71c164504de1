import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse, type LawArguments } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';
import { overlapLaws } from './soft-masks.ts';

const axes = { by: 'over', axes: { item: ['N', 'C', '...'], batch: ['B', 'C', '...'] } } as const;
const half = [
  [0.5, 0.5],
  [0.5, 0.5],
] as const;
const soft = { probability: [half], target: [half] } as const;
/** Class 0 at the first place, class 1 nowhere. */
const absentSecond = {
  probability: [
    [
      [1, 0],
      [0, 0.5],
    ],
  ],
  target: [
    [
      [1, 0],
      [0, 0],
    ],
  ],
} as const;

export const generalisedDice = defineLoss({
  id: 'generalised_dice',
  family: 'segmentation-detection',
  summary:
    'Generalised Dice loss: one minus twice the overlaps of all classes over their sizes, each class weighed by one over the square of its size in the target.',
  operands: {
    probability: operand(axes, probability, 'how sure the model is of each class at each place'),
    target: operand(axes, probability, 'the masks of the classes, 0 or 1, or their probabilities'),
  },
  params: {
    smooth: number(0, nonNegative, 'added to numerator and denominator', { tries: [0, 1, 1e-5] }),
    denominator_eps: number(0, nonNegative, 'added to the denominator only', { convention: true, tries: [1e-7] }),
    size_eps: number(0, nonNegative, 'added to the size in the target that a class is weighed by', {
      convention: true,
      tries: [1e-5],
    }),
    over: choice(
      'item',
      {
        item: 'chances = vectors(probability, 1); masks = vectors(target, 1);',
        batch: 'chances = vectors(probability, 2); masks = vectors(target, 2);',
      },
      'whether each item has its own ratio, or the whole batch one',
    ),
    absent: choice(
      'limit',
      {
        limit: 'counted(sizes) = min(sizes) > 0; instead(finite) = 0;',
        largest: 'counted(sizes) = 1 > 0; instead(finite) = max(finite);',
        left_out: 'counted(sizes) = 1 > 0; instead(finite) = 0;',
      },
      'what becomes of a class of size 0, whose weight is infinite: the loss is its limit, 1; the class gets the largest finite weight; or it does not count',
      { convention: true },
    ),
  },
  items: ['N'],
  formula: [
    'classes = indices(C)',
    'sizes = map(classes, f(c) = sum(column(masks, c)) + size_eps)',
    'finite = map(sizes, f(n) = n == 0 ? 0 : 1 / n^2)',
    'weights = map(sizes, finite, f(n, w) = n == 0 ? instead(finite) : w)',
    'overlaps = map(classes, f(c) = dot(column(chances, c), column(masks, c)))',
    'both = map(classes, f(c) = sum(column(chances, c)) + sum(column(masks, c)))',
    'counted(sizes) ? 1 - (2 * dot(weights, overlaps) + smooth) / (dot(weights, both) + smooth + denominator_eps) : 1',
  ].join('; '),
  laws: {
    ...overlapLaws,
    zero_iff_equal: isFalse({
      args: { operands: ['probability', 'target'] },
      sample: { operands: soft, params: { smooth: 1 } },
      because: 'the product of soft masks is no intersection',
    }),
    attains_infimum: isFalse({
      args: { operand: 'probability', minimiser: 'target', infimum: '0' },
      sample: { operands: soft, params: { smooth: 1 } },
      because: 'soft masks do not minimise their own loss',
    }),
    symmetric: isFalse({
      args: { swap: ['probability', 'target'] },
      sample: {
        operands: {
          probability: [
            [
              [1, 1],
              [1, 0],
            ],
          ],
          target: [
            [
              [1, 0],
              [0, 1],
            ],
          ],
        },
      },
      because: 'classes are weighed by their sizes in the target',
    }),
    convex: isFalse({
      args: { in: ['probability'] },
      sample: {
        operands: {
          probability: [
            [
              [0, 0],
              [0, 0],
            ],
          ],
          target: [
            [
              [1, 0],
              [0, 1],
            ],
          ],
        },
        params: { smooth: 0.125 },
      },
      to: {
        probability: [
          [
            [0, 1],
            [0, 0],
          ],
        ],
      },
      because: 'in a place outside the mask the loss rises ever more slowly',
    }),
    lipschitz: isFalse({
      args: { in: 'probability', norm: 'euclidean', constant: '1' },
      sample: { operands: { probability: [[[0]]], target: [[[1]]] }, reduction: 'none' },
      to: { probability: [[[0.25]]] },
      because: 'the first quarter lowers the loss by 0.4',
    }),
    scale: isFalse({
      args: { by: { probability: 1, target: 1 }, degree: 0 },
      sample: { operands: { probability: [[[1, 0.5]]], target: [[[1, 0]]] } },
      because: 'the overlap is of second degree, the sizes of first',
    }),
    monotone: holdsFor<LawArguments['monotone']>([
      {
        args: { in: 'probability', direction: 'decreasing', where: { operand: 'target', equals: 1 } },
        when: { hard: ['target'], params: { over: 'item' } },
      },
      {
        args: { in: 'probability', direction: 'increasing', where: { operand: 'target', equals: 0 } },
        when: { hard: ['target'], params: { over: 'item' } },
      },
      { args: { in: 'smooth', direction: 'decreasing' } },
      { args: { in: 'denominator_eps', direction: 'increasing' } },
    ]),
    class_permutation: holds({ symbol: 'C' }),
    absent_class_irrelevant: inapplicable('no logits: what becomes of an absent class is the parameter absent'),
    composes: holdsFor(
      [{ args: { along: 'N' }, when: { params: { over: 'item' } } }],
      [
        {
          args: { along: 'B' },
          sample: {
            operands: { probability: [[[0.5]], [[0.25]]], target: [[[1]], [[1]]] },
            params: { over: 'batch' },
          },
          because: 'the halves have ratios of their own',
        },
      ],
    ),
    two_routes: inapplicable('no other entry takes a probability of each class at each place'),
    limit: holdsFor([
      {
        args: {
          name: 'with a large size_eps the classes weigh alike',
          set: { smooth: 0, denominator_eps: 0, size_eps: { atLeast: 'max(1, 8 * sum(target))' } },
          becomes: '1 - 2 * sum(probability .* target) / (sum(probability) + sum(target))',
          within: '4 * sum(target) / size_eps',
        },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'smooth' } },
      { args: { param: 'denominator_eps' } },
      { args: { param: 'size_eps' } },
      { args: { param: 'absent' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { probability: [], target: [] }, value: Number.NaN },
    {
      title: 'a class without target: the limit, whatever is predicted',
      operands: absentSecond,
      value: 1,
      gradient: {
        probability: [
          [
            [0, 0],
            [0, 0],
          ],
        ],
      },
    },
    {
      title: 'the same with the largest finite weight: 1 - 2 / (2 + 1/2)',
      operands: absentSecond,
      params: { absent: 'largest' },
      value: 0.2,
    },
    { title: 'the same, left out', operands: absentSecond, params: { absent: 'left_out' }, value: 0 },
    {
      title: 'the same with a size_eps of 1/2: 1 - (2 * 4/9) / (2 * 4/9 + 4 * 1/2)',
      operands: absentSecond,
      params: { size_eps: 0.5 },
      value: 9 / 13,
    },
    {
      title: 'no class has a target and none is weighed',
      operands: { probability: [[[0.5], [0.5]]], target: [[[0], [0]]] },
      params: { absent: 'largest' },
      value: Number.NaN,
    },
    {
      title: 'the same, smoothed',
      operands: { probability: [[[0.5], [0.5]]], target: [[[0], [0]]] },
      params: { absent: 'largest', smooth: 1 },
      value: 0,
    },
    { title: 'a probability of 1.5', operands: { probability: [[[1.5]]], target: [[[1]]] }, value: 'rejected' },
    { title: 'a negative smooth', operands: soft, params: { smooth: -1 }, value: 'rejected' },
  ],
  kinks: [
    { where: 'a class of size 0: a jump, unless absent is limit', subdifferential: 'the derivative as if it stayed 0' },
    { where: 'absent is largest and the smallest class has a tie', subdifferential: 'any mixture of both' },
  ],
  examples: [
    {
      title: 'three places, one class of 2 and one of 1: 1 - 2 (1.5/4 + 0.5) / (3.5/4 + 2.5/1)',
      operands: {
        probability: [
          [
            [1, 0.5, 0],
            [0, 0.5, 1],
          ],
        ],
        target: [
          [
            [1, 1, 0],
            [0, 0, 1],
          ],
        ],
      },
      value: 5 / 27,
    },
    {
      title: 'the same with smooth 1: 1 - (11/4 + 1) / (27/8 + 1)',
      operands: {
        probability: [
          [
            [1, 0.5, 0],
            [0, 0.5, 1],
          ],
        ],
        target: [
          [
            [1, 1, 0],
            [0, 0, 1],
          ],
        ],
      },
      params: { smooth: 1 },
      value: 1 / 7,
    },
  ],
  traps: [
    {
      title: 'An absent class',
      text: 'Its weight is infinite. Left as it is the loss is NaN or 1 and teaches nothing; libraries take the largest finite weight, or add an epsilon to the size, so that the class takes almost all of the weight.',
    },
    {
      title: 'The square is of the size',
      text: 'The weight is one over the squared size, not one over the sum of squares, which for 0 and 1 is one over the size.',
    },
    {
      title: 'A sum of ratios',
      text: 'A weighted mean of the Dice losses of the classes is another loss: here the sums are weighed before they are divided.',
    },
    {
      title: 'Smoothing is not free',
      text: 'The weighed sums are about one over the size, so that a smooth of 1 outweighs masks of a few places.',
    },
    { title: 'Over what', text: 'One ratio over the batch is not the mean of the ratios of its items.' },
  ],
  sources: [
    {
      title: 'Sudre, Li, Vercauteren, Ourselin, Cardoso: Generalised Dice overlap (2017)',
      reference: 'https://doi.org/10.1007/978-3-319-67558-9_28',
    },
    {
      title: 'Crum, Camara, Hill: Generalized overlap measures for evaluation and validation (2006)',
      reference: 'https://doi.org/10.1109/TMI.2006.880587',
    },
  ],
});
