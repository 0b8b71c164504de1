import type { OnnxValue, Tensor } from 'onnxruntime-node';
import { type Dtype, formats, fromBits } from '../../../reference/tensor/format.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import type { Case, TypedTensor, Want } from '../../case.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';

/** The inputs of a graph: operands and numbers of the formula by name, labels as numbers, and the cotangent. */
export function toFeeds(
  runtime: OnnxRuntime,
  c: Case,
  operands: Readonly<Record<string, TensorData>>,
  names: readonly string[],
): Record<string, Tensor> {
  const tensor = ({ data, shape }: TensorData) =>
    c.dtype === 'f64'
      ? new runtime.Tensor('float64', data, shape)
      : new runtime.Tensor('float32', Float32Array.from(data), shape);
  return Object.fromEntries(names.map((name) => [name, tensor(operands[name] ?? c.cotangent)]));
}

/** The wanted outputs of a case. */
export function fromResults(results: Readonly<Record<string, OnnxValue>>, c: Case): Partial<Record<Want, TypedTensor>> {
  return Object.fromEntries(
    c.wants.map((want) => {
      const { dims, data } = results[want] as Tensor;
      return [want, { dtype: c.dtype, shape: dims, data: numbersOf(data as Numbers, c.dtype) }];
    }),
  );
}

type Numbers = Float32Array | Float64Array | Uint16Array;

/** Tensors of 16 bits are bits where JavaScript has no type for them: always for bf16, before Node 24 for f16. */
function numbersOf(data: Numbers, dtype: Dtype): Float64Array {
  if (!(data instanceof Uint16Array)) return Float64Array.from(data);
  return Float64Array.from(data, (bits) => fromBits(bits.toString(16), formats[dtype]));
}
