import { describe, expect, it } from 'vitest';
import {
  bfloat16,
  type Dtype,
  exponent,
  float16,
  formats,
  fromBits,
  fromInteger,
  toBits,
  toInteger,
} from './format.ts';

const hex = (bits: number): string => bits.toString(16).padStart(4, '0');

/** What IEEE 754 says that the bits of a two-byte format mean. */
function decode(bits: number, fractionBits: number, bias: number): number {
  const sign = bits >>> 15 ? -1 : 1;
  const exponentBits = 15 - fractionBits;
  const e = (bits >>> fractionBits) & (2 ** exponentBits - 1);
  const fraction = bits & (2 ** fractionBits - 1);
  if (e === 2 ** exponentBits - 1) return fraction ? Number.NaN : sign * Infinity;
  const significand = fraction / 2 ** fractionBits + (e === 0 ? 0 : 1);
  return sign * significand * 2 ** (Math.max(e, 1) - bias);
}

describe.each([
  [float16, 10, 15],
  [bfloat16, 7, 127],
] as const)('$name', (format, fractionBits, bias) => {
  it('reads and writes all 65536 bit patterns', () => {
    for (let bits = 0; bits < 65536; bits++) {
      const x = fromBits(hex(bits), format);
      const meant = decode(bits, fractionBits, bias);
      if (!Object.is(x, meant)) expect.fail(`${hex(bits)} reads as ${x}, means ${meant}`);
      if (!Object.is(format.round(x), x)) expect.fail(`${hex(bits)}: ${x} rounds to ${format.round(x)}`);
      if (!Number.isNaN(x) && toBits(x, format) !== hex(bits))
        expect.fail(`${hex(bits)} is written ${toBits(x, format)}`);
    }
    expect(toBits(Number.NaN, format)).toBe(format === float16 ? '7e00' : '7fc0');
  });

  it('rounds to nearest between all neighbours, ties to the even pattern', () => {
    const infinity = (2 ** (15 - fractionBits) - 1) << fractionBits;
    for (let bits = 0; bits + 1 < infinity; bits++) {
      const [a, b] = [decode(bits, fractionBits, bias), decode(bits + 1, fractionBits, bias)];
      const middle = (a + b) / 2;
      const step = (b - a) / 2 ** 20;
      const even = bits % 2 === 0 ? a : b;
      const rounded = [middle - step, middle, middle + step, -middle].map(format.round);
      if (!Object.is(rounded[0], a) || !Object.is(rounded[1], even) || !Object.is(rounded[2], b)) {
        expect.fail(`between ${a} and ${b}: ${rounded}`);
      }
      if (!Object.is(rounded[3], -even)) expect.fail(`-${middle} rounds to ${rounded[3]}`);
    }
  });

  it('states its constants', () => {
    const one = decode(bias << fractionBits, fractionBits, bias);
    expect(one).toBe(1);
    expect(format.unit).toBe((decode((bias << fractionBits) + 1, fractionBits, bias) - 1) / 2);
    expect(format.tiny).toBe(decode(1, fractionBits, bias));
    expect(format.smallestNormal).toBe(decode(1 << fractionBits, fractionBits, bias));
    expect(format.largest).toBe(decode(((2 ** (15 - fractionBits) - 1) << fractionBits) - 1, fractionBits, bias));
  });
});

describe('rounding by hand', () => {
  const cases: [Dtype, number, number][] = [
    ['f16', 1 + 2 ** -11, 1],
    ['f16', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ['f16', 2049, 2048],
    ['f16', 2051, 2052],
    ['f16', 65519.99, 65504],
    ['f16', 65520, Infinity],
    ['f16', -65520, -Infinity],
    ['f16', 2 ** -25, 0],
    ['f16', -(2 ** -25), -0],
    ['f16', 2 ** -25 + 2 ** -40, 2 ** -24],
    ['f16', 3 * 2 ** -25, 2 ** -23],
    ['f16', 2 ** -14 - 2 ** -25, 2 ** -14],
    ['f16', Number.MIN_VALUE, 0],
    ['f16', 0.1, 0.0999755859375],
    ['bf16', 1 + 2 ** -8, 1],
    ['bf16', 1 + 3 * 2 ** -8, 1 + 2 ** -6],
    // Rounded to float32 first, this would be the tie above and go down.
    ['bf16', 1 + 2 ** -8 + 2 ** -30, 1 + 2 ** -7],
    ['bf16', 257, 256],
    ['bf16', 0.1, 0.10009765625],
    ['bf16', (2 - 2 ** -8) * 2 ** 127, Infinity],
    ['bf16', (2 - 2 ** -8 - 2 ** -40) * 2 ** 127, (2 - 2 ** -7) * 2 ** 127],
    ['bf16', 2 ** -134, 0],
    ['bf16', 3 * 2 ** -134, 2 ** -132],
    ['f32', 1 + 2 ** -24, 1],
    ['f32', 16777217, 16777216],
    ['f32', (2 - 2 ** -24) * 2 ** 127, Infinity],
    ['f32', 2 ** -150, 0],
    ['f64', 0.1, 0.1],
  ];
  it.each(cases)('%s: %d', (dtype, x, rounded) => {
    expect(formats[dtype].round(x)).toBe(rounded);
  });
  it('keeps NaN, infinities and zeros', () => {
    for (const format of Object.values(formats)) {
      for (const x of [Number.NaN, Infinity, -Infinity, 0, -0]) expect(format.round(x)).toBe(x);
    }
  });
});

describe('bits by hand', () => {
  it.each([
    ['f16', 1, '3c00'],
    ['f16', -2, 'c000'],
    ['f16', 65504, '7bff'],
    ['f16', 2 ** -24, '0001'],
    ['f16', -0, '8000'],
    ['f16', -Infinity, 'fc00'],
    ['bf16', 1, '3f80'],
    ['bf16', -3, 'c040'],
    ['f32', 1, '3f800000'],
    ['f32', -0, '80000000'],
    ['f32', 2 ** -149, '00000001'],
    ['f32', Number.NaN, '7fc00000'],
    ['f64', 1, '3ff0000000000000'],
    ['f64', Number.MIN_VALUE, '0000000000000001'],
    ['f64', -Infinity, 'fff0000000000000'],
    ['f64', Number.NaN, '7ff8000000000000'],
  ] as const)('%s: %d', (dtype, x, bits) => {
    const format = formats[dtype];
    expect(toBits(x, format)).toBe(bits);
    expect(fromBits(bits, format)).toBe(x);
    expect(toInteger(x, format)).toBe(BigInt(`0x${bits}`));
    expect(fromInteger(BigInt(`0x${bits}`), format)).toBe(x);
  });
});

it('finds the exponent of every binade', () => {
  for (let e = -1074; e <= 1023; e++) {
    expect(exponent(2 ** e)).toBe(e);
    if (e > -1074) expect(exponent(2 ** e - 2 ** Math.max(e - 53, -1074))).toBe(e - 1);
  }
});
