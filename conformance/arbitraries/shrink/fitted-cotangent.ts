import { axisLabels } from '../../../reference/losses/extents.ts';
import { termAxes } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, type TypedTensor, typedTensor } from '../../case.ts';
import { gather } from '../regimes/repeat-along.ts';
import { valueShape } from '../value-shape.ts';

/**
 * A changed case with a cotangent of the shape of its value: the slices of the old one where items were dropped, else
 * ones. A case whose shapes do not fit keeps what it has.
 */
export function fittedCotangent(
  spec: LossSpec,
  before: Case,
  after: Case,
  label?: string,
  kept?: readonly number[],
): Case {
  const shape = shapeOf(spec, after);
  if (!shape || same(shape, after.cotangent.shape)) return after;
  const { items } = spec;
  const old = before.cotangent;
  const axes = termAxes(items);
  const labels = axes && axisLabels(axes, old.shape.length);
  if (label !== undefined && kept && labels?.includes(label)) {
    const sliced = gather(old, labels, label, kept);
    if (same(sliced.shape, shape)) return { ...after, cotangent: sliced };
  }
  return { ...after, cotangent: ones(after.dtype, shape) };
}

export const ones = (dtype: Case['dtype'], shape: readonly number[]): TypedTensor =>
  typedTensor(dtype, new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape);

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

function shapeOf(spec: LossSpec, c: Case): number[] | undefined {
  try {
    return valueShape(spec, c);
  } catch {
    return undefined; // bad input: the shapes do not fit each other
  }
}
