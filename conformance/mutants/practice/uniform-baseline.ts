import { log, log1p, max, neg, zeroTimes } from '../../../reference/arithmetic/kernel/functions.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const by = (write: <R>(target: Tensor<R>) => Tensor<R>) =>
  text<'target'>(({ target }, settings) => reduce(write(target), settings));

export const uniformBaselineMutants: Mutant[] = mutantsOf('uniform_baseline', {
  'random-logits': [
    'costs what standard-normal logits do',
    by((q) => map((m, n) => m.mul(log(n).add(0.43)), q.sum(-1), q.count(-1))),
  ],
  'entropy-of-the-target': [
    'returns the entropy of the target',
    by((q) => map((p) => neg(zeroTimes(p, log(p))), q).sum(-1)),
  ],
  bits: ['counts in bits', by((q) => map((m, n) => m.mul(log(n)).mul(Math.LOG2E), q.sum(-1), q.count(-1)))],
  'classes-less-one': [
    'leaves the right class out',
    by((q) => map((m, n) => m.mul(log(max(n.sub(1), 1))), q.sum(-1), q.count(-1))),
  ],
  'classes-and-one': ['counts one class too many', by((q) => map((m, n) => m.mul(log1p(n)), q.sum(-1), q.count(-1)))],
  'probability-1-over-n': [
    'counts the items instead of the classes',
    by((q) => map((m, n) => m.mul(log(n)), q.sum(-1), q.count(0))),
  ],
  'epsilon-in-the-log': [
    'adds 1e-7 to the probability',
    by((q) => map((m, n) => neg(m.mul(log(n.mul(0).add(1).div(n).add(1e-7)))), q.sum(-1), q.count(-1))),
  ],
  'mean-over-the-classes': [
    'takes the mean over the classes',
    by((q) => map((m, n) => m.mul(log(n)).div(n), q.sum(-1), q.count(-1))),
  ],
  negative: ['returns the log-likelihood', by((q) => map((m, n) => neg(m.mul(log(n))), q.sum(-1), q.count(-1)))],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
