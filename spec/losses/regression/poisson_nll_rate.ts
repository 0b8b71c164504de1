import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { elementLaws, elementWeight, weightedMeanTrap } from './of-difference.ts';
import { fullOfCounts, stirlingTerm, stirlingTrap } from './stirling-term.ts';

export const poissonNllRate = defineLoss({
  id: 'poisson_nll_rate',
  family: 'regression',
  summary: 'Negative log-likelihood of a count under a Poisson distribution, of its rate.',
  operands: {
    rate: operand(['...'], nonNegative, 'the expected count'),
    target: operand(['...'], nonNegative, 'the count'),
    ...elementWeight,
  },
  params: {
    full: fullOfCounts,
    eps: number(0, nonNegative, 'added to the rate inside the logarithm', { convention: true, tries: [1e-8] }),
  },
  items: ['...'],
  formula: `rate - (target == 0 and rate + eps == 0 ? 0 : target * log(rate + eps)) + ${stirlingTerm}`,
  denominators: perWeight,
  laws: {
    ...elementLaws,
    non_negative: isFalse({
      args: {},
      sample: { operands: { rate: [10], target: [10] }, reduction: 'none' },
      because: 'the constant log(target!) is left out: 10 - 10 log 10 is negative',
    }),
    zero_iff_equal: isFalse({
      args: { operands: ['rate', 'target'] },
      sample: { operands: { rate: [2], target: [2] } },
      because: 'a rate equal to the count is the best one, but costs 2 - 2 log 2',
    }),
    attains_infimum: holds(
      { operand: 'rate', minimiser: 'target', infimum: 'target > 0 ? target - target * log(target) : 0' },
      { params: { eps: 0, full: false } },
    ),
    symmetric: isFalse({
      args: { swap: ['rate', 'target'] },
      sample: { operands: { rate: [1], target: [2] } },
      because: 'rate 1 against count 2 costs 1, rate 2 against count 1 costs 2 - log 2',
    }),
    convex: holds({ in: ['rate'] }),
    lipschitz: isFalse({
      args: { in: 'rate', norm: 'absolute', constant: '1' },
      sample: { operands: { rate: [0.0625], target: [1] }, reduction: 'none' },
      to: { rate: [0.125] },
      because: 'towards a rate of 0 it is steep without bound',
    }),
    scale: isFalse({
      args: { by: { rate: 1, target: 1 }, degree: 1 },
      sample: { operands: { rate: [1], target: [1] } },
      because: 'log(t) is added to the logarithm',
    }),
    translation: isFalse({
      args: { together: ['rate', 'target'], shift: 'all' },
      sample: { operands: { rate: [1], target: [1] } },
      because: 'counts have an absolute meaning',
    }),
    monotone: holdsFor([
      { args: { in: 'rate', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'eps', direction: 'decreasing' } },
    ]),
    bounded: isFalse({
      args: { min: -10, max: 10 },
      sample: { operands: { rate: [20], target: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    two_routes: inapplicable('the logarithm of a rate is exact at rate 1 only, so no other entry has the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['rate'] }),
    parameter_matters: holdsFor([
      { args: { param: 'full' } },
      { args: { param: 'eps' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { rate: [], target: [] }, value: Number.NaN },
    {
      title: 'a rate of 0, against 0 and 3',
      operands: { rate: [0, 0], target: [0, 3] },
      reduction: 'none',
      value: [0, Infinity],
    },
    {
      title: 'count 0 at rate 0: the gradient of the rate is 1',
      operands: { rate: [0], target: [0] },
      reduction: 'sum',
      value: 0,
      gradient: { rate: [1] },
    },
    { title: 'a negative rate', operands: { rate: [-1], target: [1] }, value: 'rejected' },
    { title: 'a negative count', operands: { rate: [1], target: [-1] }, value: 'rejected' },
    {
      title: 'NaN under weight 0',
      operands: { rate: [Number.NaN, 1], target: [1, 1], weight: [0, 1] },
      reduction: 'sum',
      value: 1,
      gradient: { rate: [0, 0] },
    },
  ],
  kinks: [{ where: 'target = 1 with the constant: a jump', subdifferential: 'the derivative on either side' }],
  examples: [
    { title: 'rate 2, count 1: 2 - log 2', operands: { rate: [2], target: [1] }, value: 2 - Math.LN2 },
    {
      title: 'rates 1, 2 and 4 against counts 0, 2 and 1',
      operands: { rate: [1, 2, 4], target: [0, 2, 1] },
      value: 1.4091370925867397,
    },
    {
      title: "with Stirling's constant at 2: 1 + 2 log 2 - 2 + log(4 pi) / 2",
      operands: { rate: [1], target: [2] },
      params: { full: true },
      value: 1.651806484604536,
    },
  ],
  traps: [
    {
      title: 'An epsilon in the logarithm',
      text: 'log(rate + 1e-8) makes a rate of 0 against a count of 3 cost 55 instead of infinity; libraries add 1e-7, 1e-8 or nothing.',
    },
    stirlingTrap,
    { title: 'Not below 0', text: 'Without the constant it is negative for every large count that is well explained.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Nelder, Wedderburn: Generalized linear models (1972)',
      reference: 'https://doi.org/10.2307/2344614',
    },
  ],
});
