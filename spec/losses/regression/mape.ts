import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import {
  type Condition,
  holds,
  holdsFor,
  inapplicable,
  isFalse,
  type LawArguments,
  type Witness,
} from '../../language/law.ts';
import { choice, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { differenceLaws, predictionAndTarget, unbounded, weightedMeanTrap } from './of-difference.ts';

/** At a target of 0 without a floor it is infinite, or NaN where the prediction is 0, too. */
const whereDefined: readonly Condition[] = [{ nonzero: ['target'] }, { params: { eps: 1e-7 } }];
const holdsWhereDefined = <A>(args: A, more: Condition = {}, otherwise?: readonly Witness<A>[]) =>
  holdsFor(
    whereDefined.map((when) => ({ args, when: { ...when, ...more } })),
    otherwise,
  );

export const mape = defineLoss({
  id: 'mape',
  family: 'regression',
  summary: 'Mean absolute percentage error: the absolute difference over the magnitude of the target.',
  operands: predictionAndTarget,
  params: {
    unit: choice(
      'fraction',
      { fraction: 'whole = 1;', percent: 'whole = 100;' },
      'whether the target counts 1 or, in percent, 100',
      { convention: true },
    ),
    eps: number(0, nonNegative, 'what the magnitude of the target is raised to where it is smaller', {
      convention: true,
      tries: [1e-7],
    }),
  },
  items: ['...'],
  formula: 'whole * abs(prediction - target) / max(abs(target), eps)',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    non_negative: holdsWhereDefined({}),
    zero_iff_equal: holdsWhereDefined({ operands: ['prediction', 'target'] }),
    attains_infimum: holdsWhereDefined({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    ...unbounded,
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { prediction: [4], target: [1] }, reduction: 'none' },
      because: 'what is too high costs more than all of the target',
    }),
    symmetric: isFalse({
      args: { swap: ['prediction', 'target'] },
      sample: { operands: { prediction: [1], target: [2] } },
      because: 'half of 2 is missing, and all of 1 is too much',
    }),
    convex: holdsWhereDefined<LawArguments['convex']>({ in: ['prediction'] }, {}, [
      {
        args: { in: ['target'] },
        sample: { operands: { prediction: [8], target: [-8] } },
        to: { target: [8] },
        because: 'towards a target of 0 it grows without bound',
      },
    ]),
    lipschitz: holdsWhereDefined<LawArguments['lipschitz']>(
      { in: 'prediction', norm: 'absolute', constant: 'whole / max(abs(target), eps)' },
      { absent: ['weight'] },
      [
        {
          args: { in: 'target', norm: 'absolute', constant: '1' },
          sample: { operands: { prediction: [1], target: [0.25] }, reduction: 'none' },
          to: { target: [0.5] },
          because: 'towards a target of 0 it is steep without bound',
        },
      ],
    ),
    scale: holds({ by: { prediction: 1, target: 1, eps: 1 }, degree: 0 }),
    translation: isFalse({
      args: { together: ['prediction', 'target'], shift: 'all' },
      sample: { operands: { prediction: [2], target: [1] } },
      because: 'it is relative to the target',
    }),
    monotone: holdsFor(
      [{ args: { in: 'eps', direction: 'decreasing' } }],
      [
        {
          args: { in: 'prediction', direction: 'increasing' },
          sample: { operands: { prediction: [0], target: [1] }, reduction: 'none' },
          to: { prediction: [1] },
          because: 'it falls towards the target and rises behind it',
        },
      ],
    ),
    two_routes: inapplicable('the quotient is not exact, so no other entry has the same input'),
    limit: holds(
      {
        name: 'with a target of at most eps it is the absolute difference over eps',
        set: { eps: { atLeast: 'abs(target)' } },
        becomes: 'whole * abs(prediction - target) / eps',
      },
      { absent: ['weight'] },
    ),
    parameter_matters: holdsFor([
      { args: { param: 'unit' } },
      { args: { param: 'eps' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    {
      title: 'a target of 0',
      operands: { prediction: [1, 0], target: [0, 0] },
      reduction: 'none',
      value: [Infinity, Number.NaN],
    },
    {
      title: 'a target of 0 above a floor',
      operands: { prediction: [1, 0], target: [0, 0] },
      params: { eps: 0.5 },
      reduction: 'none',
      value: [2, 0],
    },
    { title: 'an infinite prediction', operands: { prediction: [Infinity], target: [1] }, value: Infinity },
    { title: 'an infinite target', operands: { prediction: [1], target: [Infinity] }, value: Number.NaN },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 1], target: [1, 1], weight: [0, 1] },
      reduction: 'sum',
      value: 0,
    },
    {
      title: 'the gradients above the target',
      operands: { prediction: [3], target: [2] },
      value: 0.5,
      gradient: { prediction: [0.5], target: [-0.75] },
    },
  ],
  kinks: [
    { where: 'prediction = target', subdifferential: '[-1, 1] over the magnitude of the target' },
    { where: 'abs(target) = eps', subdifferential: 'between the derivatives on both sides' },
  ],
  examples: [
    {
      title: 'E2, in which 0 against -0.5 misses all of the target',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 0.3666666666666667,
    },
    {
      title: 'the same in percent',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      params: { unit: 'percent' },
      value: 36.666666666666664,
    },
    {
      title: 'percent, with a floor of 1/2 under a target of 1/4',
      operands: { prediction: [0.5], target: [0.25] },
      params: { unit: 'percent', eps: 0.5 },
      value: 50,
    },
  ],
  traps: [
    { title: 'Percent or not', text: 'One library multiplies by 100 and another, under the same name, does not.' },
    {
      title: 'Targets near 0',
      text: 'With a floor of 1e-7 a target of 0 costs 1e7 times the difference (1e9 in percent) and drowns the others; without it, infinity.',
    },
    {
      title: 'The magnitude of the target',
      text: 'Dividing by the target instead of its magnitude makes the loss negative for negative targets.',
    },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'de Myttenaere, Golden, Le Grand, Rossi: Mean absolute percentage error for regression models (2016)',
      reference: 'https://doi.org/10.1016/j.neucom.2015.12.114',
    },
  ],
});
