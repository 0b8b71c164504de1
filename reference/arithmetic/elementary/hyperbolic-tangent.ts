import { expm1 } from './exponential.ts';

/** tanh x, off by less than two units in the last place. */
export function tanh(x: number): number {
  const a = Math.abs(x);
  // Where x^3 / 3 is nothing next to x; zeros keep their sign.
  if (a < 2 ** -28) return x;
  // 1 - 2 / (e^2a + 1), and where that would cancel (e^2a - 1) / (e^2a + 1), from below so that it stays below 1.
  const t = expm1(a < 1 ? -2 * a : 2 * a);
  const y = a > 22 ? 1 : a < 1 ? -t / (t + 2) : 1 - 2 / (t + 2);
  return x < 0 ? -y : y;
}
