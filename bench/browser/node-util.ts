// What fixtures need of node:util, where there is none: of plain data, without arrays that are compared with objects.
export function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [inA, inB] = [Object.entries(a), new Map(Object.entries(b))];
  return inA.length === inB.size && inA.every(([key, x]) => inB.has(key) && isDeepStrictEqual(x, inB.get(key)));
}
