import { type Certified, type CertifiedArithmetic, zero } from './certified.ts';
import type { Variable } from './tape.ts';

/** Derivatives; by a variable that is not there the derivative is 0. */
export type Gradient = readonly Derivative[];
export interface Derivative {
  readonly variable: Variable;
  readonly value: Certified;
}

const keyOf = ({ variable }: Derivative): string => `${variable.name} ${variable.at}`;

export const scale = (gradient: Gradient, by: Certified, arithmetic: CertifiedArithmetic): Gradient =>
  gradient.map(({ variable, value }) => ({ variable, value: arithmetic.mul(value, by) }));

export function sum(a: Gradient, b: Gradient, arithmetic: CertifiedArithmetic): Gradient {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const both = new Map(a.map((entry) => [keyOf(entry), entry]));
  for (const entry of b) {
    const sofar = both.get(keyOf(entry))?.value ?? zero;
    both.set(keyOf(entry), { variable: entry.variable, value: arithmetic.add(sofar, entry.value) });
  }
  return [...both.values()];
}

/** a - b, without the derivatives in which they cannot be told apart. */
export function difference(a: Gradient, b: Gradient, arithmetic: CertifiedArithmetic): Gradient {
  const negative = b.map(({ variable, value }) => ({ variable, value: arithmetic.neg(value) }));
  return sum(a, negative, arithmetic).filter(({ value }) => value.size > value.error);
}
