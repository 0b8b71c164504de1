import { expect, it } from 'vitest';
import { bfloat16, float16, formats, fromInteger } from './format.ts';
import { ulp } from './ulp.ts';

it.each([
  ['f32', 1, 2 ** -23],
  ['f32', -1.5, 2 ** -23],
  ['f32', 1 - 2 ** -24, 2 ** -24],
  ['f32', 0, 2 ** -149],
  ['f32', 2 ** -126, 2 ** -149],
  ['f32', 2 ** -125, 2 ** -148],
  ['f32', 1e-300, 2 ** -149],
  ['f16', 65504, 32],
  ['f16', 1e9, 32],
  ['f16', 2048, 2],
  ['bf16', 256, 2],
  ['f64', 1, 2 ** -52],
  ['f64', Number.MIN_VALUE, Number.MIN_VALUE],
  ['f64', Number.MAX_VALUE, 2 ** 971],
] as const)('%s: %d', (dtype, x, expected) => {
  expect(ulp(x, formats[dtype])).toBe(expected);
});

it('is undefined for what has no neighbours', () => {
  for (const format of Object.values(formats)) {
    for (const x of [Infinity, -Infinity, Number.NaN]) expect(ulp(x, format)).toBeNaN();
  }
});

it('is the distance to the next number away from zero, for every finite number', () => {
  for (const format of [float16, bfloat16]) {
    const infinity = format === float16 ? 0x7c00 : 0x7f80;
    for (let bits = 0; bits + 1 < infinity; bits++) {
      const [a, b] = [fromInteger(BigInt(bits), format), fromInteger(BigInt(bits + 1), format)];
      if (ulp(a, format) !== b - a) expect.fail(`ulp(${a}) is ${ulp(a, format)}, the next number is ${b - a} away`);
    }
  }
});
