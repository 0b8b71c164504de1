import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Format } from '../tensor/format.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import { inputDefect } from './input-defect.ts';

/**
 * Refuses input that the loss is not defined on, by the rules of inputDefect. Throws a TypeError for names and kinds and
 * a RangeError for shapes and values; the message names the loss, the operand or parameter, the position and what was
 * expected: "cross_entropy: target[3] is 7, but must be an integer from 0 to 2 (C = 3) or ignore_index -100".
 */
export function checkInput(
  spec: LossSpec,
  operands: Readonly<Record<string, TensorData>>,
  params: Readonly<Record<string, unknown>> = {},
  format?: Format,
): void {
  const defect = inputDefect(spec, operands, params, format);
  if (!defect) return;
  const message = `${spec.id}: ${defect.message}`;
  throw defect.kind === 'type' ? new TypeError(message) : new RangeError(message);
}
