import type { Settings } from '../reference/losses/loss-reference.ts';
import type { TensorData } from '../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';
import type { ParamValue } from '../spec/language/param.ts';
import type { Case } from './case.ts';

/** The default of every parameter. */
export const defaultsOf = (spec: LossSpec): Record<string, ParamValue> =>
  Object.fromEntries(Object.entries(spec.params).map(([name, p]) => [name, p.default]));

/** How a case enters a loss text: numbers as rank-0 operands beside the tensors, everything else as settings. */
export function textInput(spec: LossSpec, c: Case): { operands: Record<string, TensorData>; settings: Settings } {
  const operands: Record<string, TensorData> = { ...c.operands };
  const settings: Record<string, ParamValue> = {};
  for (const [name, param] of Object.entries(spec.params)) {
    const value = c.params[name] ?? null;
    if (param.kind !== 'number') settings[name] = value;
    else if (value !== null) operands[name] = { shape: [], data: Float64Array.of(value as number) };
  }
  return { operands, settings: { ...settings, reduction: c.reduction } };
}
