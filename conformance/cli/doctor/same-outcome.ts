import { same } from '../../../reference/tensor/shape.ts';
import type { TypedTensor } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';

/** Whether two answers to one question are the same: their kind and, of numbers, every one, a NaN being like any other. */
export function sameOutcome(a: Outcome, b: Outcome): boolean {
  if (a.status !== 'value' || b.status !== 'value') return a.status === b.status;
  const others: Readonly<Record<string, TypedTensor | undefined>> = b.outputs;
  return Object.entries(a.outputs as Readonly<Record<string, TypedTensor>>).every(([want, x]) => {
    const y = others[want];
    return y !== undefined && same(x.shape, y.shape) && x.data.every((number, i) => Object.is(number, y.data[i]));
  });
}
