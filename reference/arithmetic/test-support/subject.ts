import { expect } from 'vitest';
import type { Format } from '../../tensor/format.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { expectClose } from './close-to.ts';

/** How the contract enters and leaves an arithmetic. */
export interface Subject<R> {
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<R>;
  numbers(x: Tensor<R>): ArrayLike<number>;
  /** Elementary functions are compared in ulps of this format. */
  readonly format: Format;
  readonly ulps: number;
}

/** Makes tensors of a subject and compares them with what they should hold. */
export interface Checks<R> {
  readonly tensor: (values: ArrayLike<number>, shape: readonly number[]) => Tensor<R>;
  /** The shape and every number; zeros have no sign. */
  readonly exactly: (x: Tensor<R>, expected: ArrayLike<number>, shape: readonly number[]) => void;
  /** Within the subject's ulps. */
  readonly nearly: (x: Tensor<R>, expected: ArrayLike<number>) => void;
}

export function checksOf<R>(subject: () => Subject<R>): Checks<R> {
  return {
    tensor: (values, shape) => subject().tensor(values, shape),
    exactly: (x, expected, shape) => {
      expect(x.shape).toEqual(shape);
      expect(Array.from(subject().numbers(x), (v) => v + 0)).toEqual(Array.from(expected, (v) => v + 0));
    },
    nearly: (x, expected) => expectClose(subject().numbers(x), expected, subject().ulps, subject().format),
  };
}
