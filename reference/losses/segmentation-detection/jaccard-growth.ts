import { max, oneMinus, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';

// How the Jaccard loss of a set of mistakes grows with a place: of a mask of `size` places p are missed before it, and n
// others invented.

/** x times what one more invented place takes from 1 over the union. */
export const stepOf = (x: Scalar, size: Scalar, n: Scalar): Scalar => {
  const from = max(size, 1).add(n);
  return x.div(from).div(from.add(1));
};

/** What a place adds for each unit of its error, after p places in the mask and n outside of it. */
export const weightOf = (y: Scalar, size: Scalar, p: Scalar, n: Scalar): Scalar => {
  const outside = select(size.eq(0), select(n.lt(0.5), 1, 0), stepOf(size.sub(p), size, n));
  return select(y.eq(1), y.div(max(size, 1).add(n)), outside);
};

/** What the loss does where the mask of its mistakes grows: 1 less what is left of it over the union. */
const jaccard = (size: Scalar, p: Scalar, n: Scalar): Scalar => {
  const left = size.sub(p).div(max(size, 1).add(n));
  return select(size.eq(0), select(n.lt(0.5), 0, 1), oneMinus(left));
};
export const growth = (y: Scalar, size: Scalar, p: Scalar, n: Scalar): Scalar =>
  jaccard(size, p.add(y), n.add(oneMinus(y))).sub(jaccard(size, p, n));
