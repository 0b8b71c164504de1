import type { Case, TypedTensor } from './case.ts';

/** Whether every number of every operand is finite. */
export function hasFiniteOperands(c: Case): boolean {
  for (const name in c.operands) if (!isAllFinite(c.operands[name]!)) return false;
  return true;
}

function isAllFinite(x: TypedTensor): boolean {
  let known = found.get(x);
  if (known === undefined) {
    known = x.data.every(Number.isFinite);
    found.set(x, known);
  }
  return known;
}
/** Related cases share what they did not change, and every law asks. */
const found = new WeakMap<TypedTensor, boolean>();
