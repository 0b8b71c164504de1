import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor } from '../../language/law.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';
import { fallsWithTheLabel, signedEdges, signedLaws, signedOperands } from './signed-labels.ts';

export const hinge = defineLoss({
  id: 'hinge',
  family: 'classification',
  summary: 'Hinge loss: by how much a score falls short of its label by a margin.',
  operands: signedOperands,
  params: { margin: number(1, nonNegative, 'how far on the right side costs nothing', { tries: [0, 0.5] }) },
  items: ['...'],
  formula: 'max(0, margin - target * prediction)',
  denominators: perWeight,
  laws: {
    ...signedLaws,
    attains_infimum: holds({ operand: 'prediction', minimiser: 'margin * target', infimum: '0' }),
    convex: holds({ in: ['prediction'] }),
    lipschitz: holds({ in: 'prediction', norm: 'absolute', constant: '1' }, { absent: ['weight'] }),
    scale: holds({ by: { prediction: 1, margin: 1 }, degree: 1 }),
    monotone: holdsFor([...fallsWithTheLabel, { args: { in: 'margin', direction: 'increasing' } }]),
    two_routes: holds({
      name: 'ranking against 0',
      loss: 'margin_ranking',
      operands: {
        first: { copy: 'prediction' },
        second: '0 * prediction',
        target: { copy: 'target' },
        weight: { copy: 'weight' },
      },
      params: { margin: { copy: 'margin' }, denominator: { copy: 'denominator' } },
    }),
    limit: holds({
      name: 'margin 0 is the perceptron loss',
      set: { margin: 0 },
      becomes: 'max(0, -target * prediction)',
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
      value: 0.5,
      gradient: { prediction: [0, -1] },
    },
    {
      title: 'a negative margin',
      operands: { prediction: [1], target: [1] },
      params: { margin: -1 },
      value: 'rejected',
    },
  ],
  kinks: [{ where: 'target * prediction = margin', subdifferential: 'any share in [0, 1] of -target' }],
  examples: [
    {
      title: 'beyond the margin, inside it, on the border and wrong',
      operands: { prediction: [2, 0.25, 0, -1.5], target: [1, 1, -1, 1] },
      reduction: 'none',
      value: [0, 0.75, 1, 2.5],
    },
    {
      title: 'weights divide by their sum: (0.75 + 3 * 2.5) / 4',
      operands: { prediction: [0.25, -1.5], target: [1, 1], weight: [1, 3] },
      value: 2.0625,
    },
  ],
  traps: [
    {
      title: 'Labels of 0 and 1',
      text: 'Some functions map labels by 2y - 1, always (then -1 becomes -3) or only where the whole batch is 0 and 1 (then one -1 changes the loss of the others); others take -1 and 1 only. Here labels are signs; whoever has 0 and 1 maps them first.',
    },
    { title: 'A label of 0', text: 'Unmapped, it costs the margin whatever the score, and no gradient flows.' },
    { title: 'Probabilities for scores', text: 'A score in [0, 1] never reaches the margin on the negative side.' },
    { title: 'Margin 0', text: 'A default written as `margin || 1` turns the margin 0 into 1.' },
  ],
  sources: [
    {
      title: 'Cortes, Vapnik: Support-vector networks (1995)',
      reference: 'https://doi.org/10.1007/BF00994018',
    },
    {
      title: 'Rosenblatt: The perceptron (1958), the loss at margin 0',
      reference: 'https://doi.org/10.1037/h0042519',
    },
  ],
});
