import type { Scalar } from './scalar.ts';

/**
 * The pair of quantities that a comparison of a and b is really about, in the order of their ids: a - b against 0 is
 * about a and b, -a against 0 about 0 and a. `flipped` says that the pair was turned round.
 */
export function question(a: Scalar, b: Scalar): { first: Scalar; second: Scalar; flipped: boolean } {
  let [p, q] = [a, b];
  // A sign first, since what it stands before may be a difference.
  if (isZero(p) && q.op === 'neg') [p, q] = [q.args[0]!, p];
  else if (isZero(q) && p.op === 'neg') [p, q] = [q, p.args[0]!];
  if (isZero(p) && q.op === 'sub') [q, p] = q.args as [Scalar, Scalar];
  else if (isZero(q) && p.op === 'sub') [p, q] = p.args as [Scalar, Scalar];
  return p.id <= q.id ? { first: p, second: q, flipped: false } : { first: q, second: p, flipped: true };
}

const isZero = (s: Scalar): boolean => s.op === 'constant' && s.value === 0;
