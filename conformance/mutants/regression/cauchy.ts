import { log, log1p, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { cauchy } from '../../../reference/losses/regression/cauchy.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = cauchy.algorithms[0].text;
/** By the difference and the scale; the Lorentzian stays right. */
const by = (term: (e: Scalar, c: Scalar) => Scalar): AnyLossText => {
  const wrong = element((p, t, c) => term(p.sub(t), c), 'prediction', 'target', 'scale');
  return (operands, settings) => (settings.form === 'cauchy' ? wrong : right)(operands, settings);
};
const logOf = (e: Scalar, c: Scalar): Scalar => log1p(square(e.div(c)));

export const cauchyMutants: Mutant[] = mutantsOf('cauchy', {
  doubled: ['forgets the factor one half', by((e, c) => square(c).mul(logOf(e, c)))],
  'without-scale-squared': ['forgets the factor scale^2', by((e, c) => logOf(e, c).mul(0.5))],
  'scale-for-scale-squared': [
    'multiplies by the scale instead of its square',
    by((e, c) => c.mul(logOf(e, c)).mul(0.5)),
  ],
  'log-of-1-plus': [
    'takes log(1 + x), which is 0 for tiny x',
    by((e, c) =>
      square(c)
        .mul(log(square(e.div(c)).add(1)))
        .mul(0.5),
    ),
  ],
  lorentzian: ['computes the Lorentzian', (o, s) => right(o, { ...s, form: 'lorentzian' })],
  'form-ignored': ['ignores the form', (o, s) => right(o, { ...s, form: 'cauchy' })],
  'half-inside': [
    'halves the square inside and not outside',
    by((e, c) => square(c).mul(log1p(square(e.div(c)).mul(0.5)))),
  ],
  'not-squared': [
    'forgets to square the quotient',
    by((e, c) =>
      square(c)
        .mul(log1p(sqrt(square(e.div(c)))))
        .mul(0.5),
    ),
  ],
  'scale-ignored': ['always uses scale 1', by((e, c) => log1p(square(e)).mul(0.5).add(c.mul(0)))],
  'scale-squared-inside': [
    'squares the scale twice',
    by((e, c) =>
      square(c)
        .mul(log1p(square(e.div(square(c)))))
        .mul(0.5),
    ),
  ],
  'geman-mcclure': [
    'computes the Geman-McClure loss',
    by((e, c) =>
      square(e)
        .mul(0.5)
        .div(square(e.div(c)).add(1)),
    ),
  ],
  'weighted-mean-by-count': byCount(right),
  'scale-gradient-dropped': dropped('scale'),
  'gradient-doubled': ['forgets that the half cancels the 2', { corrupt: scaledGradient('prediction', 2) }],
});
