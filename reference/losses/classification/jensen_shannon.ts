import { abs, log, log1p, neg, select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

/**
 * p log(p / m) + q log(q / m) where the two are close, by d = (p - q) / (p + q): with m = s / 2 it is s / 2 times
 * log(1 - d^2) + d (log(1 + d) - log(1 - d)), which is d^2 to first order and loses no digit.
 */
const close = (s: Scalar, d: Scalar): Scalar =>
  s.mul(0.5).mul(log1p(neg(square(d))).add(d.mul(log1p(d).sub(log1p(neg(d))))));
const apart = (p: Scalar, q: Scalar, s: Scalar): Scalar => {
  const part = (x: Scalar): Scalar => x.mul(log(x.mul(2).div(s)));
  return part(p).add(part(q));
};
/** Against 0 it is q log 2, and the derivative in the 0 is -infinity, which that of the square root brings with it. */
const againstZero = (zero: Scalar, q: Scalar): Scalar => select(q.eq(0), 0, q.mul(Math.LN2).sub(sqrt(zero)));

const both = (p: Scalar, q: Scalar): Scalar => {
  const s = p.add(q);
  const d = p.sub(q).div(s);
  const inside = select(abs(d).le(0.5), close(s, d), apart(p, q, s));
  return select(p.eq(0), againstZero(p, q), select(q.eq(0), againstZero(q, p), inside));
};

function strict<R>({ probability, target }: Operands<R, 'probability' | 'target'>, settings: Settings): Tensor<R> {
  return reduce(map(both, probability, target).sum(-1).mul(0.5), settings);
}

/** Half the summed divergences of the two distributions from their middle. */
export const jensenShannon = defineReference('jensen_shannon', strict);
