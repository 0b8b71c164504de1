import { max, neg, oneMinus, sigmoid, softplus, tanh } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { wganGenerator } from '../../../reference/losses/generative/wgan_generator.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = wganGenerator.algorithms[0].text;
const by = (term: (x: Scalar) => Scalar) =>
  text<'fake', 'weight'>(({ fake, weight }, settings) => reduceElements(term, [fake], weight, settings));

export const wganGeneratorMutants: Mutant[] = mutantsOf('wgan_generator', {
  'sign-flipped': ['returns the score itself', (o, s) => right(o, s).neg()],
  'hinge-in-the-generator': ['uses max(0, 1 - score)', by((x) => max(oneMinus(x), 0))],
  'never-negative': ['cuts the loss off at 0', by((x) => max(neg(x), 0))],
  magnitude: ['takes the magnitude', by((x) => max(x, neg(x)))],
  'tanh-in-front': ['takes the hyperbolic tangent of the score first', by((x) => neg(tanh(x)))],
  'sigmoid-in-front': ['takes the sigmoid of the score first', by((x) => neg(sigmoid(x)))],
  'non-saturating': ["computes a GAN generator's -log sigmoid(score)", by((x) => softplus(neg(x)))],
  'moved-by-the-margin': ['adds the margin, 1', by((x) => oneMinus(x))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    (o, s) => right(o, { ...s, denominator: 'count' }),
  ],
  'weight-ignored': ['ignores the weight', ({ weight: _, ...o }, s) => right(o, s)],
  'gradient-negated': ['gives the gradient of the critic', { corrupt: scaledGradient('fake', -1) }],
});
