import { eachIndex, size, strides } from '../../../reference/tensor/shape.ts';
import type { FormulaValue } from '../../property.ts';
import { extentOf, type Layout } from './layout.ts';

/** The shape of what one item holds of an operand with these axes. */
export const shapeInItem = (labels: readonly string[], layout: Layout): number[] =>
  labels.filter((label) => !layout.items?.includes(label)).map((label) => extentOf(layout, label));

/**
 * Puts a formula's values, item after item, where an operand with these axes holds them: the axes that are no items' are
 * the value's own. For each element the position in the formula's data.
 */
export function positionsFromItems({ shape }: FormulaValue, labels: readonly string[], layout: Layout): Int32Array {
  const items = layout.items ?? [];
  const inner = labels.filter((label) => !items.includes(label));
  const innerShape = shapeInItem(labels, layout);
  if (inner.length !== shape.length || innerShape.some((n, i) => n !== shape[i])) {
    throw new Error(`a formula gives items of shape [${shape}] where the operand holds [${innerShape}]`);
  }
  // Items first, then what is inside one, as the formula's data lie.
  const order = [...items, ...inner];
  const extents = order.map((label) => extentOf(layout, label));
  const own = strides(extents, extents);
  const perLabel = new Map(order.map((label, i) => [label, extents[i] === 1 ? 0 : own[i]!]));
  const full = labels.map((label) => extentOf(layout, label));
  const at = new Int32Array(size(full));
  eachIndex(
    full,
    labels.map((label) => perLabel.get(label)!),
    (k, offset) => {
      at[k] = offset;
    },
  );
  return at;
}
