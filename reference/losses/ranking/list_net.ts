import { exp, neg, select, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { fromTop, logProbabilities } from '../classification/log-probabilities.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';

type JudgedOperands<R> = Operands<R, 'scores' | 'relevance', 'valid'>;

const loss = (share: Scalar, logp: Scalar): Scalar => neg(zeroTimes(share, logp));
const hasItem = (items: Scalar): Scalar => select(items.eq(0), 0, 1);
/** Where a list has no item, nothing of it counts: its places are kept, so that there is something to divide by. */
const leftOut = (x: Scalar, valid: Scalar, items: Scalar): Scalar =>
  select(items.eq(0), x, select(valid.eq(1), x, -Infinity));

const share = (z: Scalar, top: Scalar, others: Scalar, ties: Scalar): Scalar => exp(z.sub(top)).div(ties.add(others));
function sharesOf<R>(z: Tensor<R>): Tensor<R> {
  const { top, others, ties } = fromTop(z);
  return map(share, z, top, others, ties);
}

type Rows = <R>(z: Tensor<R>) => Tensor<R>;
const by =
  (softmax: Rows, logSoftmax: Rows) =>
  <R>({ scores, relevance, valid }: JudgedOperands<R>, settings: Settings): Tensor<R> => {
    const items = valid?.sumKeep(-1);
    const among = (x: Tensor<R>): Tensor<R> => (valid && items ? map(leftOut, keep(x, valid), valid, items) : x);
    const terms = keep(map(loss, softmax(among(relevance)), keep(logSoftmax(among(scores)), valid)), valid);
    const shares = valid && settings.denominator === 'list' ? map(hasItem, valid.sum(-1)) : undefined;
    return reduce(terms.sum(-1), settings, shares);
  };

/** The negative log-probabilities of the scores, each by its share in the softmax of the judges. */
export const listNet = defineReference('list_net', by(sharesOf, logProbabilities), {
  'log of the summed exponentials': by(
    (z) => z.softmax(),
    (z) => z.logSoftmax(),
  ),
});
