import { describe, expect, it } from 'vitest';
import { typedTensor } from '../case.ts';
import { readableBits, readableTensor } from './readable-tensor.ts';

describe('readableTensor', () => {
  it.each([
    ['a scalar', typedTensor('f32', [0.1], []), '0.1'],
    ['a vector', typedTensor('f32', [0.1, -0, Infinity], [3]), '[0.1, -0, Infinity]'],
    ['a matrix', typedTensor('f64', [1, 2, 3, 4, 5, 6], [2, 3]), '[[1, 2, 3], [4, 5, 6]]'],
    ['rank 3', typedTensor('f64', [1, 2, 3, 4], [2, 1, 2]), '[[[1, 2]], [[3, 4]]]'],
    ['labels', typedTensor('i64', [-100, 2], [2]), '[-100, 2]'],
    ['an empty vector', typedTensor('f32', [], [0]), '[]'],
    ['an empty matrix', typedTensor('f32', [], [0, 3]), '[] of shape [0, 3]'],
  ])('prints %s', (_, tensor, text) => {
    expect(readableTensor(tensor)).toBe(text);
  });
  it('prints the first numbers of a big tensor', () => {
    const big = typedTensor(
      'f32',
      Float64Array.from({ length: 2000 }, (_, i) => i / 2),
      [2, 1000],
    );
    expect(readableTensor(big)).toBe('0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, ... (2 000 numbers, shape [2, 1000])');
    expect(readableBits(big)).toBe('');
  });
});

describe('readableBits', () => {
  it('gives the bits of the format, and nothing for labels', () => {
    expect(readableBits(typedTensor('f16', [1, -2], [2]))).toBe('0x3c00 0xc000');
    expect(readableBits(typedTensor('bf16', [1], []))).toBe('0x3f80');
    expect(readableBits(typedTensor('f64', [-0], []))).toBe('0x8000000000000000');
    expect(readableBits(typedTensor('i64', [3], []))).toBe('');
  });
});
