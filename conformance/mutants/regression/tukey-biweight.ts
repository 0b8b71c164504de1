import { abs, min, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { tukeyBiweight } from '../../../reference/losses/regression/tukey_biweight.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = tukeyBiweight.algorithms[0].text;
const by = (term: (a: Scalar, c: Scalar) => Scalar) =>
  element((p, t, c) => term(abs(p.sub(t)), c), 'prediction', 'target', 'c');
const cube = (x: Scalar): Scalar => square(x).mul(x);
/** By the factor, what is left to c, and how it is raised. */
const of = (
  factor: (c: Scalar) => Scalar,
  rest: (u: Scalar) => Scalar = (u) => cube(oneMinus(u)),
): ReturnType<typeof by> => by((a, c) => select(a.ge(c), factor(c), factor(c).mul(oneMinus(rest(square(a.div(c)))))));
const sixth = (c: Scalar): Scalar => square(c).div(6);

export const tukeyBiweightMutants: Mutant[] = mutantsOf('tukey_biweight', {
  naive: ['subtracts the cube from 1, so that small losses are lost', of(sixth)],
  'without-the-factor': ['leaves out the factor c^2 / 6', of((c) => c.sub(c).add(1))],
  'half-for-a-sixth': ['multiplies by c^2 / 2', of((c) => square(c).div(2))],
  'c-not-squared': ['multiplies by c / 6', of((c) => c.div(6))],
  'square-for-cube': ['squares where the cube belongs', of(sixth, (u) => square(oneMinus(u)))],
  'ratio-not-squared': [
    'forgets to square the ratio to c',
    by((a, c) => select(a.ge(c), sixth(c), sixth(c).mul(oneMinus(cube(oneMinus(a.div(c))))))),
  ],
  'zero-beyond': [
    'gives 0 beyond c',
    by((a, c) => select(a.ge(c), 0, sixth(c).mul(oneMinus(cube(oneMinus(square(a.div(c)))))))),
  ],
  'never-cut': ['does not stop at c', by((a, c) => sixth(c).mul(oneMinus(cube(oneMinus(square(a.div(c)))))))],
  talwar: ['cuts the squared difference off at c', by((a, c) => square(min(a, c)).mul(0.5))],
  'weight-returned': [
    'returns the weight instead of the loss',
    by((a, c) => select(a.ge(c), 0, square(oneMinus(square(a.div(c)))))),
  ],
  'c-ignored': [
    'always uses 4.685',
    element(
      (p, t, c) => {
        const a = abs(p.sub(t));
        const k = c.sub(c).add(4.685);
        return select(a.ge(k), sixth(k), sixth(k).mul(oneMinus(cube(oneMinus(square(a.div(k)))))));
      },
      'prediction',
      'target',
      'c',
    ),
  ],
  'weighted-mean-by-count': byCount(right),
  'c-gradient-dropped': dropped('c'),
  'gradient-doubled': ['doubles the gradient of the prediction', { corrupt: scaledGradient('prediction', 2) }],
});
