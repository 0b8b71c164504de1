import { defineLoss } from '../../language/define-loss.ts';
import { interval } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';
import { elementLaws, elementWeight, unbounded, weightedMeanTrap, zeroAtTheTarget } from './of-difference.ts';

const aboveMinusOne = interval(-1, Infinity, 'min');

export const msle = defineLoss({
  id: 'msle',
  family: 'regression',
  summary: 'Mean squared logarithmic error: the squared difference of log(1 + prediction) and log(1 + target).',
  operands: {
    prediction: operand(['...'], aboveMinusOne, 'what the model says, mostly 0 or more'),
    target: operand(['...'], aboveMinusOne, 'what is true, mostly 0 or more'),
    ...elementWeight,
  },
  items: ['...'],
  formula: '(log(1 + prediction) - log(1 + target))^2',
  denominators: perWeight,
  laws: {
    ...elementLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: isFalse({
      args: { in: ['prediction'] },
      sample: { operands: { prediction: [9], target: [0] } },
      to: { prediction: [29] },
      because: 'far above the target it bends down, as the squared logarithm',
    }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'absolute', constant: '1' },
      sample: { operands: { prediction: [-0.875], target: [0] }, reduction: 'none' },
      to: { prediction: [-0.5] },
      because: 'towards -1 it is steep without bound',
    }),
    scale: isFalse({
      args: { by: { prediction: 1, target: 1 }, degree: 2 },
      sample: { operands: { prediction: [1], target: [0] } },
      because: 'the 1 inside the logarithm does not scale',
    }),
    translation: isFalse({
      args: { together: ['prediction', 'target'], shift: 'all' },
      sample: { operands: { prediction: [1], target: [0] } },
      because: 'ratios count, not differences',
    }),
    monotone: isFalse({
      args: { in: 'prediction', direction: 'increasing' },
      sample: { operands: { prediction: [0], target: [1] }, reduction: 'none' },
      to: { prediction: [1] },
      because: 'it falls towards the target and rises behind it',
    }),
    two_routes: inapplicable('logarithms are not exact, so no other entry has the same input'),
    limit: inapplicable('no parameter enters the formula'),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    { title: 'a prediction of -1', operands: { prediction: [-1], target: [0] }, value: 'rejected' },
    { title: 'a target below -1', operands: { prediction: [0], target: [-2] }, value: 'rejected' },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0], target: [0, 0], weight: [0, 1] },
      reduction: 'sum',
      value: 0,
      gradient: { prediction: [0, 0] },
    },
    {
      title: 'tiny numbers: the squared difference, not 0',
      operands: { prediction: [2 ** -100], target: [0] },
      value: 2 ** -200,
      gradient: { prediction: [2 ** -99] },
    },
  ],
  examples: [
    { title: 'one and three: (log 2)^2', operands: { prediction: [1], target: [3] }, value: 0.48045301391820144 },
    {
      title: 'four targets',
      operands: { prediction: [2.5, 5, 4, 8], target: [3, 5, 2.5, 7] },
      value: 0.0397301229845938,
    },
  ],
  traps: [
    { title: 'log(1 + x)', text: 'Written out it is 0 for x below 1e-16; log1p keeps the digits.' },
    {
      title: 'Difference of logarithms',
      text: 'Where both are large and close the two logarithms cancel; log1p((p - t) / (1 + t)) has all digits.',
    },
    {
      title: 'Clipping at 0',
      text: 'Some libraries raise both operands to 1e-7, so that predictions below 0 cost nothing and have no gradient.',
    },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Tofallis: A better measure of relative prediction accuracy (2015), on the logarithm of the ratio',
      reference: 'https://doi.org/10.1057/jors.2014.103',
    },
  ],
});
