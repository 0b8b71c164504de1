import type { Reduction } from '../../spec/language/reduction.ts';
import { big } from './big-number.ts';
import { type Certified, type CertifiedArithmetic, exactNumber, isZero, zero } from './certified.ts';

/** One item's part in the reduction, or that of several items that see the same numbers. */
export interface Term {
  /** 1 where the loss has no item weights. */
  readonly weight: Certified;
  /** 0 for an ignored item. */
  readonly loss: Certified;
  readonly share: Certified;
  readonly times: number;
}

/** The derivative of the reduced value by an item's loss, share and weight (in its product with the loss). */
export interface Slopes {
  readonly loss: Certified;
  readonly share: Certified;
  readonly weight: Certified;
}

export interface Reduced {
  /** For `none` there is no single value; the item's is `weighted(term)`. */
  readonly value: Certified;
  readonly slopes: (term: Term, cotangent: Certified) => Slopes;
}

/** An input that the spec says is refused. */
export class RejectedInput extends Error {
  override readonly name = 'RejectedInput';
}

/** An item's weighted loss; nothing that has weight 0 counts, whatever it is. */
export const weighted = ({ weight, loss }: Term, arithmetic: CertifiedArithmetic): Certified =>
  isZero(weight) ? zero : arithmetic.mul(weight, loss);

/**
 * Reduces items as spec/language/reduction says. A mean over nothing is NaN, or 0, with gradient 0; with `empty: throw`
 * it is a RejectedInput.
 */
export function reduce(
  terms: readonly Term[],
  reduction: Reduction,
  empty: unknown,
  arithmetic: CertifiedArithmetic,
): Reduced {
  const { add, mul } = { add: arithmetic.add.bind(arithmetic), mul: arithmetic.mul.bind(arithmetic) };
  const total = (of: (term: Term) => Certified): Certified =>
    terms.reduce((sum, term) => add(sum, mul(exactNumber(big(term.times)), of(term))), zero);
  // A weight of 0 removes the item's loss from the value, and with it the loss's derivative.
  const product = ({ weight, loss }: Term, by: Certified): Pick<Slopes, 'loss' | 'weight'> => ({
    loss: isZero(weight) ? zero : mul(by, weight),
    weight: mul(by, loss),
  });
  if (reduction === 'none') {
    return { value: zero, slopes: (term, cotangent) => ({ ...product(term, cotangent), share: zero }) };
  }
  const sum = total((term) => weighted(term, arithmetic));
  if (reduction === 'sum') {
    return { value: sum, slopes: (term, cotangent) => ({ ...product(term, cotangent), share: zero }) };
  }
  const denominator = total(({ share }) => share);
  if (isZero(denominator)) {
    if (empty === 'throw') throw new RejectedInput('a mean over nothing is refused');
    const value = empty === 'zero' ? zero : exactNumber(big(Number.NaN));
    return { value, slopes: () => ({ loss: zero, share: zero, weight: zero }) };
  }
  const value = arithmetic.div(sum, denominator);
  // One object for one number: what has the same slope is differentiated together.
  const slope = once((cotangent) => arithmetic.div(cotangent, denominator));
  const ofShare = once((cotangent) => arithmetic.neg(mul(slope(cotangent), value)));
  return { value, slopes: (term, cotangent) => ({ ...product(term, slope(cotangent)), share: ofShare(cotangent) }) };
}

function once(f: (x: Certified) => Certified): (x: Certified) => Certified {
  const known = new Map<Certified, Certified>();
  return (x) => {
    const value = known.get(x) ?? f(x);
    known.set(x, value);
    return value;
  };
}
