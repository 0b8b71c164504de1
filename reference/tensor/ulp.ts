import { exponent, type Format } from './format.ts';

/**
 * The distance between the two numbers of the format that enclose x: the ulp of x's binade, at least the smallest
 * subnormal. For zero it is the smallest subnormal, for an infinity or NaN it is NaN.
 */
export function ulp(x: number, format: Format): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const a = Math.abs(x);
  if (a < format.smallestNormal) return format.tiny;
  return Math.max(format.tiny, 2 ** exponent(Math.min(a, format.largest)) * (2 * format.unit));
}
