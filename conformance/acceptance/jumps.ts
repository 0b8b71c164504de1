import { type Bound, boundOf, columnsOf } from './bound.ts';
import { ballsFor } from './declaration.ts';
import { evaluate } from './evaluate.ts';
import type { Admissible, PermittedError } from './permitted-error.ts';

/** More combinations than these are not followed one by one. */
const MOST_COMBINATIONS = 256;

/**
 * The bounds of the value for each combination of branches that the balls leave open: at a jump a value must belong to
 * one of them, and not lie between. Undefined where there are more than 256, such as for nine elements at a jump each;
 * then the hull has to do.
 */
export function boundsAtJumps(permitted: PermittedError, { grade, text }: Admissible): readonly Bound[] | undefined {
  const open: number[][] = [[]];
  const found: { readonly taken: readonly number[]; readonly bound: Bound }[] = [];
  for (let prefix = open.shift(); prefix; prefix = open.shift()) {
    const given = prefix;
    const answers: number[] = [];
    const choose = (count: number): number => {
      answers.push(count);
      return given[answers.length - 1] ?? 0;
    };
    const balls = ballsFor(permitted.declaration, grade, { choose });
    const value = evaluate(balls, text, { ...permitted.inputs, wrt: [] }).value.rep;
    for (let k = prefix.length; k < answers.length; k++) {
      const same = [...prefix, ...new Array<number>(k - prefix.length).fill(0)];
      for (let other = 1; other < answers[k]!; other++) open.push([...same, other]);
    }
    const values = Float64Array.from(value, (b) => b.value);
    const bound = boundOf(values, columnsOf(value), permitted.own('value'), permitted.declaration);
    found.push({ taken: answers.map((_, k) => given[k] ?? 0), bound });
    // Each that is open is one more at least. The earliest questions are turned first, so that too many are soon seen.
    if (found.length + open.length > MOST_COMBINATIONS) return undefined;
  }
  return found.sort((a, b) => inOrder(a.taken, b.taken)).map(({ bound }) => bound);
}

/** The first answers first, and of other answers to a question the last one. */
function inOrder(a: readonly number[], b: readonly number[]): number {
  const k = a.findIndex((x, i) => x !== b[i]);
  const [x, y] = [a[k] ?? 0, b[k] ?? 0];
  return x === 0 || y === 0 ? x - y : y - x;
}
