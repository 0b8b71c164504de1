import { select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Operands } from '../loss-reference.ts';

// The items of a list, two by two: the better one down the rows, the worse one across.

/** As a row, to be compared with a column. */
export const across = <R>(x: Tensor<R>): Tensor<R> => x.column().moveAxis(-1, -2);

// Grades are whole numbers: with a half between them no two sides are equal, which would be taken for a kink.
const isBetter = (first: Scalar, second: Scalar): Scalar => select(second.add(0.5).lt(first), 1, 0);
const areBoth = (mask: Scalar, first: Scalar, second: Scalar): Scalar =>
  select(first.eq(1), select(second.eq(1), mask, 0), 0);

/** Every pair of each list as 1 where its first item is the better one and neither fills up, and as 0 elsewhere. */
export function betterPairs<R>({ relevance, valid }: Operands<R, 'relevance', 'valid'>): Tensor<R> {
  const better = map(isBetter, relevance.column(), across(relevance));
  return valid ? map(areBoth, better, valid.column(), across(valid)) : better;
}
