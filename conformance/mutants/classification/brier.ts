import { abs, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { brier } from '../../../reference/losses/classification/brier.ts';
import { labelRows, reduceRows } from '../../../reference/losses/classification/label-rows.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = brier.algorithms[0].text;
/** From what each class costs, given whether it is the label (1 or 0). */
const by = (cost: (p: Scalar, y: Scalar) => Scalar): AnyLossText =>
  text<'probability' | 'target'>(({ probability, target }, settings) => {
    const rows = labelRows(probability, target, settings);
    const costs = map(
      (p, c, y) => cost(p, select(c.eq(y), 1, 0)),
      rows.scores,
      rows.scores.indices(),
      rows.label.column(),
    );
    return reduceRows(settings.classes === 'mean' ? costs.mean(-1) : costs.sum(-1), rows, settings);
  });

export const brierMutants: Mutant[] = mutantsOf('brier', {
  'mean-over-classes': [
    'averages over the classes where their sum is asked for',
    (operands, settings) => right(operands, { ...settings, classes: 'mean' }),
  ],
  halved: ['halves the squares', by((p, y) => square(p.sub(y)).mul(0.5))],
  'label-only': ['looks at the class that came true only', by((p, y) => y.mul(square(p.sub(y))))],
  'others-only': ['forgets the class that came true', by((p, y) => select(y.eq(1), 0, square(p)))],
  'square-expanded': ['expands the square', by((p, y) => square(p).sub(p.mul(2).mul(y)).add(y))],
  'absolute-error': ['takes magnitudes instead of squares', by((p, y) => abs(p.sub(y)))],
  'labels-inverted': ['compares with 0 for the class that came true', by((p, y) => square(p.add(y).sub(1)))],
  'normalised-again': [
    'applies softmax to what it takes for logits',
    text<'probability' | 'target'>(({ probability, target }, settings) => {
      const isLast = settings.class_axis === -1;
      const p = (isLast ? probability : probability.moveAxis(1, -1)).softmax();
      return right({ probability: isLast ? p : p.moveAxis(-1, 1), target }, settings);
    }),
  ],
  root: [
    'takes the root of the terms',
    (operands, settings) =>
      settings.reduction === 'none' ? right(operands, settings).sqrt() : right(operands, settings),
  ],
  'ignored-rows-in-the-mean': [
    'counts ignored rows in the denominator',
    (operands, settings) =>
      right(operands, settings.denominator === 'count' ? { ...settings, denominator: 'all' } : settings),
  ],
  'ignore-index-0-falsy': [
    'takes ignore_index 0 for "not set"',
    (operands, settings) =>
      right(operands, settings.ignore_index === 0 ? { ...settings, ignore_index: null } : settings),
  ],
  'gradient-half': ['forgets the factor 2 in the gradient', { corrupt: scaledGradient('probability', 0.5) }],
});
