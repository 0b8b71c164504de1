/** Which numbers an operand or a numeric parameter may hold. Every domain excludes NaN and the infinities. */
export type Domain =
  | { readonly kind: 'real' }
  | Interval
  /** Integers from 0, or `from`, below the extent named by the symbol, or the loss's ignore_index. */
  | { readonly kind: 'index'; readonly of: string; readonly from?: number }
  /** Integers that are only compared with each other: names of classes, which may be more or fewer than the items. */
  | { readonly kind: 'name' }
  /** How much of an axis counts: integers from `min` to the extent named by the symbol, less `spare` places. */
  | { readonly kind: 'length'; readonly of: string; readonly min: number; readonly spare?: number }
  /** One of these numbers: a label that is written as a number, such as -1 and 1. */
  | { readonly kind: 'levels'; readonly values: readonly number[] }
  /** Non-negative, summing to 1 along the axis named by the symbol. */
  | { readonly kind: 'simplex'; readonly over: string }
  /** The last axis is x1, y1, x2, y2 with x1 <= x2 and y1 <= y2. */
  | { readonly kind: 'box_xyxy' };

export interface Interval {
  readonly kind: 'interval';
  readonly min: number;
  readonly max: number;
  /** Which ends are excluded; an infinite end always is. */
  readonly open: 'none' | 'min' | 'max' | 'both';
}

export const real: Domain = { kind: 'real' };
export const interval = (min: number, max: number, open: Interval['open'] = 'none'): Interval => ({
  kind: 'interval',
  min,
  max,
  open,
});
/** Every finite number: of a parameter, whose domain is an interval. */
export const anyNumber: Interval = interval(-Infinity, Infinity, 'both');
export const probability: Interval = interval(0, 1);
export const nonNegative: Interval = interval(0, Infinity);
export const positive: Interval = interval(0, Infinity, 'min');
/** `from` leaves out the classes before it, such as a blank that no label names. */
export const indexInto = (symbol: string, from = 0): Domain =>
  from === 0 ? { kind: 'index', of: symbol } : { kind: 'index', of: symbol, from };
/** `spare` places never count, such as the one behind the last label. */
export const lengthUpTo = (symbol: string, min: number, spare = 0): Domain =>
  spare === 0 ? { kind: 'length', of: symbol, min } : { kind: 'length', of: symbol, min, spare };
export const className: Domain = { kind: 'name' };
export const oneOf = (...values: readonly number[]): Domain => ({ kind: 'levels', values });
export const simplexOver = (symbol: string): Domain => ({ kind: 'simplex', over: symbol });
export const boxXyxy: Domain = { kind: 'box_xyxy' };

/** Whether what it holds are labels, between which there is nothing: they are neither moved nor differentiated by. */
export const holdsLabels = (domain: Domain): boolean => holdsIntegers(domain) || domain.kind === 'levels';

/** Whether what it holds is counted or named, and stored as integers, whatever the other operands are stored as. */
export const holdsIntegers = ({ kind }: Domain): boolean => kind === 'index' || kind === 'name' || kind === 'length';

/** Whether a finite number lies in the interval. */
export function inInterval(x: number, { min, max, open }: Interval): boolean {
  if (!Number.isFinite(x)) return false;
  const aboveMin = open === 'min' || open === 'both' ? x > min : x >= min;
  const belowMax = open === 'max' || open === 'both' ? x < max : x <= max;
  return aboveMin && belowMax;
}
