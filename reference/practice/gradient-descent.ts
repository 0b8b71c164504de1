import type { TensorData } from '../tensor/tensor-data.ts';

/** What is learned, by name. */
export type Point = Readonly<Record<string, TensorData>>;

/** A function to go down: its value and its gradient by name, at a point. */
export type Landscape = (at: Point) => { readonly value: number; readonly gradient: Point };

export interface Descent {
  readonly at: Point;
  /** The value before each step, and after the last one. */
  readonly values: readonly number[];
}

/**
 * Plain gradient descent: `steps` times x becomes x - rate * gradient. The rate is one number, or one for every step,
 * counted from 0: errors whose gradient does not fall with them (absolute ones) need a rate that does. Throws a
 * RangeError where the value stops being finite, which a rate that is too large makes of most functions.
 */
export function gradientDescent(
  landscape: Landscape,
  start: Point,
  { rate, steps }: { readonly rate: number | ((step: number) => number); readonly steps: number },
): Descent {
  let at = start;
  const values: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { value, gradient } = landscape(at);
    values.push(finite(value, step));
    const length = typeof rate === 'number' ? rate : rate(step);
    at = Object.fromEntries(Object.entries(at).map(([name, x]) => [name, moved(x, gradient[name]!, length)]));
  }
  values.push(finite(landscape(at).value, steps));
  return { at, values };
}

const moved = ({ shape, data }: TensorData, gradient: TensorData, length: number): TensorData => ({
  shape,
  data: data.map((x, i) => x - length * gradient.data[i]!),
});

function finite(value: number, step: number): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(`the value is ${value} after ${step} steps: the rate is too large, or the start is no number`);
}
