import { bindExtents, completeParams, shapeUnder } from '../../../reference/losses/extents.ts';
import { type Dtype, formats } from '../../../reference/tensor/format.ts';
import { nestedData } from '../../../reference/tensor/nested.ts';
import { size } from '../../../reference/tensor/shape.ts';
import { holdsIntegers } from '../../../spec/language/domain.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { axesOf } from '../../../spec/language/operand.ts';
import type { Nested, Sample } from '../../../spec/language/sample.ts';
import { type Case, type TypedTensor, typedTensor, type Want } from '../../case.ts';
import { ones, valueShapeOf } from './related-case.ts';

/**
 * A sample of the spec as a case: numbers rounded to the dtype, labels as integers, and a cotangent of ones. An empty
 * list leaves inner extents open: they are those of the other operands, or one.
 */
export function caseOfSample(
  spec: LossSpec,
  sample: Sample,
  dtype: Dtype,
  regime: string,
  wants: readonly Want[],
): Case {
  const { round } = formats[dtype];
  const params = Object.fromEntries(
    Object.entries(completeParams(spec, sample.params ?? {})).map(([name, value]) => [
      name,
      typeof value === 'number' && spec.params[name]!.kind === 'number' ? round(value) : value,
    ]),
  );
  const operands = sampleTensors(spec, sample.operands, params, dtype);
  const reduction = sample.reduction ?? 'mean';
  const c = { loss: spec.id, dtype, reduction, params, operands, wants, regime };
  const scalar: TypedTensor = { dtype, shape: [], data: Float64Array.of(1) };
  const shape = reduction === 'none' ? valueShapeOf(spec, { ...c, cotangent: scalar }) : [];
  return { ...c, cotangent: ones(c, shape) };
}

/** Operands that a sample writes out, as tensors. */
export function sampleTensors(
  spec: LossSpec,
  operands: Sample['operands'],
  params: Case['params'],
  dtype: Dtype,
): Record<string, TypedTensor> {
  const written = Object.entries(operands).map(([name, x]) => [name, nestedData(x, `${spec.id}: ${name}`)] as const);
  const full = Object.fromEntries(written.filter(([, x]) => x.data.length > 0).map(([name, x]) => [name, x.shape]));
  const bound = bindExtents(spec, full, params);
  return Object.fromEntries(
    written.map(([name, x]) => {
      const operand = spec.operands[name]!;
      const axes = axesOf(operand, params);
      const fixed = axes.filter((axis) => axis !== '...');
      const isOpen = x.data.length === 0 && x.shape.length < fixed.length;
      const inner = isOpen && !('message' in bound) ? shapeUnder(fixed.slice(x.shape.length), bound) : [];
      const isLabel = holdsIntegers(operand.domain) && x.data.every(Number.isSafeInteger);
      return [name, typedTensor(isLabel ? 'i64' : dtype, x.data, [...x.shape, ...inner])];
    }),
  );
}

/** What an edge or example writes as its value, in C order, for an output of this size. */
export function numbersOfSample(x: Nested, shape: readonly number[], what: string): Float64Array {
  const { data } = nestedData(x, what);
  if (data.length !== size(shape)) throw new Error(`${what} has ${data.length} numbers, but the output ${size(shape)}`);
  return data;
}
