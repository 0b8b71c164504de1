import { abs, max, select, sigmoid, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { lsganGenerator } from '../../../reference/losses/generative/lsgan_generator.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = lsganGenerator.algorithms[0].text;
const miss = (score: Scalar, target: Scalar): Scalar => square(score.sub(target));
const by = (term: typeof miss) =>
  text<'fake' | 'target', 'weight'>(({ fake, target, weight }, settings) =>
    reduceElements(
      (x, t) => (settings.halved ? term(x!, t!).mul(0.5) : term(x!, t!)),
      [fake, target],
      weight,
      settings,
    ),
  );

export const lsganGeneratorMutants: Mutant[] = mutantsOf('lsgan_generator', {
  'half-forgotten': ['forgets the factor one half', (o, s) => right(o, { ...s, halved: false })],
  'half-always': ['halves where no half is asked for', (o, s) => right(o, { ...s, halved: true })],
  'target-1': ['ignores the target: 1', (o, s) => right({ ...o, target: o.fake!.lift(1) }, s)],
  'target-0-falsy': ['takes a target of 0 for "not set" and uses 1', by((x, t) => miss(x, select(t.eq(0), 1, t)))],
  'target-of-fake-data': ['draws the scores to 0', (o, s) => right({ ...o, target: o.fake!.lift(0) }, s)],
  'not-squared': ['takes magnitudes instead of squares', by((x, t) => abs(x.sub(t)))],
  'square-expanded': ['expands the square, which cancels', by((x, t) => square(x).sub(x.mul(t).mul(2)).add(square(t)))],
  'sigmoid-in-front': ['takes the sigmoid of the scores first', by((x, t) => miss(sigmoid(x), t))],
  'leaky-relu-in-front': ['sends the scores through a leaky ReLU first', by((x, t) => miss(max(x, x.mul(0.05)), t))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    (o, s) => right(o, { ...s, denominator: 'count' }),
  ],
  'gradient-without-the-2': ['forgets the 2 of the derivative of a square', { corrupt: scaledGradient('fake', 0.5) }],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
