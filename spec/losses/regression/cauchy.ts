import { defineLoss } from '../../language/define-loss.ts';
import { positive } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { choice, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  differenceEdges,
  differenceLaws,
  fallsAndRises,
  predictionAndTarget,
  unbounded,
  weightedMeanTrap,
  zeroAtTheTarget,
} from './of-difference.ts';

const bothIn = (form: string, constant: string) =>
  ['prediction', 'target'].map((name) => ({
    args: { in: name, norm: 'absolute', constant } as const,
    when: { absent: ['weight'], params: { form } },
  }));

export const cauchy = defineLoss({
  id: 'cauchy',
  family: 'regression',
  summary: 'Cauchy loss: half the squared difference near 0, growing only like its logarithm beyond the scale.',
  operands: predictionAndTarget,
  params: {
    scale: number(1, positive, 'from where on a difference counts as an outlier', { tries: [0.1, 2] }),
    form: choice(
      'cauchy',
      {
        cauchy: 'rho(x) = scale^2 / 2 * log(1 + x^2);',
        lorentzian: 'rho(x) = log(1 + x^2 / 2);',
      },
      "scale^2 / 2 log(1 + (e / scale)^2), or the Lorentzian's log(1 + (e / scale)^2 / 2)",
      { convention: true },
    ),
  },
  items: ['...'],
  formula: 'rho((prediction - target) / scale)',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    ...unbounded,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: isFalse({
      args: { in: ['prediction'] },
      sample: { operands: { prediction: [1], target: [0] } },
      to: { prediction: [9] },
      because: 'beyond the scale it bends down, as the logarithm',
    }),
    lipschitz: holdsFor([...bothIn('cauchy', 'scale / 2'), ...bothIn('lorentzian', '1 / (sqrt(2) * scale)')]),
    scale: holdsFor([
      { args: { by: { prediction: 1, target: 1, scale: 1 }, degree: 2 }, when: { params: { form: 'cauchy' } } },
      { args: { by: { prediction: 1, target: 1, scale: 1 }, degree: 0 }, when: { params: { form: 'lorentzian' } } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { prediction: [4], target: [0] }, reduction: 'none' },
      because: 'a logarithm has no upper bound: log(17) / 2 at a difference of 4',
    }),
    monotone: holdsFor(
      [
        { args: { in: 'scale', direction: 'increasing' }, when: { params: { form: 'cauchy' } } },
        { args: { in: 'scale', direction: 'decreasing' }, when: { params: { form: 'lorentzian' } } },
      ],
      [fallsAndRises],
    ),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holdsFor([
      {
        args: {
          name: 'half the squared difference',
          becomes: '(prediction - target)^2 / 2',
          within: '(prediction - target)^4 / (4 * scale^2)',
        },
        when: { absent: ['weight'], params: { form: 'cauchy' } },
      },
      {
        args: {
          name: 'half the squared difference over the squared scale',
          becomes: '((prediction - target) / scale)^2 / 2',
          within: '((prediction - target) / scale)^4 / 8',
        },
        when: { absent: ['weight'], params: { form: 'lorentzian' } },
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'scale' } },
      { args: { param: 'form' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...differenceEdges,
    { title: 'scale 0', operands: { prediction: [1], target: [0] }, params: { scale: 0 }, value: 'rejected' },
    { title: 'a negative scale', operands: { prediction: [1], target: [0] }, params: { scale: -1 }, value: 'rejected' },
    {
      title: 'a tiny difference: half its square, not 0',
      operands: { prediction: [2 ** -100], target: [0] },
      value: 2 ** -201,
      gradient: { prediction: [2 ** -100] },
    },
    {
      title: 'the slope is largest at the scale',
      operands: { prediction: [1], target: [0] },
      value: Math.LN2 / 2,
      gradient: { prediction: [0.5], scale: 0.19314718055994531 },
    },
  ],
  examples: [
    {
      title: 'at E2',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      value: 0.258209418239461,
    },
    {
      title: 'scale 2 at a difference of 2: 2 log 2',
      operands: { prediction: [2], target: [0] },
      params: { scale: 2 },
      value: 1.3862943611198906,
    },
    {
      title: 'the Lorentzian at E2',
      operands: { prediction: [2.5, 0, 2.1, 10], target: [3, -0.5, 2, 8] },
      params: { form: 'lorentzian' },
      value: 0.33479147537297893,
    },
  ],
  traps: [
    {
      title: 'Two losses of one name',
      text: 'The Lorentzian with scale c is the Cauchy loss with scale sqrt(2) c, divided by c^2; they agree for no scale.',
    },
    {
      title: 'log(1 + x)',
      text: 'Written out it is 0 for differences below 1e-8 (3e-4 in float32); log1p keeps the digits.',
    },
    {
      title: 'The factor of the square',
      text: 'Solvers that halve their cost give c^2 log(1 + (e / c)^2) as the loss: twice this one.',
    },
    { title: 'Overflow', text: '(e / c)^2 overflows from 1.3e154 on in float64 and from 256 on in float16.' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Zhang: Parameter estimation techniques, a tutorial with application to conic fitting (1997), table 1',
      reference: 'https://doi.org/10.1016/S0262-8856(96)01112-2',
    },
    {
      title: 'Black, Anandan: The robust estimation of multiple motions (1996), the Lorentzian',
      reference: 'https://doi.org/10.1006/cviu.1996.0006',
    },
    {
      title: 'Barron: A general and adaptive robust loss function (2019), alpha 0 is the Lorentzian',
      reference: 'https://doi.org/10.1109/CVPR.2019.00446',
    },
  ],
});
