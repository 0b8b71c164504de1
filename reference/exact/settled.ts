import { type Certified, isExact } from './certified.ts';

/** Digits that the search for enough of them starts with; what is relied on is the proven error, not their number. */
export const firstDigits = 64;
/** mathjs' logarithm ends at 1024 digits, of which it needs some for itself. */
export const lastDigits = 960;
/** How many correct digits an answer has at least ... */
const correctDigits = 30;
/** ... unless its error is below this power of ten, far under the smallest subnormal of any format. */
const negligible = -340;

/** How many digits a number is short of being known well enough, with some to spare for what is computed from it. */
function shortfall(x: Certified, spare = 0): number {
  if (isExact(x)) return 0;
  const relative = x.size > x.error ? x.error - x.size + correctDigits : Infinity;
  return Math.max(0, Math.min(relative, x.error - negligible) + spare);
}

/** The largest of the shortfalls. */
export const worstShortfall = (xs: Iterable<Certified>, spare = 0): number => {
  let worst = 0;
  for (const x of xs) worst = Math.max(worst, shortfall(x, spare));
  return worst;
};

/** The digits to try after these: in steps of 1.6, or all that are short where that is not much farther. */
export function nextDigits(digits: number, short = Infinity): number {
  const step = Math.ceil(digits * 1.6);
  const enough = Math.ceil(digits + short) + 3;
  return Math.min(lastDigits, enough < 1.2 * step ? enough : step);
}
