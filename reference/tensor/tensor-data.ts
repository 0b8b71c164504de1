import { size } from './shape.ts';

/** Plain numbers in C order. Every format embeds in float64, so the doubles hold the exact values. */
export interface TensorData {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** A tensor of these numbers; throws when the count does not fit the shape. */
export function tensorData(values: ArrayLike<number>, shape: readonly number[]): TensorData {
  if (values.length !== size(shape)) {
    throw new RangeError(`${values.length} numbers do not fill the shape [${shape}], which holds ${size(shape)}`);
  }
  return { shape, data: new Float64Array(values) };
}
