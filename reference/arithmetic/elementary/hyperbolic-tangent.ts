import { expm1, expm1Twice } from './exponential.ts';

/** tanh x, off by less than two units in the last place. */
export function tanh(x: number): number {
  const a = Math.abs(x);
  // Where x^3 / 3 is nothing next to x; zeros keep their sign.
  if (a < 2 ** -28) return x;
  const y = a > 22 ? 1 : a < 1 ? quotient(a) : 1 - 2 / (expm1(2 * a) + 2);
  return x < 0 ? -y : y;
}

/** (1 - e^-2a) / (1 + e^-2a), with what rounding leaves out of both, or three roundings would add up to two units. */
function quotient(a: number): number {
  const { value: t, rest } = expm1Twice(-2 * a);
  const below = t + 2;
  const lost = t - (below - 2) + rest;
  const y = -t / below;
  return y - (rest + y * lost) / below;
}
