import { axisLabels, bindExtents } from '../../../reference/losses/extents.ts';
import { eachIndex, size } from '../../../reference/tensor/shape.ts';
import { itemAxes, itemCounter, termAxes } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Axes, axesOf } from '../../../spec/language/operand.ts';
import type { Case, TypedTensor } from '../../case.ts';

/** What the axes of a case's tensors stand for. */
export interface Layout {
  /** Per given operand, one label per axis: symbols, fixed extents, and `...0`, `...1` for the axes of `...`. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly extents: Readonly<Record<string, number>>;
  /** The labels that number the items; undefined where several items see the same numbers. */
  readonly items: readonly string[] | undefined;
  /** The labels that number the items, or the places in which they are counted. */
  readonly places: readonly string[];
  /** The labels of the unreduced value, where its axes are extents of their own: of those that some operand has. */
  readonly terms: readonly string[] | undefined;
}

/** Throws a RangeError where the shapes do not fit each other. */
export function layoutOf(spec: LossSpec, c: Pick<Case, 'operands' | 'params'>): Layout {
  const shapes = Object.fromEntries(Object.entries(c.operands).map(([name, x]) => [name, x.shape]));
  const bound = bindExtents(spec, shapes, c.params);
  if ('message' in bound) throw new RangeError(`${spec.id}: ${bound.message}`);
  const rest = bound.rest.map((_, i) => `...${i}`);
  const labelsIn = (axis: string): string[] => (axis === '...' ? rest : [axis]);
  const places = itemAxes(spec.items).flatMap(labelsIn);
  const labels = Object.fromEntries(
    Object.entries(c.operands).map(([name, x]) => [
      name,
      axisLabels(axesOf(spec.operands[name]!, c.params), x.shape.length)!,
    ]),
  );
  const extents = { ...bound.symbols, ...Object.fromEntries(rest.map((label, i) => [label, bound.rest[i]!])) };
  return {
    labels,
    extents,
    items: itemCounter(spec.items) ? undefined : places,
    places,
    terms: termAxes(spec.items)
      ?.flatMap(labelsIn)
      .filter((label) => label in extents),
  };
}

/** The extent of a label; a fixed extent is its own label, and an axis that no operand has is one. */
export const extentOf = ({ extents }: Layout, label: string): number => extents[label] ?? (Number(label) || 1);

/** The item that each element of an operand belongs to, or undefined where items share the operand or are coupled. */
export const itemOf = (layout: Layout, name: string): Int32Array | undefined =>
  layout.items && numbered(layout, name, layout.items);

/** The place that each element belongs to: its item's or, where items are counted, what they have in common. */
export const placeOf = (layout: Layout, name: string): Int32Array | undefined => numbered(layout, name, layout.places);

function numbered(layout: Layout, name: string, items: readonly string[]): Int32Array | undefined {
  const labels = layout.labels[name];
  const isMissing = (label: string): boolean => label in layout.extents && !labels!.includes(label);
  if (!labels || items.some(isMissing)) return undefined;
  const stride = (label: string): number =>
    items.includes(label) ? size(items.slice(items.indexOf(label) + 1).map((l) => extentOf(layout, l))) : 0;
  const shape = labels.map((label) => extentOf(layout, label));
  const item = new Int32Array(size(shape));
  eachIndex(shape, labels.map(stride), (k, offset) => {
    item[k] = offset;
  });
  return item;
}

/** For each item the positions of its elements, where the items own them. */
export function elementsByItem(item: Int32Array, items: number): number[][] {
  const elements: number[][] = Array.from({ length: items }, () => []);
  item.forEach((i, k) => {
    elements[i]!.push(k);
  });
  return elements;
}

/** The labels of axes of another loss in this layout. */
export const axisLabelsOf = (axes: Axes, { extents }: Layout): string[] =>
  axes.flatMap((axis) =>
    axis === '...' ? Object.keys(extents).filter((label) => label.startsWith('...')) : [String(axis)],
  );

/** The axis of an operand with this label, or -1. */
export const axisOf = (layout: Layout, name: string, label: string): number =>
  layout.labels[name]?.indexOf(label) ?? -1;

/** The labels that a symbol stands for: itself, or every axis of `...`. */
export const labelsOf = ({ extents }: Layout, symbol: string): string[] =>
  Object.keys(extents).filter((label) => label === symbol || (symbol === '...' && label.startsWith('...')));

/** The tensor with the entries of `order` along the axis; -1 stands for `fill`. */
export function gather(x: TypedTensor, axis: number, order: readonly number[], fill = 0): TypedTensor {
  const inner = size(x.shape.slice(axis + 1));
  const outer = size(x.shape.slice(0, axis));
  const extent = x.shape[axis]!;
  const data = new Float64Array(outer * order.length * inner);
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (const k of order) {
      const from = (o * extent + k) * inner;
      for (let i = 0; i < inner; i++) data[at++] = k < 0 ? fill : x.data[from + i]!;
    }
  }
  return { dtype: x.dtype, shape: x.shape.map((n, i) => (i === axis ? order.length : n)), data };
}

/** For each element of the gathered tensor, the position that it came from; -1 for filled ones. */
export function gatherPositions(shape: readonly number[], axis: number, order: readonly number[]): Float64Array {
  const positions: TypedTensor = { dtype: 'i64', shape, data: Float64Array.from({ length: size(shape) }, (_, i) => i) };
  return gather(positions, axis, order, -1).data;
}
