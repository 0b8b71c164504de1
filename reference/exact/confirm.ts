import { withDigits } from './big-number.ts';
import type { Bindings } from './bindings.ts';
import { type Certified, isFiniteNumber, logAdd, magnitude } from './certified.ts';
import { mathjsNumbers } from './mathjs-numbers.ts';
import type { ParsedFormula } from './parse-formula.ts';

/** mathjs' own evaluation runs with this many digits more than ours, so that the two do not share their roundings. */
const moreDigits = 19;

/**
 * Has mathjs evaluate a formula, too, in a precision of its own; throws where it does not say the same within the proven
 * error, for then one of the two is wrong.
 */
export function confirm(
  formula: ParsedFormula,
  bindings: Bindings,
  ours: readonly Certified[],
  digits: number,
  where: string,
): void {
  const theirs = withDigits(digits + moreDigits, () => mathjsNumbers(formula, bindings, where));
  const agree = ours.every((x, i) => {
    const other = theirs[i];
    if (other === undefined || !isFiniteNumber(x)) return String(other) === String(x.value);
    const apart = withDigits(digits + moreDigits, () => magnitude(other.minus(x.value)));
    return apart <= logAdd(x.error, x.size - digits) + 0.5;
  });
  if (agree && ours.length === theirs.length) return;
  const written = (xs: readonly unknown[]): string => xs.map(String).join(', ');
  throw new Error(
    `${where}: mathjs computes ${written(theirs)}, and we ${written(ours.map((x) => x.value))}, of ${formula.text}`,
  );
}
