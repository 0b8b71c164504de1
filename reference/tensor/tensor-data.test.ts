import { expect, it } from 'vitest';
import { tensorData } from './tensor-data.ts';

it('holds a copy of the numbers', () => {
  const values = [1, -0, Number.NaN];
  const x = tensorData(values, [3]);
  values[0] = 7;
  expect(x.shape).toEqual([3]);
  expect([...x.data]).toEqual([1, -0, Number.NaN]);
});

it('says how many numbers a shape needs', () => {
  expect(() => tensorData([1, 2], [3])).toThrow(new RangeError('2 numbers do not fill the shape [3], which holds 3'));
  expect(() => tensorData([1], [0])).toThrow(RangeError);
  expect(tensorData([1], []).data).toHaveLength(1);
  expect(tensorData([], [2, 0]).data).toHaveLength(0);
});
