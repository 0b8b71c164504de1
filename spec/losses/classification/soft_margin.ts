import { defineLoss } from '../../language/define-loss.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { perWeight } from '../../language/reduction.ts';
import { fallsWithTheLabel, signedEdges, signedLaws, signedOperands } from './signed-labels.ts';

export const softMargin = defineLoss({
  id: 'soft_margin',
  family: 'classification',
  summary: 'Soft margin (logistic) loss of a score against a sign: log(1 + exp(-y s)).',
  operands: signedOperands,
  items: ['...'],
  formula: 'log(1 + exp(-target * prediction))',
  denominators: perWeight,
  laws: {
    ...signedLaws,
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite score'),
    convex: holds({ in: ['prediction'] }),
    lipschitz: holds({ in: 'prediction', norm: 'absolute', constant: '1' }, { absent: ['weight'] }),
    scale: isFalse({
      args: { by: { prediction: 1 }, degree: 1 },
      sample: { operands: { prediction: [1], target: [1] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    monotone: holdsFor(fallsWithTheLabel),
    two_routes: holds({
      name: 'binary cross-entropy of the score, with labels 0 and 1',
      loss: 'binary_focal',
      operands: { logits: { copy: 'prediction' }, target: '(target + 1) / 2', weight: { copy: 'weight' } },
      params: { gamma: 0, balanced: false, denominator: { copy: 'denominator' } },
    }),
    limit: holds(
      {
        name: 'the perceptron loss, up to log 2',
        becomes: 'max(0, -target * prediction)',
        within: 'log(1 + exp(-abs(prediction)))',
      },
      { absent: ['weight'] },
    ),
    parameter_matters: holdsFor([{ args: { param: 'denominator' }, when: { present: ['weight'] } }]),
  },
  edges: [
    ...signedEdges,
    {
      title: 'a score of 0',
      operands: { prediction: [0, 0], target: [1, -1] },
      reduction: 'sum',
      value: 2 * Math.LN2,
      gradient: { prediction: [-0.5, 0.5] },
    },
    {
      title: 'confidently wrong',
      operands: { prediction: [-1000], target: [1] },
      value: 1000,
      gradient: { prediction: [-1] },
    },
    {
      title: 'NaN under weight 0',
      operands: { prediction: [Number.NaN, 0], target: [1, 1], weight: [0, 1] },
      value: Math.LN2,
      gradient: { prediction: [0, -0.5] },
    },
  ],
  examples: [
    {
      title: 'scores 0.5 and -2 against 1',
      operands: { prediction: [0.5, -2], target: [1, 1] },
      reduction: 'none',
      value: [0.47407698418010669, 2.1269280110429727],
    },
    {
      title: 'confidently right: exp(-40) is left',
      operands: { prediction: [40], target: [1] },
      value: 4.248354255291589e-18,
    },
  ],
  traps: [
    {
      title: 'log(1 + exp(-y s)) as it stands',
      text: 'It is infinite with a gradient of NaN below a score of -88 in float32 (-709 in float64), and 0 above 17 (37).',
    },
    {
      title: 'Labels of 0 and 1',
      text: 'A label of 0 gives log 2 whatever the score. With (y + 1) / 2 for the label it is binary cross-entropy with logits.',
    },
    {
      title: 'Base 2',
      text: 'Some texts divide by log 2, so that the loss is an upper bound of the number of errors.',
    },
  ],
  sources: [
    {
      title: 'Friedman, Hastie, Tibshirani: Additive logistic regression (2000)',
      reference: 'https://doi.org/10.1214/aos/1016218223',
    },
  ],
});
