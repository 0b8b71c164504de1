import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, oneOf, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';

export const contrastive = defineLoss({
  id: 'contrastive',
  family: 'metric-learning',
  summary: 'Contrastive loss of pairs: similar points are drawn together, others pushed apart up to a margin.',
  operands: {
    first: operand(['N', 'D'], real, 'one point of each pair'),
    second: operand(['N', 'D'], real, 'the other point of each pair'),
    target: operand(['N'], oneOf(0, 1), '1 for a similar pair, 0 for a dissimilar one'),
  },
  params: {
    margin: number(1, nonNegative, 'the distance from which a dissimilar pair costs nothing', { tries: [0, 2] }),
    half: flag(false, 'whether everything is multiplied by 1/2, as in the paper', { convention: true }),
    coordinate_eps: number(0, nonNegative, 'added to every coordinate of a difference', {
      convention: true,
      tries: [1e-6],
    }),
  },
  items: ['N'],
  formula: [
    'distance = norm(first - second + coordinate_eps)',
    '(half == 1 ? 1 / 2 : 1) * (target * distance^2 + (1 - target) * max(0, margin - distance)^2)',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['first', 'second'] },
      sample: { operands: { first: [[1, 2]], second: [[1, 2]], target: [0] } },
      because: 'a dissimilar pair at one point costs the squared margin',
    }),
    attains_infimum: holds(
      {
        operand: 'first',
        minimiser: 'map(indices(D), f(k) = target == 1 or k > 1 ? second[k] : second[k] >= 0 ? -margin : margin)',
        infimum: '0',
      },
      { params: { coordinate_eps: 0 } },
    ),
    label_flip: isFalse({
      args: { negated: 'first', target: 'target' },
      sample: { operands: { first: [[1]], second: [[0]], target: [1] } },
      because: 'a similar pair at distance 1 costs 1, a dissimilar one nothing',
    }),
    symmetric: holds({ swap: ['first', 'second'] }, { params: { coordinate_eps: 0 } }),
    convex: holdsFor(
      [{ args: { in: ['first', 'second'] }, when: { params: { margin: 0 } } }],
      [
        {
          args: { in: ['first'] },
          sample: { operands: { first: [[-1]], second: [[0]], target: [0] } },
          to: { first: [[1]] },
          because: 'a dissimilar pair costs nothing on both sides, and the squared margin half way',
        },
      ],
    ),
    lipschitz: isFalse({
      args: { in: 'first', norm: 'euclidean', constant: '2 * margin' },
      sample: { operands: { first: [[2]], second: [[0]], target: [1] }, reduction: 'none' },
      to: { first: [[3]] },
      because: 'similar pairs cost the square of their distance: from 4 to 9 in a step of 1',
    }),
    scale: holds({ by: { first: 1, second: 1, margin: 1, coordinate_eps: 1 }, degree: 2 }),
    translation: holds({ together: ['first', 'second'], shift: 'coordinate' }),
    rotation: holds({ together: ['first', 'second'] }, { params: { coordinate_eps: 0 } }),
    monotone: holds({ in: 'margin', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 2 },
      sample: { operands: { first: [[3]], second: [[0]], target: [1] }, reduction: 'none' },
      because: 'a similar pair costs the square of its distance, however far',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'with margin 0 only similar pairs cost anything',
      set: { margin: 0, half: false },
      becomes: 'target * sum((first - second + coordinate_eps).^2)',
    }),
    descends: holds({ in: ['first', 'second'] }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'half' } },
      { args: { param: 'coordinate_eps' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { first: [], second: [], target: [] }, value: Number.NaN },
    {
      title: 'a dissimilar pair at one point costs the squared margin',
      operands: { first: [[1, 2]], second: [[1, 2]], target: [0] },
      params: { margin: 2 },
      value: 4,
    },
    {
      title: 'a dissimilar pair at the margin costs nothing',
      operands: { first: [[3, 0]], second: [[0, 4]], target: [0] },
      params: { margin: 5 },
      value: 0,
      gradient: { first: [[0, 0]], second: [[0, 0]] },
    },
    {
      title: 'an infinitely far similar pair',
      operands: { first: [[Infinity]], second: [[0]], target: [1] },
      value: Infinity,
    },
    {
      title: 'an infinitely far dissimilar pair',
      operands: { first: [[Infinity]], second: [[0]], target: [0] },
      value: 0,
    },
    { title: 'a NaN', operands: { first: [[Number.NaN]], second: [[0]], target: [1] }, value: Number.NaN },
    { title: 'a label of 2', operands: { first: [[1]], second: [[0]], target: [2] }, value: 'rejected' },
    {
      title: 'a negative margin',
      operands: { first: [[1]], second: [[0]], target: [1] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where:
        'the two points of a dissimilar pair coincide, or differ by -coordinate_eps in each coordinate (margin above 0)',
      subdifferential: 'any vector of norm at most 2 margin, with `half` at most margin',
    },
  ],
  examples: [
    {
      title: 'one pair of each kind: (5^2 + (1 - 0.5)^2) / 2',
      operands: {
        first: [
          [3, 4],
          [0.5, 0],
        ],
        second: [
          [0, 0],
          [0, 0],
        ],
        target: [1, 0],
      },
      value: 12.625,
    },
    {
      title: "the same with the paper's factor 1/2",
      operands: {
        first: [
          [3, 4],
          [0.5, 0],
        ],
        second: [
          [0, 0],
          [0, 0],
        ],
        target: [1, 0],
      },
      params: { half: true },
      value: 6.3125,
    },
    {
      title: 'a dissimilar pair at distance sqrt(2), margin 2: (2 - sqrt(2))^2 = 6 - 4 sqrt(2)',
      operands: { first: [[1, 0]], second: [[0, 1]], target: [0] },
      params: { margin: 2 },
      value: 0.3431457505076198,
    },
  ],
  traps: [
    {
      title: 'The factor 1/2',
      text: 'The paper has it, the source lesson has it in its formula and not in its code, and most libraries leave it out.',
    },
    {
      title: 'Which label means similar',
      text: 'In the paper Y = 0 is a similar pair; here, as in most libraries, it is 1. Exchanged, the loss drives similar pairs apart.',
    },
    {
      title: 'The missing square',
      text: 'Some libraries return d and max(0, margin - d) without squares: another loss, with another gradient at every point.',
    },
    {
      title: 'The margin minus the squared distance',
      text: 'max(0, margin - d^2) is the form of an earlier paper; the squared hinge is of the distance itself.',
    },
    {
      title: 'Distance at 0',
      text: 'sqrt(sum of squares) has gradient NaN where the points coincide; the norm has 0, and the similar half needs no root.',
    },
    { title: 'One pair', text: 'A guard such as "at most one pair: return 0" drops the only violating pair.' },
  ],
  sources: [
    {
      title: 'Hadsell, Chopra, LeCun: Dimensionality reduction by learning an invariant mapping (2006)',
      reference: 'https://doi.org/10.1109/CVPR.2006.100',
    },
    {
      title: 'Chopra, Hadsell, LeCun: Learning a similarity metric discriminatively (2005)',
      reference: 'https://doi.org/10.1109/CVPR.2005.202',
    },
  ],
});
