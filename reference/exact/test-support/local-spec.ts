import { real } from '../../../spec/language/domain.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { operand } from '../../../spec/language/operand.ts';
import { emptyParam, perItem } from '../../../spec/language/reduction.ts';
import { mse } from '../../../spec/losses/regression/mse.ts';
import { type TensorData, tensorData } from '../../tensor/tensor-data.ts';

/** A loss of one operand x per element, with this formula; everything else may be replaced. */
export const localSpec = (formula: string, more: Partial<LossSpec> = {}): LossSpec => ({
  ...mse,
  id: 'local',
  operands: { x: operand(['...'], real, 'the argument') },
  params: { empty: emptyParam },
  items: ['...'],
  denominators: perItem,
  examples: [],
  edges: [],
  formula,
  ...more,
});

export type Nested = number | readonly Nested[];

/** A tensor written as nested lists. */
export function tensor(nested: Nested): TensorData {
  const shape: number[] = [];
  for (let x = nested; Array.isArray(x); x = x[0]) shape.push(x.length);
  const flat = (x: Nested): number[] => (typeof x === 'number' ? [x] : x.flatMap(flat));
  return tensorData(flat(nested), shape);
}

export const tensors = (operands: Readonly<Record<string, Nested>>): Record<string, TensorData> =>
  Object.fromEntries(Object.entries(operands).map(([name, x]) => [name, tensor(x)]));
