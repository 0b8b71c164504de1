import { type Bound, storageError } from './bound.ts';

/**
 * What one number is found to be. `overflow` is an infinity that a step on the way excuses. `unbounded`: the ball says
 * nothing, so that the number is neither refuted nor confirmed. The others are refusals.
 */
export type ElementVerdict =
  | 'within'
  | 'overflow'
  | 'unbounded'
  | 'too far'
  | 'NaN, not a number'
  | 'a number, not NaN'
  | 'infinite, not finite'
  | 'finite, not infinite';

export interface ElementCheck {
  readonly verdict: ElementVerdict;
  /**
   * The error as a fraction of the permitted one; 0 for an infinity that is accepted, Infinity where a number is
   * compared with something that is none.
   */
  readonly ratio: number;
}

export const isRefusal = (verdict: ElementVerdict): boolean =>
  verdict !== 'within' && verdict !== 'overflow' && verdict !== 'unbounded';

/**
 * Whether a number needs no ball: it is the reference rounded to storage, or within half an ulp of it. NaN is NaN, an
 * infinity is the same infinity, -0 is 0.
 */
export function isReference(got: number, reference: number, format: Bound['format']): boolean {
  if (got === reference || (Number.isNaN(got) && Number.isNaN(reference))) return true;
  return got === format.round(reference) || Math.abs(got - reference) <= storageError(reference, format);
}

/** Judges element i of an output. */
export function checkElement(got: number, bound: Bound, i: number): ElementCheck {
  const [reference, center, radius] = [bound.reference[i]!, bound.center[i]!, bound.radius[i]!];
  const distance = Math.abs(got - center);
  if (isReference(got, reference, bound.format)) {
    return { verdict: 'within', ratio: distance > 0 && Number.isFinite(distance) ? Math.min(1, distance / radius) : 0 };
  }
  // What the arithmetic may lose altogether it may also lose to NaN.
  if (radius === Infinity) return { verdict: 'unbounded', ratio: 0 };
  if (Number.isNaN(center)) return { verdict: 'a number, not NaN', ratio: Infinity };
  if (Number.isNaN(got)) return { verdict: 'NaN, not a number', ratio: Infinity };
  if (!Number.isFinite(center)) return { verdict: 'finite, not infinite', ratio: Infinity };
  if (!Number.isFinite(got)) {
    const isPast = Math.sign(got) * center + radius > bound.format.largest;
    if (isPast) return { verdict: 'within', ratio: 0 };
    const isExcused = bound.overflow[i] && Math.sign(got) === Math.sign(center);
    return isExcused ? { verdict: 'overflow', ratio: 0 } : { verdict: 'infinite, not finite', ratio: Infinity };
  }
  const ratio = distance / radius;
  return { verdict: ratio <= 1 ? 'within' : 'too far', ratio };
}
