import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, holdsFor, isFalse } from '../../language/law.ts';
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

const ratio = 'exp(log_probability - old_log_probability)';

export const clippedSurrogate = defineLoss({
  id: 'clipped_surrogate',
  family: 'preference',
  summary:
    "Clipped surrogate objective of proximal policy optimisation, as a loss of the actions' log-probabilities now and when they were taken.",
  operands: {
    log_probability: operand(['...'], real, "the policy's log-probability, or log-density, of an action"),
    old_log_probability: operand(['...'], real, 'that of the policy which took the action'),
    ...advantageAndWeight,
  },
  params: clipParams,
  items: ['...'],
  formula: surrogateOf(ratio),
  denominators: perWeight,
  laws: {
    ...surrogateLaws(ratio, ['log_probability', 'old_log_probability']),
    non_negative: isFalse({
      args: {},
      sample: { operands: { log_probability: [-1], old_log_probability: [-1], advantage: [2] } },
      because: 'a good action lowers it: -2',
    }),
    zero_iff_equal: isFalse({
      args: { operands: ['log_probability', 'old_log_probability'] },
      sample: { operands: { log_probability: [-1], old_log_probability: [-1], advantage: [2] } },
      because: 'a policy that has not moved gives minus the advantage',
    }),
    attains_infimum: holds(
      {
        operand: 'log_probability',
        minimiser: 'old_log_probability + (advantage >= 0 ? log(1 + above) + 1 : log(1 - epsilon) - 1)',
        infimum: 'advantage >= 0 ? -(1 + above) * advantage : -(1 - epsilon) * advantage',
      },
      { params: { epsilon: { min: 0, max: 0.9 } } },
      [
        {
          args: { operand: 'log_probability', minimiser: 'old_log_probability - 20', infimum: '0' },
          sample: {
            operands: { log_probability: [0], old_log_probability: [0], advantage: [-1] },
            params: { epsilon: 1 },
          },
          because: 'from epsilon 1 on no probability is small enough: 0 is a limit only',
        },
      ],
    ),
    symmetric: isFalse({
      args: { swap: ['log_probability', 'old_log_probability'] },
      sample: { operands: { log_probability: [-1], old_log_probability: [-3], advantage: [1] } },
      because: 'the ratio turns into its reciprocal: -1.2 against -0.14',
    }),
    convex: holdsFor(
      [{ args: { in: ['advantage'] } }],
      [
        {
          args: { in: ['log_probability'] },
          sample: { operands: { log_probability: [-3], old_log_probability: [0], advantage: [1] } },
          to: { log_probability: [-1] },
          because: 'minus an exponential bends down',
        },
      ],
    ),
    lipschitz: holdsFor(
      [
        {
          args: { in: 'advantage', norm: 'absolute', constant: `max(${ratio}, 1 - epsilon)` },
          when: { absent: ['weight'] },
        },
      ],
      [
        {
          args: { in: 'log_probability', norm: 'absolute', constant: 'abs(advantage)' },
          sample: {
            operands: { log_probability: [2], old_log_probability: [0], advantage: [-1] },
            reduction: 'none',
          },
          to: { log_probability: [3] },
          because: 'for a bad action it grows like the exponential',
        },
      ],
    ),
    translation: holds({ together: ['log_probability', 'old_log_probability'], shift: 'row' }),
    monotone: fallsWithTheAdvantage('log_probability'),
    bounded: unboundedAbove({ log_probability: [3], old_log_probability: [0], advantage: [-1] }),
    descends: holds({ in: ['log_probability'] }),
  },
  edges: [
    {
      title: 'a mean over nothing',
      operands: { log_probability: [], old_log_probability: [], advantage: [] },
      value: Number.NaN,
    },
    {
      title: 'a ratio that overflows: for a good action it is clipped, with no slope',
      operands: { log_probability: [0], old_log_probability: [-1000], advantage: [1] },
      value: -1.2,
      gradient: { log_probability: [0], old_log_probability: [0], advantage: [-1.2], epsilon: -1 },
    },
    {
      title: 'an action that is no longer possible, good and bad',
      operands: { log_probability: [-Infinity, -Infinity], old_log_probability: [-1, -1], advantage: [1, -1] },
      reduction: 'none',
      value: [0, 0.8],
    },
    {
      title: 'an action that was not possible, good and bad',
      operands: { log_probability: [-1, -1], old_log_probability: [-Infinity, -Infinity], advantage: [1, -1] },
      reduction: 'none',
      value: [-1.2, Infinity],
    },
    {
      title: 'impossible then and now',
      operands: { log_probability: [-Infinity], old_log_probability: [-Infinity], advantage: [1] },
      value: Number.NaN,
    },
    {
      title: 'a policy that has not moved: the policy gradient',
      operands: { log_probability: [-2, -3], old_log_probability: [-2, -3], advantage: [3, -5] },
      reduction: 'sum',
      value: 2,
      gradient: { log_probability: [-3, 5], old_log_probability: [3, -5], advantage: [-1, -1] },
    },
    {
      title: 'NaN under weight 0',
      operands: {
        log_probability: [Number.NaN, 0],
        old_log_probability: [0, 0],
        advantage: [1, 2],
        weight: [0, 1],
      },
      value: -2,
      gradient: { log_probability: [0, -2], old_log_probability: [0, 2] },
    },
    {
      title: 'a negative epsilon',
      operands: { log_probability: [0], old_log_probability: [0], advantage: [1] },
      params: { epsilon: -0.1 },
      value: 'rejected',
    },
  ],
  kinks: surrogateKinks,
  examples: [
    {
      title: 'ratios of e, 1 and 1/e, good: only the first is clipped',
      operands: { log_probability: [-1, -2, -3], old_log_probability: [-2, -2, -2], advantage: [1, 1, 1] },
      reduction: 'none',
      value: [-1.2, -1, -0.36787944117144233],
    },
    {
      title: 'the same, bad: only the last is clipped',
      operands: { log_probability: [-1, -2, -3], old_log_probability: [-2, -2, -2], advantage: [-1, -1, -1] },
      reduction: 'none',
      value: [Math.E, 1, 0.8],
    },
    {
      title: 'a higher upper clip, the last action masked out',
      operands: {
        log_probability: [-1, -2, -3],
        old_log_probability: [-2, -2, -2],
        advantage: [1, 1, 1],
        weight: [1, 1, 0],
      },
      params: { upper_clip: 'own', epsilon_high: 0.5 },
      value: -1.25,
    },
  ],
  traps: [
    {
      title: 'A ratio that overflows',
      text: 'Of a good action it is clipped, but its slope of 0 times an infinite derivative of the exponential is NaN in automatic differentiation. An advantage of 0 makes NaN of the value.',
    },
    {
      title: 'Which is divided by which',
      text: 'The ratio is new over old. Reversed, the first step has the right size and the wrong sign.',
    },
    ...surrogateTraps,
  ],
  sources: surrogateSources,
});
