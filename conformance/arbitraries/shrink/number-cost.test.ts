import { describe, expect, it } from 'vitest';
import { bfloat16, float16, float32, float64, formats } from '../../../reference/tensor/format.ts';
import { numberCost } from './number-cost.ts';
import { shortestDecimal } from './shortest-decimal.ts';
import { simplerNumbers } from './simpler-numbers.ts';

describe('shortestDecimal', () => {
  it('is the shortest that rounds to the number in its format', () => {
    expect(shortestDecimal(Math.fround(0.1), float32)).toEqual({ negative: false, digits: '1', exponent: -1 });
    expect(shortestDecimal(Math.fround(0.1), float64).digits).toBe('10000000149011612');
    expect(shortestDecimal(-3.140625, float16)).toEqual({ negative: true, digits: '314', exponent: 0 });
    expect(shortestDecimal(3.140625, bfloat16).digits).toBe('314');
    expect(shortestDecimal(float32.largest, float32)).toEqual({ negative: false, digits: '34028235', exponent: 38 });
    expect(shortestDecimal(5e-324, float64)).toEqual({ negative: false, digits: '5', exponent: -324 });
    expect(shortestDecimal(1200, float64)).toEqual({ negative: false, digits: '12', exponent: 3 });
  });
});

describe('numberCost', () => {
  it('orders numbers by how hard they are to read', () => {
    const inOrder = [0, -0, 1, -1, 10, 100, 1000, 50, 1.5, 12.5, 123.456, Infinity, Number.NaN];
    const costs = inOrder.map((x) => numberCost(x, float64));
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBe(costs.length);
  });
  it('sees the decimal of the format, not that of the double', () => {
    expect(numberCost(Math.fround(0.1), float32)).toBe(numberCost(0.1, float64));
  });
});

describe('simplerNumbers', () => {
  const samples = [89.5, -88.72283935546875, 3.3e-41, -0, 1e300, Infinity, Number.NaN, -1, 2, 0.1, 4096.25, -65504];
  it.each(Object.values(formats))('are cheaper, exact and distinct in $name', (format) => {
    for (const x of samples.map(format.round)) {
      const simpler = simplerNumbers(x, format);
      expect(new Set(simpler).size).toBe(simpler.length);
      expect(simpler.filter((y) => format.round(y) !== y || !(numberCost(y, format) < numberCost(x, format)))).toEqual(
        [],
      );
    }
  });
  it('leave 0 alone and begin with it elsewhere', () => {
    expect(simplerNumbers(0, float32)).toEqual([]);
    expect(simplerNumbers(-0, float32)).toEqual([0]);
    expect(simplerNumbers(1, float32)).toEqual([0]);
    expect(simplerNumbers(37, float32).slice(0, 3)).toEqual([0, 1, -1]);
    expect(simplerNumbers(Number.NaN, float32)).toEqual([0, 1, -1]);
  });
  it('reach the next power of ten and every shorter decimal', () => {
    expect(simplerNumbers(88.72283935546875, float32)).toEqual(
      expect.arrayContaining([10, 100, 90, 89, Math.fround(88.7)]),
    );
    expect(simplerNumbers(-0.0314, float64)).toEqual(expect.arrayContaining([0.0314, -0.01, -0.03, -0.031]));
    expect(simplerNumbers(Infinity, float16)).toEqual(expect.arrayContaining([10, 10000]));
  });
});
