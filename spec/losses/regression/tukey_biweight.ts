import { defineLoss } from '../../language/define-loss.ts';
import { positive } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import {
  differenceLaws,
  fallsAndRises,
  lipschitzInBoth,
  predictionAndTarget,
  weightedMeanTrap,
  zeroAtTheTarget,
} from './of-difference.ts';

export const tukeyBiweight = defineLoss({
  id: 'tukey_biweight',
  family: 'regression',
  summary: "Tukey's biweight: half the squared difference near 0, and constant, without a gradient, from c on.",
  operands: predictionAndTarget,
  params: { c: number(4.685, positive, 'from which difference on the loss is constant', { tries: [1, 6] }) },
  items: ['...'],
  formula: 'abs(prediction - target) < c ? c^2 / 6 * (1 - (1 - ((prediction - target) / c)^2)^3) : c^2 / 6',
  denominators: perWeight,
  laws: {
    ...differenceLaws,
    ...zeroAtTheTarget,
    symmetric: holds({ swap: ['prediction', 'target'] }),
    convex: isFalse({
      args: { in: ['prediction'] },
      sample: { operands: { prediction: [0], target: [0] }, params: { c: 1 } },
      to: { prediction: [4] },
      because: 'it stops growing at c: in the middle it is what it is at the end',
    }),
    lipschitz: lipschitzInBoth('16 * c / (25 * sqrt(5))'),
    scale: holds({ by: { prediction: 1, target: 1, c: 1 }, degree: 2 }),
    bounded: holds({ min: 0, max: 6 }, { params: { c: { max: 6 } } }),
    monotone: holdsFor([{ args: { in: 'c', direction: 'increasing' } }], [fallsAndRises]),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'far from c, half the squared difference',
        set: { c: { atLeast: '1 + 16 * abs(prediction - target)' } },
        becomes: '(prediction - target)^2 / 2',
        within: '(prediction - target)^4 / (2 * c^2)',
      },
      { absent: ['weight'] },
    ),
    parameter_matters: holdsFor([
      { args: { param: 'c' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    {
      title: 'an infinite prediction: the constant',
      operands: { prediction: [Infinity], target: [0] },
      params: { c: 3 },
      value: 1.5,
    },
    { title: 'infinity against itself', operands: { prediction: [Infinity], target: [Infinity] }, value: Number.NaN },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0], target: [0, 0], weight: [0, 1] },
      reduction: 'sum',
      value: 0,
      gradient: { prediction: [0, 0] },
    },
    { title: 'c 0', operands: { prediction: [1], target: [0] }, params: { c: 0 }, value: 'rejected' },
    {
      title: 'beyond c only c has a gradient',
      operands: { prediction: [5], target: [0] },
      params: { c: 3 },
      value: 1.5,
      gradient: { prediction: [0], target: [0], c: 1 },
    },
  ],
  kinks: [],
  examples: [
    {
      title: 'half of c: 4/6 (1 - (3/4)^3)',
      operands: { prediction: [1], target: [0] },
      params: { c: 2 },
      value: 37 / 96,
    },
    {
      title: 'from c on: 1/6',
      operands: { prediction: [1, -7], target: [0, 0] },
      params: { c: 1 },
      reduction: 'none',
      value: [1 / 6, 1 / 6],
    },
    {
      title: 'the usual c, one and two too high',
      operands: { prediction: [1, 2], target: [0, 0] },
      reduction: 'none',
      value: [0.47756610005714006, 1.657663087498876],
    },
  ],
  traps: [
    {
      title: 'Residuals need a scale',
      text: '4.685 has 95% efficiency for normal residuals of deviation 1: the residuals are divided by a robust scale (the MAD over 0.6745) before, outside this loss.',
    },
    {
      title: 'No gradient beyond c',
      text: 'A model that starts further than c from its targets learns nothing: all gradients are exactly 0.',
    },
    {
      title: 'Its factor',
      text: 'c^2 / 6 makes it half the squared difference near 0. Without the factor, or with c^2 / 2, it is another scale under the same name.',
    },
    { title: 'Power by power', text: '1 - (1 - u)^3 loses the small losses to cancellation: it is u (3 - 3 u + u^2).' },
    weightedMeanTrap,
  ],
  sources: [
    {
      title: 'Beaton, Tukey: The fitting of power series (1974)',
      reference: 'https://doi.org/10.1080/00401706.1974.10489171',
    },
    {
      title: 'Belagiannis, Rupprecht, Carneiro, Navab: Robust optimization for deep regression (2015)',
      reference: 'https://doi.org/10.1109/ICCV.2015.324',
    },
  ],
});
