import type { TensorData } from './tensor-data.ts';

/** Numbers as a reader writes them: a number, or nested lists of equal lengths. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** Nested lists as a tensor; `what` names them in the TypeError for ragged lists and for things that are no numbers. */
export function nestedData(x: NestedNumbers, what: string): TensorData {
  const shape: number[] = [];
  for (let level: NestedNumbers = x; Array.isArray(level); level = level[0] as NestedNumbers) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  const values: number[] = [];
  const visit = (v: NestedNumbers, depth: number, at: string): void => {
    if (depth === shape.length) {
      if (typeof v !== 'number') throw new TypeError(`${what}${at} is ${describe(v)}, but must be a number`);
      values.push(v);
      return;
    }
    if (!Array.isArray(v)) throw new TypeError(`${what}${at} is ${describe(v)}, but must be a list of ${shape[depth]}`);
    if (v.length !== shape[depth]) {
      throw new TypeError(`${what}${at} has ${v.length} entries where the others have ${shape[depth]}`);
    }
    v.forEach((inner, i) => {
      visit(inner, depth + 1, `${at}[${i}]`);
    });
  };
  visit(x, 0, '');
  return { shape, data: Float64Array.from(values) };
}

/** The inverse of nestedData. */
export function toNested({ shape, data }: TensorData): NestedNumbers {
  const build = (depth: number, from: number, count: number): NestedNumbers => {
    if (depth === shape.length) return data[from]!;
    const n = shape[depth]!;
    const inner = n === 0 ? 0 : count / n;
    return Array.from({ length: n }, (_, i) => build(depth + 1, from + i * inner, inner));
  };
  return build(0, 0, data.length);
}

const describe = (v: unknown): string => (Array.isArray(v) ? `a list of ${v.length}` : String(v));
