import { itemAxes } from '../../spec/language/items.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import { size } from '../tensor/shape.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import { type Extents, shapeOf } from './extents.ts';
import type { ParamValues } from './spec-formulas.ts';

/** The numbers of one operand that an item sees, as the formula sees them: labels count from 1. */
export interface Seen {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** How the operands of a case fall apart into items. */
export interface Items {
  readonly count: number;
  /** The shape of the unreduced value. */
  readonly shape: readonly number[];
  /** Whether every item sees all operands whole. */
  readonly coupled: boolean;
  /** How many items each place of the axes has: more than one only where the spec counts them. */
  readonly perPlace: number;
  see(item: number): Readonly<Record<string, Seen>>;
  /** The position in the operand of the k-th number that an item sees of it; of a parameter that is k. */
  position(item: number, operand: string, k: number): number;
  /** The position in an operand that holds one number an item (a label, a weight) of the item's own. */
  own(item: number, operand: string): number;
}

interface Layout {
  readonly data: Float64Array;
  readonly shape: readonly number[];
  /** From the first number that an item sees to each of them. */
  readonly offsets: readonly number[];
  /** Per axis of the items; 0 where the operand does not have it. */
  readonly strides: readonly number[];
  readonly shift: 0 | 1;
}

/**
 * Slices the operands along the axes that the spec numbers its items by; with none it is one place. `count` is how many
 * items the spec counts in every place, each of which sees the place whole.
 */
export function itemsOf(
  spec: LossSpec,
  params: ParamValues,
  operands: Readonly<Record<string, TensorData>>,
  extents: Extents,
  count?: number,
): Items {
  const perPlace = count ?? 1;
  // An axis that no operand has under these parameters numbers nothing: the batch is one place.
  const axes = itemAxes(spec.items).filter((axis) => extents.has(axis));
  const places = shapeOf(axes, extents, spec.id);
  const shape = count === undefined ? places : [...places, count];
  const layouts = layoutsOf(spec, params, operands, axes, extents);
  const start = ({ strides }: Layout, item: number): number => {
    let rest = Math.floor(item / perPlace);
    let at = 0;
    for (let d = strides.length - 1; d >= 0; d--) {
      at += (rest % places[d]!) * strides[d]!;
      rest = Math.floor(rest / places[d]!);
    }
    return at;
  };
  const position = (item: number, operand: string, k: number): number => {
    const layout = layouts.get(operand);
    return layout ? start(layout, item) + layout.offsets[k]! : k;
  };
  return {
    count: size(shape),
    shape,
    coupled: count !== undefined && axes.length === 0,
    perPlace,
    see: (item) =>
      Object.fromEntries(
        [...layouts].map(([name, layout]) => {
          const from = start(layout, item);
          const numbers = layout.offsets.map((offset) => layout.data[from + offset]! + layout.shift);
          return [name, { shape: layout.shape, numbers }];
        }),
      ),
    position,
    own: (item, operand) =>
      position(item, operand, (layouts.get(operand)?.offsets.length ?? 1) > 1 ? item % perPlace : 0),
  };
}

function layoutsOf(
  spec: LossSpec,
  params: ParamValues,
  operands: Readonly<Record<string, TensorData>>,
  axes: readonly string[],
  extents: Extents,
): ReadonlyMap<string, Layout> {
  const layouts = new Map<string, Layout>();
  for (const [name, operand] of Object.entries(spec.operands)) {
    const own = axesOf(operand, params);
    const given = operands[name];
    if (!given && operand.absent === undefined) throw new Error(`${spec.id} needs the operand ${name}`);
    const full = given?.shape ?? shapeOf(own, extents, `${spec.id}, ${name}`);
    layouts.set(name, {
      ...split(own, full, axes, extents),
      data: given?.data ?? new Float64Array(size(full)).fill(operand.absent!),
      shift: operand.domain.kind === 'index' ? 1 : 0,
    });
  }
  return layouts;
}

/** Separates an operand's axes into those of the items and the rest, which the formula sees. */
function split(
  own: readonly (string | number)[],
  full: readonly number[],
  items: readonly string[],
  extents: Extents,
): Pick<Layout, 'shape' | 'offsets' | 'strides'> {
  const length = (axis: string | number): number => (typeof axis === 'number' ? 1 : extents.get(axis)!.length);
  const strideOf = new Map<string | number, number[]>();
  const kept: { extent: number; stride: number }[] = [];
  let at = 0;
  for (const axis of own) {
    const places = Array.from({ length: length(axis) }, (_, i) => at + i);
    at += places.length;
    const strides = places.map((place) => size(full.slice(place + 1)));
    if (items.includes(String(axis))) strideOf.set(axis, strides);
    else kept.push(...places.map((place, i) => ({ extent: full[place]!, stride: strides[i]! })));
  }
  const offsets = kept.reduce<number[]>(
    (sofar, { extent, stride }) => sofar.flatMap((from) => Array.from({ length: extent }, (_, i) => from + i * stride)),
    [0],
  );
  const strides = items.flatMap((axis) => strideOf.get(axis) ?? Array.from({ length: length(axis) }, () => 0));
  return { shape: kept.map(({ extent }) => extent), offsets, strides };
}
