import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { fallsWithTheLabel, signedEdges, signedLaws, signedOperands } from './signed-labels.ts';

export const squaredHinge = defineLoss({
  id: 'squared_hinge',
  family: 'classification',
  summary: 'Squared hinge loss: the square of by how much a score falls short of its label by a margin.',
  operands: signedOperands,
  params: { margin: number(1, nonNegative, 'how far on the right side costs nothing', { tries: [0, 0.5] }) },
  items: ['...'],
  formula: 'max(0, margin - target * prediction)^2',
  denominators: perWeight,
  laws: {
    ...signedLaws,
    attains_infimum: holds({ operand: 'prediction', minimiser: 'margin * target', infimum: '0' }),
    convex: holds({ in: ['prediction'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'absolute', constant: '2' },
      sample: { operands: { prediction: [-9], target: [1] }, reduction: 'none' },
      to: { prediction: [-8] },
      because: 'a parabola has no largest slope: from -9 to -8 the loss falls by 19',
    }),
    scale: holds({ by: { prediction: 1, margin: 1 }, degree: 2 }),
    monotone: holdsFor([...fallsWithTheLabel, { args: { in: 'margin', direction: 'increasing' } }]),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'where the margin is out of reach it is the squared difference to the label times the margin',
      set: { margin: { atLeast: 'abs(prediction)' } },
      becomes: '(prediction - margin * target)^2',
    }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    ...signedEdges,
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0.5], target: [1, 1], weight: [0, 1] },
      value: 0.25,
      gradient: { prediction: [0, -1] },
    },
    {
      title: 'the gradient vanishes on the margin, and stays 0 beyond',
      operands: { prediction: [1, -1, 3], target: [1, -1, 1] },
      reduction: 'sum',
      value: 0,
      gradient: { prediction: [0, 0, 0] },
    },
    {
      title: 'a negative margin',
      operands: { prediction: [1], target: [1] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'beyond the margin, inside it, on the border and wrong',
      operands: { prediction: [2, 0.25, 0, -1.5], target: [1, 1, -1, 1] },
      reduction: 'none',
      value: [0, 0.5625, 1, 6.25],
    },
    {
      title: 'margin 2: (1.75^2 + 3.5^2) / 2',
      operands: { prediction: [0.25, -1.5], target: [1, 1] },
      params: { margin: 2 },
      value: 7.65625,
    },
  ],
  traps: [
    {
      title: 'Squared before it is cut off',
      text: 'max(0, (margin - y s)^2) is the squared difference: scores beyond the margin are pulled back.',
    },
    {
      title: 'Labels of 0 and 1',
      text: 'Some functions map them to -1 and 1, where the whole batch has no other; here labels are signs.',
    },
    {
      title: 'The factor of the gradient',
      text: 'It is -2 y max(0, margin - y s): no half stands in front of the loss.',
    },
  ],
  sources: [
    {
      title: 'Chang, Hsieh, Lin: Coordinate descent method for large-scale L2-loss linear SVMs (2008)',
      reference: 'https://jmlr.org/papers/v9/chang08a.html',
    },
    {
      title: 'Tang: Deep learning using linear support vector machines (2013)',
      reference: 'https://arxiv.org/abs/1306.0239',
    },
  ],
});
