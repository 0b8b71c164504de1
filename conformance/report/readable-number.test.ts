import { describe, expect, it } from 'vitest';
import { counted, grouped, readableNumber, readableRatio } from './readable-number.ts';

describe('readableNumber', () => {
  it.each([
    [Math.fround(0.1), 'f32', '0.1'],
    [Math.fround(16777216), 'f32', '16777216'],
    // 2^-15 is subnormal in float16, whose step there is 6e-8: 3.05e-5 is nearest to it, 3.1e-5 is not.
    [2 ** -15, 'f16', '3.05e-5'],
    // Between 1/4 and 1/2 the step of bfloat16 is 2^-9: 0.3 rounds to the upper of these neighbours.
    [0.30078125, 'bf16', '0.3'],
    [0.298828125, 'bf16', '0.299'],
    [0.1 + 0.2, 'f64', '0.30000000000000004'],
    [2 ** -149, 'f32', '1e-45'],
    [-0, 'f32', '-0'],
    [-0, 'f64', '-0'],
    [0, 'f16', '0'],
    [0.001, 'f64', '0.001'],
    [-0.0005, 'f64', '-5e-4'],
    [Number.NaN, 'f32', 'NaN'],
    [-Infinity, 'bf16', '-Infinity'],
  ] as const)('%d in %s is %s', (x, dtype, text) => {
    expect(readableNumber(x, dtype)).toBe(text);
  });
});

describe('readableRatio', () => {
  it.each([
    [0, '0'],
    [1e-9, '0.01'],
    [0.812, '0.81'],
    [0.9999, '0.99'],
    [1, '1'],
    [1.2345, '1.23'],
    [45.04, '45'],
    [123.4, '123'],
    [12345, '12 345'],
    [2e6, '2e6'],
    [2.51e14, '2.5e14'],
    [Infinity, 'infinite'],
    [Number.NaN, 'NaN'],
  ])('%d is %s', (ratio, text) => {
    expect(readableRatio(ratio)).toBe(text);
  });
});

describe('grouped and counted', () => {
  it('groups by thousands', () => {
    expect([0, 999, 1000, 1234567].map(grouped)).toEqual(['0', '999', '1 000', '1 234 567']);
  });
  it('counts one and many', () => {
    expect([counted(1, 'loss', 'losses'), counted(0, 'test'), counted(2000, 'test')]).toEqual([
      '1 loss',
      '0 tests',
      '2 000 tests',
    ]);
  });
});
