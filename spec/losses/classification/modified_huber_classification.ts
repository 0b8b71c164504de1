import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { perWeight } from '../../language/reduction.ts';
import { fallsWithTheLabel, signedEdges, signedLaws, signedOperands } from './signed-labels.ts';

export const modifiedHuberClassification = defineLoss({
  id: 'modified_huber_classification',
  family: 'classification',
  summary:
    'Modified Huber loss of a score against a sign: the squared hinge, and a straight line where it is far wrong.',
  operands: signedOperands,
  items: ['...'],
  formula: 'target * prediction >= -1 ? max(0, 1 - target * prediction)^2 : -4 * target * prediction',
  denominators: perWeight,
  laws: {
    ...signedLaws,
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    convex: holds({ in: ['prediction'] }),
    lipschitz: holds({ in: 'prediction', norm: 'absolute', constant: '4' }, { absent: ['weight'] }),
    scale: isFalse({
      args: { by: { prediction: 1 }, degree: 1 },
      sample: { operands: { prediction: [0], target: [1] }, reduction: 'sum' },
      because: 'the margin 1 is fixed: a score of 0 costs 1, and a power of t is not 1',
    }),
    monotone: holdsFor(fallsWithTheLabel),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'the squared hinge, down to a score of -1',
      becomes: 'max(0, 1 - target * prediction)^2',
      within: 'max(0, -1 - target * prediction)^2',
    }),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    ...signedEdges,
    {
      title: 'the slope is continuous: 4 where the line begins, 0 on the margin',
      operands: { prediction: [-1, -3, 1, 2], target: [1, 1, 1, 1] },
      reduction: 'sum',
      value: 16,
      gradient: { prediction: [-4, -4, 0, 0] },
    },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0.5], target: [1, 1], weight: [0, 1] },
      value: 0.25,
      gradient: { prediction: [0, -1] },
    },
  ],
  examples: [
    {
      title: 'beyond the margin, inside it, wrong and far wrong',
      operands: { prediction: [2, 0.25, 0.5, -3], target: [1, 1, -1, 1] },
      reduction: 'none',
      value: [0, 0.5625, 2.25, 12],
    },
  ],
  traps: [
    {
      title: 'Not Huber',
      text: 'It has no delta, no half and a label of -1 or 1: it is 2 times the Huber loss of the hinge, with delta 2.',
    },
    {
      title: 'Where the line begins',
      text: 'At a score of -1 on the wrong side, not at the border 0: elsewhere it jumps.',
    },
  ],
  sources: [
    {
      title:
        'Zhang: Solving large scale linear prediction problems using stochastic gradient descent algorithms (2004)',
      reference: 'https://doi.org/10.1145/1015330.1015332',
    },
  ],
});
