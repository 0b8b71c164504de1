import { log, select } from '../../../reference/arithmetic/kernel/functions.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const of = (write: <R>(logits: Tensor<R>) => Tensor<R>) => text<'logits'>(({ logits }) => write(logits));
const ofRow = <R>(z: Tensor<R>): Tensor<R> => z.reshape(z.shape.slice(0, -1));

export const logSumExpMutants: Mutant[] = mutantsOf('log_sum_exp', {
  'not-shifted': ['does not subtract the maximum', of((z) => map((s) => log(s), z.exp().sum(-1)))],
  maximum: ['returns the maximum', of((z) => z.max(-1))],
  'maximum-not-added': ['forgets to add the maximum again', of((z) => z.sub(z.max(-1).column()).logSumExp())],
  'maximum-of-the-batch': [
    'subtracts the maximum of the batch',
    of((z) => {
      const top = z.max().hold();
      return map((s, m) => log(s).add(m), z.sub(top).exp().sum(-1), top);
    }),
  ],
  'log-mean-exp': [
    'takes the mean of the exponentials',
    of((z) => map((s, n) => s.sub(log(n)), z.logSumExp(), z.count(-1))),
  ],
  'epsilon-in-the-log': [
    'adds 1e-7 inside the logarithm',
    of((z) => {
      const top = z.max(-1).column().hold();
      return ofRow(map((s, m) => log(s.add(1e-7)).add(m), z.sub(top).exp().sumKeep(-1), top));
    }),
  ],
  'infinite-maximum': [
    'makes NaN of a row whose maximum is infinite',
    of((z) => {
      const top = z.max(-1).column().hold();
      return ofRow(map((s, m) => log(s).add(m), z.sub(top).exp().sumKeep(-1), top));
    }),
  ],
  'nan-hidden': [
    'turns NaN into -infinity, as a maximum that starts there and only compares',
    of((z) => map((s) => select(s.eq(s), s, -Infinity), z.logSumExp())),
  ],
  'ties-counted-once': [
    'counts numbers that are as large as the largest once',
    of((z) => {
      const top = z.max(-1).column().hold();
      const others = map((x, m) => select(x.eq(m), 0, x.sub(m)), z, top);
      const rest = map((x, d) => select(d.eq(0), 0, x), others.exp(), others).sumKeep(-1);
      return ofRow(map((s, m) => log(s.add(1)).add(m), rest, top));
    }),
  ],
  'gradient-of-the-maximum-too': ['gives a gradient that sums to 2', { corrupt: scaledGradient('logits', 2) }],
  'gradient-dropped': ['treats the numbers as constant', { corrupt: scaledGradient('logits', 0) }],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
