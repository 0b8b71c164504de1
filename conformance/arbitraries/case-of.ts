import { axisLabels, bindExtents, completeParams } from '../../reference/losses/extents.ts';
import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { nestedData } from '../../reference/tensor/nested.ts';
import type { TensorData } from '../../reference/tensor/tensor-data.ts';
import { holdsIntegers } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Sample } from '../../spec/language/sample.ts';
import { type Case, type TypedTensor, typedTensor, type Want } from '../case.ts';
import { valueShapeUnder } from './value-shape.ts';
import { wantsOf } from './wants-of.ts';

/**
 * A sample, edge or example of a spec as a case: numbers rounded to the dtype, labels as integers unless one is none,
 * other parameters at their defaults, a cotangent of ones. `[]` stands for no items, of whatever shape the other
 * operands say, with every extent that nothing says being one. Throws a RangeError where the shapes do not fit.
 */
export function caseOf(spec: LossSpec, sample: Sample, dtype: Dtype, wants?: readonly Want[]): Case {
  const format = formats[dtype];
  const params: Record<string, ParamValue> = completeParams(spec, sample.params ?? {});
  for (const [name, value] of Object.entries(params)) {
    if (spec.params[name]?.kind === 'number' && typeof value === 'number') params[name] = format.round(value);
  }
  const written = Object.fromEntries(
    Object.entries(sample.operands).map(([name, x]) => [name, nestedData(x, `${spec.id}: ${name}`)]),
  );
  const shapes = completeShapes(spec, written, params);
  const extents = bindExtents(spec, shapes, params);
  if ('message' in extents) throw new RangeError(`${spec.id}: ${extents.message}`);
  const operands: Record<string, TypedTensor> = {};
  for (const [name, { data }] of Object.entries(written)) {
    const labels = holdsIntegers(spec.operands[name]!.domain) && data.every((y) => Number.isSafeInteger(y));
    operands[name] = typedTensor(labels ? 'i64' : dtype, data, shapes[name]!);
  }
  const reduction = sample.reduction ?? 'mean';
  const shape = valueShapeUnder(spec, reduction, extents);
  const ones = new Float64Array(shape.reduce((a, b) => a * b, 1)).fill(1);
  return {
    loss: spec.id,
    dtype,
    reduction,
    params,
    operands,
    cotangent: typedTensor(dtype, ones, shape),
    wants: wants ?? wantsOf(spec, { operands, params }),
    regime: 'sample',
  };
}

/** The written shapes, where an empty list gets the rank that its axes have; extents that nothing says are one. */
function completeShapes(
  spec: LossSpec,
  written: Readonly<Record<string, TensorData>>,
  params: Readonly<Record<string, ParamValue>>,
): Record<string, readonly number[]> {
  const known = new Map<string, number>();
  const axesBy = (name: string) => axesOf(spec.operands[name]!, params);
  for (const [name, { shape }] of Object.entries(written)) {
    // What a full operand or the first axes of an empty one say.
    const labels = axisLabels(axesBy(name), shape.length) ?? axesBy(name).map(String);
    for (const [i, n] of shape.entries()) if (!known.has(labels[i]!)) known.set(labels[i]!, n);
  }
  return Object.fromEntries(
    Object.entries(written).map(([name, { shape }]) => {
      const axes = axesBy(name).filter((axis) => axis !== '...');
      if (!shape.includes(0) || shape.length >= axes.length) return [name, shape];
      const missing = axes.slice(shape.length);
      return [name, [...shape, ...missing.map((axis) => (typeof axis === 'number' ? axis : (known.get(axis) ?? 1)))]];
    }),
  );
}
