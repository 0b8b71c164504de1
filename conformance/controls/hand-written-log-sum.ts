import type { Question } from './question.ts';

/** The logarithm of the summed exponentials, and the share of each in the sum. */
export function logSum({ round: r }: Question, ways: readonly number[]): { value: number; shares: number[] } {
  if (ways.some(Number.isNaN)) return { value: Number.NaN, shares: ways.map(() => Number.NaN) };
  const top = Math.max(...ways);
  if (!Number.isFinite(top)) return { value: top, shares: ways.map(() => 0) };
  const terms = ways.map((w) => r(Math.exp(r(w - top))));
  const sum = terms.reduce((a, b) => r(a + b), 0);
  return { value: r(top + r(Math.log(sum))), shares: terms.map((x) => r(x / sum)) };
}
