import { log, max, min, select, sqrt } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { jensenShannon } from '../../../reference/losses/classification/jensen_shannon.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = jensenShannon.algorithms[0].text;
type Term = (p: Scalar, q: Scalar) => Scalar;
const by = (term: Term, total: <R>(terms: Tensor<R>) => Tensor<R> = (terms) => terms.sum(-1)): AnyLossText =>
  text<'probability' | 'target'>(({ probability, target }, settings) =>
    reduce(total(map(term, probability, target)), settings),
  );
/** p log(p / m), 0 where p is. */
const part = (p: Scalar, m: Scalar): Scalar => select(p.eq(0), 0, p.mul(log(p.div(m))));
const middle = (p: Scalar, q: Scalar): Scalar => p.add(q).mul(0.5);
const plain: Term = (p, q) =>
  part(p, middle(p, q))
    .add(part(q, middle(p, q)))
    .mul(0.5);

export const jensenShannonMutants: Mutant[] = mutantsOf('jensen_shannon', {
  'logarithm-of-a-rounded-ratio': ['loses all digits of log(p / m) where p is close to m', by(plain)],
  'half-forgotten': ['adds the two divergences without the factor 1/2', (o, s) => right(o, s).mul(2)],
  'one-side-only': ['computes the divergence of the first from the middle', by((p, q) => part(p, middle(p, q)))],
  'target-side-only': ['computes the divergence of the second from the middle', by((p, q) => part(q, middle(p, q)))],
  'jeffreys-divergence': [
    'compares the two with each other instead of with their middle',
    by((p, q) =>
      part(p, max(q, 1e-30))
        .add(part(q, max(p, 1e-30)))
        .mul(0.5),
    ),
  ],
  'geometric-middle': [
    'takes the mean of the logarithms for the middle',
    by((p, q) => {
      const m = sqrt(max(p.mul(q), 1e-30));
      return part(p, m).add(part(q, m)).mul(0.5);
    }),
  ],
  'zero-times-infinity': [
    'multiplies a probability of 0 with log 0',
    by((p, q) => {
      const m = middle(p, q);
      return p
        .mul(log(p.div(m)))
        .add(q.mul(log(q.div(m))))
        .mul(0.5);
    }),
  ],
  'clipped-probabilities': ['clips both to [1e-7, 1]', by((p, q) => plain(max(p, 1e-7), max(q, 1e-7)))],
  'epsilon-in-the-log': [
    'adds 1e-8 to both sides of the ratio',
    by((p, q) => {
      const m = middle(p, q).add(1e-8);
      return p
        .mul(log(p.add(1e-8).div(m)))
        .add(q.mul(log(q.add(1e-8).div(m))))
        .mul(0.5);
    }),
  ],
  'base-2': ['counts bits', (o, s) => right(o, s).div(Math.LN2)],
  distance: ['takes the square root', (o, s) => map((x) => sqrt(max(x, 0)), right(o, s))],
  'mean-over-elements': ['averages over the classes', by(plain, (terms) => terms.mean(-1))],
  'capped-at-log-2': [
    'cuts off at half of log 2',
    (o, s) => (s.reduction === 'none' ? map((x) => min(x, Math.LN2 / 2), right(o, s)) : right(o, s)),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'gradient-half': ['halves the gradient of the probability', { corrupt: scaledGradient('probability', 0.5) }],
});
