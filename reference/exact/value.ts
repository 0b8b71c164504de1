import { FormulaError } from './expression.ts';
import { TapeNode } from './tape.ts';

/** What an expression can be while it is evaluated: a number, a truth value, a function, or an array of them. */
export type Value = TapeNode | boolean | Callable | readonly Value[];
export interface Callable {
  readonly call: (...args: readonly Value[]) => Value;
}

export const isNumber = (x: Value): x is TapeNode => x instanceof TapeNode;
export const isArray = (x: Value): x is readonly Value[] => Array.isArray(x);

/** What a value is, in words, for errors. */
export function kindOf(x: Value): string {
  if (isNumber(x)) return 'a number';
  if (isArray(x)) return `an array of shape [${shapeOf(x)}]`;
  return typeof x === 'boolean' ? 'a truth value' : 'a function';
}

export function asNumber(x: Value, what: string): TapeNode {
  if (isNumber(x)) return x;
  throw new FormulaError(`${what} must be a number, and it is ${kindOf(x)}`);
}
export function asArray(x: Value, what: string): readonly Value[] {
  if (isArray(x)) return x;
  throw new FormulaError(`${what} must be an array, and it is ${kindOf(x)}`);
}
/** An array of numbers. */
export function asVector(x: Value, what: string): readonly TapeNode[] {
  return asArray(x, what).map((element) => asNumber(element, `an element of ${what}`));
}
/** An array of vectors. */
export function asMatrix(x: Value, what: string): readonly (readonly TapeNode[])[] {
  return asArray(x, what).map((row) => asVector(row, `a row of ${what}`));
}
/** A whole number of the host: an index or an extent. */
export function asInteger(x: Value, what: string): number {
  const { value } = asNumber(x, what).value;
  if (!value.isInteger()) throw new FormulaError(`${what} must be a whole number, and it is ${value}`);
  return value.toNumber();
}

/** All elements of an array, in C order. */
export const flat = (x: Value): readonly Value[] => (isArray(x) ? x.flatMap(flat) : [x]);

/** A function applied to the elements of arrays of one shape, or to single values. */
export function elementwise(f: (...xs: readonly Value[]) => Value, ...xs: readonly Value[]): Value {
  const [first] = xs.filter(isArray);
  if (!first) return f(...xs);
  for (const x of xs) {
    if (isArray(x) && x.length !== first.length) {
      throw new FormulaError(`arrays of shapes [${shapeOf(first)}] and [${shapeOf(x)}] do not go together`);
    }
  }
  return first.map((_, i) => elementwise(f, ...xs.map((x) => (isArray(x) ? x[i]! : x))));
}

/** The shape of an array; of anything else it is empty. */
export function shapeOf(x: Value): readonly number[] {
  if (!isArray(x)) return [];
  return [x.length, ...(x.length > 0 ? shapeOf(x[0]!) : [])];
}
