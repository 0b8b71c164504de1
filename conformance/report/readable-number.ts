import { type Dtype, formats } from '../../reference/tensor/format.ts';

/** The shortest decimal that rounds to x in the format, small ones with an exponent; -0 as `-0`. */
export function readableNumber(x: number, dtype: Dtype): string {
  if (Object.is(x, -0)) return '-0';
  if (dtype === 'f64' || !Number.isFinite(x)) return decimal(x);
  const { round } = formats[dtype];
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(x.toPrecision(digits));
    if (round(short) === x) return decimal(short);
  }
  return decimal(x);
}

const decimal = (x: number): string => (x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential() : String(x));

/** An error as a fraction or a multiple of the permitted one; a fraction is never shown as 1. */
export function readableRatio(ratio: number): string {
  if (Number.isNaN(ratio)) return 'NaN';
  if (ratio === Infinity) return 'infinite';
  if (ratio === 0) return '0';
  if (ratio < 1) return Math.min(0.99, Math.max(0.01, ratio)).toFixed(2);
  if (ratio < 100) return ratio.toPrecision(3).replace(/\.0+$/, '');
  return ratio < 1e6 ? grouped(Math.round(ratio)) : ratio.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
}

/** A whole number with a blank between thousands. */
export const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');

/** `1 law`, `2 laws`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;
