import type { Case, TypedTensor } from '../case.ts';

const numbers = new WeakMap<TypedTensor, number>();
let count = 0;

/**
 * The same text for the same question, whatever outputs are wanted of it. Tensors are told apart by identity, not by
 * content: related cases share what they did not change, and hashing would cost more than it saves.
 */
export function caseKey(c: Case): string {
  let key = keys.get(c);
  if (key === undefined) {
    key = keyOf(c);
    keys.set(c, key);
  }
  return key;
}
/** Asking, remembering and judging each want it. */
const keys = new WeakMap<Case, string>();

function keyOf(c: Case): string {
  const operands = Object.entries(c.operands).map(([name, x]) => `${name}:${numberOf(x)}`);
  const params = Object.entries(c.params).map(([name, v]) => `${name}=${Object.is(v, -0) ? '-0' : v}`);
  return [c.loss, c.dtype, c.reduction, ...params, ...operands.sort(), numberOf(c.cotangent)].join(' ');
}

function numberOf(x: TypedTensor): number {
  let n = numbers.get(x);
  if (n === undefined) {
    n = count++;
    numbers.set(x, n);
  }
  return n;
}
