import { alignments } from './alignments.ts';
import { type BigNumber, big, exactly, math } from './big-number.ts';
import { type Bindings, bind, type NestedArray } from './bindings.ts';
import { elementary } from './elementary.ts';
import { FormulaError } from './expression.ts';
import type { ParsedFormula } from './parse-formula.ts';
import { ranks } from './ranks.ts';
import { staircases } from './staircases.ts';

type Big = NestedArray<BigNumber>;
type Row = readonly BigNumber[];

/** mathjs hands over arrays, or its own matrices where an operand comes in. */
const plain = <A>(x: unknown): A => (math.isMatrix(x) ? x.valueOf() : x) as A;
const flat = (x: Big): Row => (Array.isArray(x) ? x.flatMap(flat) : [x as BigNumber]);
const total = (x: Row): BigNumber => x.reduce((a, b) => a.plus(b), big(0));
const place = (k: BigNumber): number => k.toNumber() - 1;

/** What mathjs lacks, what it does in floating point, and what is worth remembering. */
const supplied: Readonly<Record<string, (...args: never[]) => unknown>> = {
  ...elementary,
  // mathjs refuses to sum nothing.
  sum: (x: unknown) => total(flat(plain(x))),
  mean: (x: unknown) => total(flat(plain(x))).div(flat(plain(x)).length),
  // Nor does it multiply two vectors of no coordinates.
  dot: (x: never, y: never) => (plain<Row>(x).length === 0 ? big(0) : (math.dot(x, y) as unknown)),
  count: (x: unknown) => big(flat(plain(x)).length),
  norm: (x: unknown) => total(plain<Row>(x).map((e) => e.times(e))).sqrt(),
  indices: (n: BigNumber) => Array.from({ length: n.toNumber() }, (_, i) => big(i + 1)),
  row: (x: unknown, k: BigNumber) => plain<readonly Row[]>(x)[place(k)],
  column: (x: unknown, k: BigNumber) => plain<readonly Row[]>(x).map((row) => row[place(k)]),
  alignments: (labels: unknown, steps: BigNumber, blank: BigNumber) =>
    alignments(
      plain<Row>(labels).map((k) => k.toNumber()),
      steps.toNumber(),
      blank.toNumber(),
    ).map((sequence) => sequence.map((k) => big(k))),
  staircases: (steps: BigNumber, height: BigNumber) =>
    staircases(steps.toNumber(), height.toNumber()).map((way) => way.map((k) => big(k))),
  ranks: (x: unknown) => ranks(flat(plain(x))).map((k) => big(k)),
  // mathjs asks an empty array for its first element.
  map: (...args: never[]) => {
    const [first] = args as unknown[];
    return plain<readonly unknown[]>(first).length === 0 ? [] : (math.map as (...xs: unknown[]) => unknown)(...args);
  },
  vector: (x: unknown) => flat(plain(x)),
  vectors: (x: unknown, k: BigNumber) => {
    // Depth by depth, where the walk goes by strides.
    const along = (part: Big, axis: number): Row[] => {
      const parts = part as readonly Big[];
      if (axis > 1) return parts.flatMap((p) => along(p, axis - 1));
      const columns = parts.map(flat);
      return columns[0]!.map((_, j) => columns.map((column) => column[j]!));
    };
    return along(plain(x), k.toNumber());
  },
  hold: (x: unknown) => x,
};

/**
 * The value of a formula as mathjs evaluates it, in the precision in force: a number, or the elements of an array in C
 * order.
 */
export function mathjsNumbers(formula: ParsedFormula, bindings: Bindings, where: string): readonly BigNumber[] {
  const scope = new Map<string, unknown>(Object.entries(supplied));
  scope.set('pi', big(-1).acos());
  for (const [name, value] of bind(bindings, exactly)) {
    // Of a plain array mathjs would make a matrix at every index into it.
    scope.set(name, Array.isArray(value) ? math.matrix(value) : value);
  }
  let result: unknown;
  try {
    result = formula.compiled.evaluate(scope);
  } catch (error) {
    throw new FormulaError(`${where}: mathjs says "${(error as Error).message}" of ${formula.text}`);
  }
  if (math.isResultSet(result)) result = (result as unknown as { entries: unknown[] }).entries.at(-1);
  const numbers = flat(plain(result));
  if (numbers.every(math.isBigNumber)) return numbers;
  throw new FormulaError(`${where}: the formula gives no number: ${formula.text}`);
}
