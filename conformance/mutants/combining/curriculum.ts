import { select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Choose = (difficulty: Scalar, epoch: Scalar, total: Scalar) => Scalar;
const isDue: Choose = (d, epoch, total) => select(d.mul(total).le(epoch), 1, select(d.eq(d), 0, d));
const kept = (loss: Scalar, m: Scalar): Scalar => select(m.eq(0), 0, loss.mul(m));
const by = (choose: Choose, keep: (loss: Scalar, mask: Scalar) => Scalar = kept) =>
  text<'loss' | 'difficulty' | 'epoch' | 'total_epochs'>(({ loss, difficulty, epoch, total_epochs }, settings) => {
    const mask = map(choose, difficulty, epoch, total_epochs);
    const shares = { selected: mask, all: undefined, fraction: mask.div(mask.count()) };
    return reduce(map(keep, loss, mask), settings, shares[settings.denominator as keyof typeof shares]);
  });
/** With another denominator, given the mask. */
const dividing = (shares: <R>(mask: Tensor<R>) => Tensor<R> | undefined) =>
  text<'loss' | 'difficulty' | 'epoch' | 'total_epochs'>(({ loss, difficulty, epoch, total_epochs }, settings) => {
    const mask = map(isDue, difficulty, epoch, total_epochs);
    return reduce(map(kept, loss, mask), settings, shares(mask));
  });

export const curriculumMutants: Mutant[] = mutantsOf('curriculum', {
  'summed-weights-of-n': ['scales the weights to sum to N and adds', dividing((mask) => mask.div(mask.count()))],
  'mean-over-all': ['divides by the number of all items', dividing(() => undefined)],
  'mean-over-selected': ['always divides by the number of selected items', dividing((mask) => mask)],
  'hard-first': [
    'selects the hard items',
    by((d, epoch, total) => select(d.mul(total).ge(epoch), 1, select(d.eq(d), 0, d))),
  ],
  'strictly-below': [
    'leaves out what is just at the threshold',
    by((d, epoch, total) => select(d.mul(total).lt(epoch), 1, select(d.eq(d), 0, d))),
  ],
  'next-epoch': ['counts epochs from 0', by((d, epoch, total) => isDue(d, epoch.add(1), total))],
  'total-ignored': ['compares with the epoch itself', by((d, epoch, total) => isDue(d, epoch, total.div(total)))],
  everything: ['selects everything', by((d) => select(d.eq(d), 1, d))],
  soft: [
    'weighs by how far the threshold is away',
    by((d, epoch, total) => select(d.mul(total).le(epoch), epoch.sub(d.mul(total)), select(d.eq(d), 0, d))),
  ],
  'masked-by-multiplication': ['lets NaN through the mask', by(isDue, (loss, m) => loss.mul(m))],
  'nan-difficulty-hidden': [
    'leaves out items whose difficulty is NaN',
    by((d, epoch, total) => select(d.mul(total).le(epoch), 1, 0)),
  ],
  'gradient-of-all': [
    'gives the items that are left out a gradient, too',
    {
      corrupt: (outputs, c) => {
        const gradient = outputs['gradient.loss'];
        if (!gradient || c.reduction === 'mean') return outputs;
        const { data } = c.cotangent;
        const whole = gradient.data.map((_, i) => (c.reduction === 'sum' ? data[0]! : data[i]!));
        return { ...outputs, 'gradient.loss': { ...gradient, data: whole } };
      },
    },
  ],
  'gradient-dropped': ['treats the losses as constant', { corrupt: scaledGradient('loss', 0) }],
});
