import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';
import { elementLaws, elementWeight, weightedMeanTrap } from './of-difference.ts';
import { fullOfCounts, stirlingTerm, stirlingTrap } from './stirling-term.ts';

export const poissonNll = defineLoss({
  id: 'poisson_nll',
  family: 'regression',
  summary: 'Negative log-likelihood of a count under a Poisson distribution, of the logarithm of its rate.',
  operands: {
    log_rate: operand(['...'], real, 'the logarithm of the expected count'),
    target: operand(['...'], nonNegative, 'the count'),
    ...elementWeight,
  },
  params: { full: fullOfCounts },
  items: ['...'],
  formula: `exp(log_rate) - target * log_rate + ${stirlingTerm}`,
  denominators: perWeight,
  laws: {
    ...elementLaws,
    non_negative: isFalse({
      args: {},
      sample: { operands: { log_rate: [2], target: [10] }, reduction: 'none' },
      because: 'the constant log(target!) is left out: exp(2) - 20 is negative',
    }),
    zero_iff_equal: inapplicable('the logarithm of a rate and a count are different kinds of things'),
    attains_infimum: holdsFor(
      [
        {
          args: { operand: 'log_rate', minimiser: 'log(target)', infimum: 'target - target * log(target)' },
          when: { nonzero: ['target'], params: { full: false } },
        },
      ],
      [
        {
          args: { operand: 'log_rate', minimiser: '0 * log_rate - 20', infimum: '0' },
          sample: { operands: { log_rate: [0], target: [0] } },
          because: 'a count of 0 is best explained by a rate of 0, whose logarithm is a limit only',
        },
      ],
    ),
    symmetric: inapplicable('the logarithm of a rate and a count are different kinds of things'),
    convex: holds({ in: ['log_rate'] }),
    lipschitz: isFalse({
      args: { in: 'log_rate', norm: 'absolute', constant: '1' },
      sample: { operands: { log_rate: [2], target: [0] }, reduction: 'none' },
      to: { log_rate: [3] },
      because: 'it grows like the exponential',
    }),
    scale: isFalse({
      args: { by: { log_rate: 1 }, degree: 1 },
      sample: { operands: { log_rate: [1], target: [1] } },
      because: 'the exponential has no degree',
    }),
    translation: isFalse({
      args: { together: ['log_rate'], shift: 'all' },
      sample: { operands: { log_rate: [1], target: [1] } },
      because: 'a log-rate has an absolute meaning: 0 is one expected count',
    }),
    monotone: holds({ in: 'log_rate', direction: 'increasing', where: { operand: 'target', equals: 0 } }),
    bounded: isFalse({
      args: { min: -10, max: 10 },
      sample: { operands: { log_rate: [4], target: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    two_routes: inapplicable('the logarithm of a rate is exact at rate 1 only, so no other entry has the same input'),
    limit: inapplicable('no parameter enters the formula but the constant'),
    descends: holds({ in: ['log_rate'] }),
    parameter_matters: holdsFor([
      { args: { param: 'full' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { log_rate: [], target: [] }, value: Number.NaN },
    {
      title: 'a rate of 0 and an infinite one, against 0 and 3',
      operands: { log_rate: [-Infinity, -Infinity, Infinity, Infinity], target: [0, 3, 0, 3] },
      reduction: 'none',
      value: [0, Infinity, Infinity, Infinity],
    },
    { title: 'a negative count', operands: { log_rate: [0], target: [-1] }, value: 'rejected' },
    {
      title: 'count 0, with the constant',
      operands: { log_rate: [0], target: [0] },
      params: { full: true },
      value: 1,
      gradient: { log_rate: [1], target: [0] },
    },
    {
      title: 'NaN under weight 0',
      operands: { log_rate: [Number.NaN, 0], target: [1, 1], weight: [0, 1] },
      reduction: 'sum',
      value: 1,
      gradient: { log_rate: [0, 0] },
    },
  ],
  kinks: [{ where: 'target = 1 with the constant: a jump', subdifferential: 'the derivative on either side' }],
  examples: [
    { title: 'rate e, count 1: e - 1', operands: { log_rate: [1], target: [1] }, value: 1.7182818284590453 },
    {
      title: 'rate 1, counts 0, 1 and 2',
      operands: { log_rate: [0, 0, 0], target: [0, 1, 2] },
      reduction: 'none',
      value: [1, 1, 1],
    },
    {
      title: "with Stirling's constant at 2: 1 + 2 log 2 - 2 + log(4 pi) / 2",
      operands: { log_rate: [0], target: [2] },
      params: { full: true },
      value: 1.651806484604536,
    },
  ],
  traps: [
    {
      title: 'Rate or its logarithm',
      text: 'One library takes the logarithm by default, another the rate; fed with the other one it goes unnoticed. The form of a rate is poisson_nll_rate.',
    },
    stirlingTrap,
    { title: 'Not below 0', text: 'Without the constant it is negative for every large count that is well explained.' },
    { title: '0 log 0', text: 'A count of 0 at a rate of 0 costs 0; target * log_rate is 0 times infinity there.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Nelder, Wedderburn: Generalized linear models (1972)',
      reference: 'https://doi.org/10.2307/2344614',
    },
  ],
});
