import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { pairs, wherePaired } from './labelled-batch.ts';
import { missingShare, unit, withoutDiagonal } from './similarities.ts';

const meanOfSome = (sum: Scalar, count: Scalar): Scalar => select(count.eq(0), 0, sum.div(count));
const neither = (s: Scalar, self: Scalar, positive: Scalar): Scalar =>
  select(self.eq(1), -Infinity, select(positive.eq(1), -Infinity, s));
const difference = (all: Scalar, positive: Scalar): Scalar => all.sub(positive);

type Given = 'embedding' | 'label' | 'temperature';

function logits<R>({ embedding, label, temperature }: Operands<R, Given>): Tensor<R> {
  const x = unit(wherePaired(embedding, pairs(label).positive));
  return x.matmul(x, { transposeB: true }).div(temperature);
}

/** The mean over the positives of each anchor, reduced over the anchors that have one. */
function overPositives<R>(losses: Tensor<R>, label: Tensor<R>, settings: Settings): Tensor<R> {
  const { positive } = pairs(label);
  const terms = map(meanOfSome, keep(losses, positive).sum(-1), positive.sum(-1));
  return reduce(terms, settings, settings.denominator === 'valid' ? positive.max(-1) : undefined);
}

/** For every pair all others but the two, so that what is missing of the softmax is never a difference. */
function strict<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const s = logits(operands);
  const [n] = s.shape as readonly [Tensor<R>['shape'][number]];
  const self = s.identity();
  const others = map(neither, s.reshape([n, 1, n]), self.reshape([n, 1, n]), self.reshape([1, n, n]));
  return overPositives(map(missingShare, others.logSumExp(), s), operands.label, settings);
}

function allAtOnce<R>(operands: Operands<R, Given>, settings: Settings): Tensor<R> {
  const s = logits(operands);
  const all = withoutDiagonal(s).logSumExp().column();
  return overPositives(map(difference, all, s), operands.label, settings);
}

/** How much of the softmax over all others does not fall on each of the anchor's positives. */
export const supervisedContrastive = defineReference('supervised_contrastive', strict, {
  'log of the summed exponentials': allAtOnce,
});
