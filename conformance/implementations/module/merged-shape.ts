import { size } from '../../../reference/tensor/shape.ts';
import { termAxes } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Axes, axesOf } from '../../../spec/language/operand.ts';
import type { Case, Want } from '../../case.ts';

/**
 * The shape in which a module sees an operand, the value or the cotangent: the axes that the spec writes `...` are one
 * axis, however many they are, none included. So every operand of a loss always has the same rank.
 */
export function mergedShape(spec: LossSpec, want: Want, c: Case): readonly number[] {
  if (want === 'value') {
    const axes = termAxes(spec.items);
    return c.reduction !== 'none' || !axes ? c.cotangent.shape : merged(axes, c.cotangent.shape);
  }
  const name = want.slice('gradient.'.length);
  const [operand, given] = [spec.operands[name], c.operands[name]];
  return operand && given ? merged(axesOf(operand, c.params), given.shape) : (given?.shape ?? []);
}

function merged(axes: Axes, shape: readonly number[]): readonly number[] {
  const at = axes.indexOf('...');
  const open = shape.length - (axes.length - 1);
  if (at < 0 || open < 0) return shape;
  return [...shape.slice(0, at), size(shape.slice(at, at + open)), ...shape.slice(at + open)];
}
