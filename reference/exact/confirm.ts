import { type BigNumber, exactly, withDigits } from './big-number.ts';
import { type Bindings, bind } from './bindings.ts';
import { type Certified, isFiniteNumber, logAdd, magnitude } from './certified.ts';
import { mathjsNumbers } from './mathjs-numbers.ts';
import type { ParsedFormula } from './parse-formula.ts';

/** mathjs' own evaluation runs with this many digits more than ours, so that the two do not share their roundings. */
const moreDigits = 19;

/**
 * Has mathjs evaluate a formula, too, in a precision of its own; throws where it does not say the same within the proven
 * error, for then one of the two is wrong. What mathjs rounds it does not say: where ours is exact, and rounds nothing, it
 * is asked again with digits for all that the numbers have.
 */
export function confirm(
  formula: ParsedFormula,
  bindings: Bindings,
  ours: readonly Certified[],
  digits: number,
  where: string,
): void {
  let theirs: readonly BigNumber[] = [];
  const agreeWith = (precision: number): boolean => {
    theirs = withDigits(precision, () => mathjsNumbers(formula, bindings, where));
    return theirs.length === ours.length && ours.every((x, i) => agrees(x, theirs[i]!, digits, precision));
  };
  const enough = digits + moreDigits;
  if (agreeWith(enough) || agreeWith(enough + longest(bindings))) return;
  const written = (xs: readonly unknown[]): string => xs.map(String).join(', ');
  throw new Error(
    `${where}: mathjs computes ${written(theirs)}, and we ${written(ours.map((x) => x.value))}, of ${formula.text}`,
  );
}

function agrees(ours: Certified, theirs: BigNumber, digits: number, precision: number): boolean {
  if (!isFiniteNumber(ours)) return String(theirs) === String(ours.value);
  const apart = withDigits(precision, () => magnitude(theirs.minus(ours.value)));
  return apart <= logAdd(ours.error, ours.size - digits) + 0.5;
}

/** How many digits the longest of the numbers has: hundreds, where it is small. */
function longest(bindings: Bindings): number {
  let most = 0;
  bind(bindings, (x) => {
    most = Math.max(most, exactly(x).precision());
  });
  return most;
}
