import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const pair = (right: Scalar, wrong: Scalar, yRight: Scalar, yWrong: Scalar, margin: Scalar): Scalar =>
  select(yRight.eq(1), select(yWrong.eq(0), max(margin.add(wrong.sub(right)), 0), 0), 0);

function strict<R>(
  { scores, target, margin }: Operands<R, 'scores' | 'target' | 'margin'>,
  settings: Settings,
): Tensor<R> {
  const across = (x: Tensor<R>): Tensor<R> => x.column().moveAxis(-1, -2);
  const pairs = map(pair, scores.column(), across(scores), target.column(), across(target), margin);
  return reduce(pairs.sum(-1, -2).div(scores.count(-1)), settings);
}

/** By how much each right class fails to score higher than each wrong one by the margin, summed and divided by C. */
export const multilabelMargin = defineReference('multilabel_margin', strict);
