/** A string names an extent that is known only when an exported graph runs. */
export type Dim = number | string;
export type Shape = readonly Dim[];

export const same = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

/** How many elements a shape holds; every extent must be a number. */
export const size = (shape: Shape): number => (shape as readonly number[]).reduce((a, b) => a * b, 1);

/** The shape that all of these expand to: extents agree or are one, missing leading extents are one. */
export function broadcast(shapes: readonly Shape[]): Shape {
  const rank = Math.max(0, ...shapes.map((s) => s.length));
  return Array.from({ length: rank }, (_, i) => {
    const extents = new Set(shapes.map((s) => s[i - rank + s.length] ?? 1).filter((n) => n !== 1));
    if (extents.size > 1) throw new Error(`shapes do not agree: ${shapes.map((s) => `[${s}]`).join(' ')}`);
    return [...extents][0] ?? 1;
  });
}

/** Strides that walk a tensor of shape `from` along `to`; zero where it is broadcast. */
export function strides(from: Shape, to: Shape): number[] {
  const own: number[] = [];
  for (let i = from.length - 1, s = 1; i >= 0; i--) {
    own[i] = from[i] === 1 ? 0 : s;
    s *= from[i] as number;
  }
  return to.map((_, i) => own[i - to.length + from.length] ?? 0);
}

/** Visits every element of `shape` in C order with its position k and its offset under `stride`. */
export function eachIndex(
  shape: readonly number[],
  stride: readonly number[],
  visit: (k: number, offset: number) => void,
): void {
  const total = size(shape);
  const at = shape.map(() => 0);
  for (let k = 0, o = 0; k < total; k++) {
    visit(k, o);
    for (let d = shape.length - 1; d >= 0; d--) {
      o += stride[d]!;
      if (++at[d]! < shape[d]!) break;
      o -= stride[d]! * shape[d]!;
      at[d] = 0;
    }
  }
}

/** Visits every element with the position of the group that it falls into when `axes` are reduced. */
export function eachReduced(shape: Shape, axes: readonly number[], visit: (k: number, group: number) => void): void {
  const reduced = shape.map((n, i) => (axes.includes(i) ? 1 : n));
  eachIndex(shape as number[], strides(reduced, shape), visit);
}
