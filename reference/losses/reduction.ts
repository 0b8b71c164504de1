import { ifFinite, select } from '../arithmetic/kernel/functions.ts';
import type { Kernel } from '../arithmetic/kernel/program.ts';
import type { Scalar } from '../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../tensor/tensor.ts';
import type { Settings } from './loss-reference.ts';

/**
 * Reduces item losses as spec/language/reduction says. `terms` are weighted and 0 where ignored; `shares`, of the same
 * shape, are what the items add to a mean's denominator, where that is not one each.
 */
export function reduce<R>(terms: Tensor<R>, settings: Settings, shares?: Tensor<R>): Tensor<R> {
  if (settings.reduction === 'none') return terms;
  if (settings.reduction === 'sum') return terms.sum();
  const denominator = shares ? shares.sum() : terms.count();
  return map(settings.empty === 'zero' ? quotientOrZero : quotientOrNaN, terms.sum(), denominator);
}

// A constant stands where nothing is counted, so that its gradient is 0.
const quotientOrNaN = (sum: Scalar, denominator: Scalar): Scalar =>
  select(denominator.eq(0), Number.NaN, sum.div(denominator));
const quotientOrZero = (sum: Scalar, denominator: Scalar): Scalar => select(denominator.eq(0), 0, sum.div(denominator));

/**
 * Element losses, times their optional weight, reduced; the denominator is `weight` or `count`. Where the weight is 0 the
 * loss is computed from held operands: whatever they are, their gradient is 0, while the weight's own gradient sees the
 * loss.
 */
export function reduceElements<R>(
  term: Kernel,
  operands: readonly Tensor<R>[],
  weight: Tensor<R> | undefined,
  settings: Settings,
): Tensor<R> {
  if (!weight) return reduce(map(term, ...operands), settings);
  const terms = map(weighted(term, operands.length), weight, ...operands, ...operands.map((x) => x.hold()));
  return reduce(terms, settings, settings.denominator === 'count' ? undefined : weight);
}
/** Kernels that are constants are traced once, so each has one weighted twin. */
const twins = new WeakMap<Kernel, Kernel>();
function weighted(term: Kernel, arity: number): Kernel {
  let twin = twins.get(term);
  if (!twin) {
    twin = (w, ...xs) => {
      const held = xs.slice(arity).map(ifFinite);
      return select(w!.eq(0), w!.mul(ifFinite(term(...held))), w!.mul(term(...xs.slice(0, arity))));
    };
    twins.set(term, twin);
  }
  return twin;
}

/**
 * An operand as it may enter: NaN and infinity become 0 where the weight is 0, so that they reach neither value nor
 * gradient. Finite numbers stay, since the weight's own gradient needs them.
 */
export function guard<R>(x: Tensor<R>, weight: Tensor<R> | undefined): Tensor<R> {
  return weight ? map(finiteWhereUnweighted, x, weight) : x;
}
const finiteWhereUnweighted = (x: Scalar, w: Scalar): Scalar => select(w.eq(0), ifFinite(x), x);

/** x where the mask is 1, and 0, whatever x holds, where it is 0. */
export function keep<R>(x: Tensor<R>, mask: Tensor<R> | undefined): Tensor<R> {
  return mask ? map(kept, x, mask) : x;
}
const kept = (x: Scalar, mask: Scalar): Scalar => select(mask.eq(1), x, 0);
