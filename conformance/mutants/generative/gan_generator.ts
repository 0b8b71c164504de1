import { exp, log, max, neg, oneMinus, sigmoid, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { ganGenerator } from '../../../reference/losses/generative/gan_generator.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = ganGenerator.algorithms[0].text;
type Term = (z: Scalar) => Scalar;
const nonSaturating: Term = (z) => softplus(neg(z));
const saturating: Term = (z) => neg(softplus(z));
/** The loss with one of its forms replaced. */
const forms = (ns: Term, s: Term = saturating) =>
  text<'fake', 'weight'>(({ fake, weight }, settings) =>
    reduceElements(settings.form === 'saturating' ? s : ns, [fake], weight, settings),
  );

export const ganGeneratorMutants: Mutant[] = mutantsOf('gan_generator', {
  'saturating-for-non-saturating': ['always minimises log(1 - D)', (o, s) => right(o, { ...s, form: 'saturating' })],
  'non-saturating-for-saturating': ['always minimises -log D', (o, s) => right(o, { ...s, form: 'non_saturating' })],
  'labelled-fake': ["minimises the discriminator's loss", forms((z) => softplus(z))],
  'sign-flipped': ['returns the negative loss', (o, s) => right(o, s).neg()],
  'logarithm-of-the-probability': ['computes -log(sigmoid(z))', forms((z) => neg(log(sigmoid(z))))],
  'logarithm-of-one-minus': ['computes log(1 - sigmoid(z))', forms(nonSaturating, (z) => log(oneMinus(sigmoid(z))))],
  'log-clamped-at-100': ['clamps the logarithm at -100', forms((z) => neg(max(neg(softplus(neg(z))), -100)))],
  'epsilon-in-the-log': ['adds 1e-8 inside the logarithm', forms((z) => neg(log(sigmoid(z).add(1e-8))))],
  'naive-softplus': ['computes log(1 + exp(-z)), which overflows', forms((z) => log(exp(neg(z)).add(1)))],
  'sigmoid-twice': ['takes the sigmoid of the logits before the loss', forms((z) => nonSaturating(sigmoid(z)))],
  wasserstein: ["returns minus the logit, as a Wasserstein generator's", forms((z) => neg(z))],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of elements',
    (o, s) => right(o, { ...s, denominator: 'count' }),
  ],
  'weight-gradient-dropped': ['treats the weight as constant', { corrupt: scaledGradient('weight', 0) }],
  'gradient-halved': ['halves the gradient', { corrupt: scaledGradient('fake', 0.5) }],
});
