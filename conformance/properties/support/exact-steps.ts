import { type Dtype, exponent, type Format, formats } from '../../../reference/tensor/format.ts';
import type { TypedTensor } from '../../case.ts';

/** Significant binary digits of a normal number. */
export const digitsOf = ({ unit }: Format): number => -Math.log2(unit);

/** Whether the dtype holds this finite number exactly. */
export const isHeld = (x: number, dtype: Dtype): boolean => Number.isFinite(x) && formats[dtype].round(x) === x;

/** The exponent of the largest magnitude: every number is smaller than 2^(it + 1). 0 where all are zero. */
export function leadingExponent(tensors: readonly TypedTensor[]): number {
  const most = tensors.reduce((m, { data }) => data.reduce((n, x) => Math.max(n, Math.abs(x)), m), 0);
  return most > 0 ? exponent(most) : 0;
}

/**
 * The finest dyadic grid on which the dtype holds every number below 2^(leading + 1) in magnitude: sums and differences
 * of grid numbers that stay below it are exact.
 */
export function gridBelow(leading: number, dtype: Dtype): number {
  const format = formats[dtype];
  return Math.max(2 ** (leading + 1 - digitsOf(format)), format.tiny);
}

/** The nearest number on the grid; numbers too large for it are on it already. */
export function snapped(x: TypedTensor, grid: number): TypedTensor {
  return {
    ...x,
    data: x.data.map((v) => {
      const steps = v / grid;
      return Number.isFinite(steps) && Math.abs(steps) < 2 ** 53 ? Math.round(steps) * grid : v;
    }),
  };
}

/** The power of two below x, with its sign; 0 stays. */
export const powerOfTwoBelow = (x: number): number => (x === 0 ? x : Math.sign(x) * 2 ** exponent(Math.abs(x)));

/** Each number times a power of two, or undefined where one overflows or loses a digit. */
export function scaled(x: TypedTensor, power: number, dtype: Dtype): TypedTensor | undefined {
  const data = x.data.map((v) => v * power);
  const exact = data.every((v, i) => isHeld(v, dtype) && v / power === x.data[i]!);
  return exact ? { ...x, data } : undefined;
}

/** Each number plus its shift, or undefined where the dtype does not hold a sum exactly. */
export function shifted(x: TypedTensor, by: (index: number) => number, dtype: Dtype): TypedTensor | undefined {
  const data = x.data.map((v, i) => v + by(i));
  const exact = data.every((v, i) => isHeld(v, dtype) && v - by(i) === x.data[i]! && v - x.data[i]! === by(i));
  return exact ? { ...x, data } : undefined;
}
