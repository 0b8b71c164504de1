import { describe, expect, it } from 'vitest';
import { bfloat16, float16, float32, float64 } from '../tensor/format.ts';
import { differenceFrom, roundDecimal, roundingOf } from './decimal.ts';

describe('rounding a decimal to a format', () => {
  it('rounds to the nearest double as JavaScript reads decimals', () => {
    const texts = ['0.1', '-0.3333333333333333333333333', '1e23', '9007199254740993', '2.2250738585072011e-308'];
    texts.push(
      '1.7976931348623157e308',
      '1.7976931348623159e308',
      '4.9406564584124654e-324',
      '-123456789.987654321e-20',
    );
    for (const text of texts) expect(roundDecimal(text, float64)).toBe(Number(text));
    let seed = 1;
    for (let i = 0; i < 2000; i++) {
      seed = (seed * 48271) % 2147483647;
      const text = `${seed}${(seed * 7) % 1000003}.${seed % 977}e${(seed % 660) - 345}`;
      expect(roundDecimal(text, float64), text).toBe(Number(text));
    }
  });

  it('breaks ties to even, and sees what lies behind a tie', () => {
    // 1 + 2^-11 lies half way between two neighbours in half precision, 1 + 3 2^-11 between the next two.
    expect(roundDecimal('1.00048828125', float16)).toBe(1);
    expect(roundDecimal('1.00146484375', float16)).toBe(1 + 2 ** -9);
    expect(roundDecimal('1.00048828125000000000000000000000000001', float16)).toBe(1 + 2 ** -10);
    expect(roundDecimal('-1.00048828125000000000000000000000000001', float16)).toBe(-1 - 2 ** -10);
    expect(roundDecimal('1.00390625', bfloat16)).toBe(1);
    expect(roundDecimal('1.01171875', bfloat16)).toBe(1 + 2 ** -6);
  });

  it('rounds once: a double between would decide a tie the wrong way', () => {
    // Just above 1 + 2^-24, the middle between two singles: as a double it is the middle itself.
    const text = '1.000000059604644775390625000000000000000000001';
    expect(Math.fround(Number(text))).toBe(1);
    expect(roundDecimal(text, float32)).toBe(1 + 2 ** -23);
  });

  it('knows subnormals and underflow', () => {
    expect(roundDecimal('5.960464477539063e-8', float16)).toBe(2 ** -24);
    // 2^-25, half of the smallest subnormal, goes to the even neighbour 0; anything above it goes up.
    expect(roundDecimal('2.98023223876953125e-8', float16)).toBe(0);
    expect(roundDecimal('2.98023223876953126e-8', float16)).toBe(2 ** -24);
    expect(roundDecimal('-2e-8', float16)).toBe(-0);
    // The middle between the largest subnormal and the smallest normal number, and just below it.
    expect(roundDecimal('0.00006100535392761230468750', float16)).toBe(2 ** -14);
    expect(roundDecimal('0.00006100535392761230468749', float16)).toBe(2 ** -14 - 2 ** -24);
    expect(roundDecimal('2.4703282292062327208e-324', float64)).toBe(0);
    expect(roundDecimal('2.4703282292062327209e-324', float64)).toBe(2 ** -1074);
    expect(roundDecimal('1e-4343', float64)).toBe(0);
    expect(roundDecimal('9.1835e-41', bfloat16)).toBe(2 ** -133);
  });

  it('knows overflow: the middle behind the largest number is infinite', () => {
    expect(roundDecimal('65519.999999', float16)).toBe(65504);
    expect(roundDecimal('65520', float16)).toBe(Infinity);
    expect(roundDecimal('-65520', float16)).toBe(-Infinity);
    expect(roundDecimal('340282356779733661637539395458142568448', float32)).toBe(Infinity);
    expect(roundDecimal('340282356779733661637539395458142568447.9', float32)).toBe(float32.largest);
    expect(roundDecimal('1e5000', float64)).toBe(Infinity);
  });

  it('reads zeros, NaN and infinities, and refuses other text', () => {
    expect(roundDecimal('0', float64)).toBe(0);
    expect(roundDecimal('-0.000', float64)).toBe(-0);
    expect(roundDecimal('NaN', float16)).toBeNaN();
    expect(roundDecimal('-Infinity', float16)).toBe(-Infinity);
    for (const text of ['', '1,5', '0x10', '1e', '.5', 'inf'])
      expect(() => roundDecimal(text, float64)).toThrow(SyntaxError);
  });
});

describe('the difference from a decimal', () => {
  it('is exact before it is rounded', () => {
    expect(differenceFrom('0.1', 0.1)).toBe(5.551115123125783e-18);
    expect(differenceFrom('1e-131', 0)).toBe(-1e-131);
    expect(differenceFrom('-2.5', -2.5)).toBe(0);
    expect(differenceFrom('1', 2 ** 70)).toBe(2 ** 70);
  });
  it('is that of float64 where something is not finite', () => {
    expect(differenceFrom('Infinity', 1)).toBe(-Infinity);
    expect(differenceFrom('NaN', 1)).toBeNaN();
    expect(differenceFrom('1', Infinity)).toBe(Infinity);
    expect(differenceFrom('1e-434294481', 3)).toBe(3);
  });
  it('is known of a double, also among subnormals', () => {
    expect(roundingOf('0.5', 0.5)).toBe(0);
    expect(roundingOf('0.1', 0.1)).toBeCloseTo(5.55e-18, 20);
    expect(roundingOf('0', 0)).toBe(0);
    expect(roundingOf('1e-400', 0)).toBe(5e-324);
    expect(roundingOf('Infinity', Infinity)).toBe(Infinity);
  });
});
