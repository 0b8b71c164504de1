import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  advantageAndWeight,
  clipParams,
  fallsWithTheAdvantage,
  surrogateKinks,
  surrogateLaws,
  surrogateOf,
  surrogateSources,
  surrogateTraps,
  unboundedAbove,
} from './surrogate-rows.ts';

export const clippedSurrogateRatio = defineLoss({
  id: 'clipped_surrogate_ratio',
  family: 'preference',
  summary:
    'Clipped surrogate objective of proximal policy optimisation, as a loss of the ratio of the probabilities of each action.',
  operands: {
    ratio: operand(['...'], nonNegative, "the policy's probability of an action over that of the policy which took it"),
    ...advantageAndWeight,
  },
  params: clipParams,
  items: ['...'],
  formula: surrogateOf('ratio'),
  denominators: perWeight,
  laws: {
    ...surrogateLaws('ratio', ['ratio']),
    non_negative: isFalse({
      args: {},
      sample: { operands: { ratio: [1], advantage: [2] } },
      because: 'a good action lowers it: -2',
    }),
    zero_iff_equal: inapplicable('a ratio and an advantage are different kinds of things'),
    attains_infimum: holds({
      operand: 'ratio',
      minimiser: 'advantage >= 0 ? 1 + above : max(0, 1 - epsilon)',
      infimum: 'advantage >= 0 ? -(1 + above) * advantage : -max(0, 1 - epsilon) * advantage',
    }),
    symmetric: inapplicable('a ratio and an advantage are different kinds of things'),
    convex: holdsFor([{ args: { in: ['ratio'] } }, { args: { in: ['advantage'] } }]),
    lipschitz: holdsFor([
      { args: { in: 'ratio', norm: 'absolute', constant: 'abs(advantage)' }, when: { absent: ['weight'] } },
      {
        args: { in: 'advantage', norm: 'absolute', constant: 'max(ratio, 1 - epsilon)' },
        when: { absent: ['weight'] },
      },
    ]),
    translation: isFalse({
      args: { together: ['ratio'], shift: 'all' },
      sample: { operands: { ratio: [0.5], advantage: [1] } },
      because: 'a ratio of 1 has a meaning of its own',
    }),
    monotone: fallsWithTheAdvantage('ratio'),
    bounded: unboundedAbove({ ratio: [20], advantage: [-1] }),
    descends: holds({ in: ['ratio'] }),
  },
  edges: [
    { title: 'a mean over nothing', operands: { ratio: [], advantage: [] }, value: Number.NaN },
    {
      title: 'a ratio of 0, of a good action and a bad one',
      operands: { ratio: [0, 0], advantage: [1, -1] },
      reduction: 'sum',
      value: 0.8,
      gradient: { ratio: [-1, 0], advantage: [0, -0.8] },
    },
    {
      title: 'on the border where it is smooth',
      operands: { ratio: [1.5, 0.5], advantage: [-1, 1] },
      params: { epsilon: 0.5 },
      reduction: 'sum',
      value: 1,
      gradient: { ratio: [1, -1], advantage: [-1.5, -0.5], epsilon: 0 },
    },
    {
      title: 'NaN under weight 0',
      operands: { ratio: [Number.NaN, 1], advantage: [1, 2], weight: [0, 1] },
      value: -2,
      gradient: { ratio: [0, -2] },
    },
    {
      title: 'a negative ratio',
      operands: { ratio: [-1], advantage: [1] },
      value: 'rejected',
    },
    {
      title: 'a negative epsilon',
      operands: { ratio: [1], advantage: [1] },
      params: { epsilon: -0.1 },
      value: 'rejected',
    },
  ],
  kinks: surrogateKinks,
  examples: [
    {
      title: 'good actions: a ratio above 1.2 earns no more',
      operands: { ratio: [3, 1, 0.5], advantage: [1, 1, 1] },
      reduction: 'none',
      value: [-1.2, -1, -0.5],
    },
    {
      title: 'bad actions: a ratio below 0.8 earns no more',
      operands: { ratio: [3, 1, 0.5], advantage: [-1, -1, -1] },
      reduction: 'none',
      value: [3, 1, 0.8],
    },
    {
      title: 'a higher upper clip, the last action masked out',
      operands: { ratio: [3, 1, 0.5], advantage: [1, 1, 1], weight: [1, 1, 0] },
      params: { upper_clip: 'own', epsilon_high: 0.5 },
      value: -1.25,
    },
  ],
  traps: surrogateTraps,
  sources: surrogateSources,
});
