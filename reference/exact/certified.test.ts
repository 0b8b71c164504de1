import { describe, expect, it } from 'vitest';
import { big, exactly, withDigits } from './big-number.ts';
import { CertifiedArithmetic, exactNumber, isExact, isNonZero, isZero, logAdd, magnitude, zero } from './certified.ts';
import { applyElementary, type Elementary, elementary, power } from './elementary.ts';

const number = (text: string) => exactNumber(big(text));
const at64 = <T>(run: (arithmetic: CertifiedArithmetic) => T): T =>
  withDigits(64, () => run(new CertifiedArithmetic(64)));

describe('numbers with a proven error', () => {
  it('take doubles as the numbers that they are', () => {
    expect(exactly(0.1).toString()).toBe('0.1000000000000000055511151231257827021181583404541015625');
    expect(exactly(2 ** -1074).e).toBe(-324);
    expect(exactly(2 ** -1074).precision()).toBe(751);
    expect(exactly(-(2 ** 70)).toFixed()).toBe('-1180591620717411303424');
    expect(exactly(-0).isNegative()).toBe(false);
  });

  it('know their magnitude', () => {
    expect(magnitude(big('1000'))).toBe(3);
    expect(magnitude(big('-0.002'))).toBeCloseTo(Math.log10(0.002), 6);
    expect(magnitude(big('1234567890123e-400'))).toBeCloseTo(Math.log10(1.234567890123) - 388, 6);
    expect(magnitude(big(0))).toBe(-Infinity);
    expect(logAdd(-3, -3)).toBeCloseTo(Math.log10(0.002), 12);
    expect(logAdd(-Infinity, -7)).toBe(-7);
  });

  it('stay exact as long as nothing is rounded', () => {
    at64((a) => {
      expect(isExact(a.div(number('13'), number('4')))).toBe(true);
      expect(isExact(a.div(number('1'), number('3')))).toBe(false);
      expect(isExact(a.add(number('1e40'), number('1e-20')))).toBe(true);
      expect(isExact(a.add(number('1e40'), number('1e-40')))).toBe(false);
      expect(isExact(a.mul(number('1234567890123456789'), number('9876543210987654321')))).toBe(true);
      expect(applyElementary('sqrt', number('6.25'), a).error).toBe(-Infinity);
      expect(isExact(applyElementary('sqrt', number('2'), a))).toBe(false);
      expect(isExact(applyElementary('exp', zero, a))).toBe(true);
      expect(isExact(applyElementary('log', number('1'), a))).toBe(true);
    });
  });

  it('do not mistake lost digits for 0', () => {
    at64((a) => {
      const sum = a.add(number('1'), number('1e-131'));
      expect(sum.value.eq(1)).toBe(true);
      const log = applyElementary('log', sum, a);
      expect(log.error).toBeGreaterThan(-64);
      expect(isZero(log)).toBe(false);
      expect(isNonZero(log)).toBe(false);
      const cancelled = a.sub(sum, number('1'));
      expect(cancelled.value.isZero()).toBe(true);
      expect(cancelled.error).toBeGreaterThan(-65);
    });
  });

  it('bound the error of every operation, also of arguments with errors', () => {
    // Arguments whose error is known because they are rounded from numbers with far more digits.
    const truth = 150;
    const texts = ['1', '-2.5', '0.001', '7.389', '-1e-30', '123456.789', '3e-7', '0.5', '40', '-0.7'];
    const fine = texts.map((text, i) =>
      withDigits(truth, () =>
        big(text).plus(
          big(1)
            .div(3 + 2 * i)
            .times(big('1e-50')),
        ),
      ),
    );
    at64((a) => {
      const coarse = fine.map((x, i) => {
        const value = x.toSignificantDigits(40 + i);
        return { value, size: magnitude(value), error: magnitude(withDigits(truth, () => value.minus(x))) };
      });
      const check = (
        name: string,
        ours: { value: (typeof fine)[0]; error: number },
        theirs: (typeof fine)[0],
      ): void => {
        const off = withDigits(truth, () => magnitude(ours.value.minus(theirs)));
        expect(off, name).toBeLessThanOrEqual(ours.error);
        expect(ours.error, `${name} is not vacuous`).toBeLessThan(Math.max(0, magnitude(ours.value)) - 20);
      };
      fine.forEach((x, i) => {
        const c = coarse[i]!;
        fine.forEach((y, j) => {
          const d = coarse[j]!;
          check(
            `${x} + ${y}`,
            a.add(c, d),
            withDigits(truth, () => x.plus(y)),
          );
          check(
            `${x} * ${y}`,
            a.mul(c, d),
            withDigits(truth, () => x.times(y)),
          );
          if (i !== 4 && j !== 4)
            check(
              `${x} / ${y}`,
              a.div(c, d),
              withDigits(truth, () => x.div(y)),
            );
          if (x.gt(0) && y.abs().lt(50) && i !== 5) {
            check(
              `${x} ^ ${y}`,
              power(c, d, a),
              withDigits(truth, () => x.pow(y)),
            );
          }
        });
        for (const name of Object.keys(elementary) as Elementary[]) {
          if (x.lt(0) && (name === 'log' || name === 'sqrt')) continue;
          if (x.gt(100) && !['log', 'sqrt', 'atan', 'tanh'].includes(name)) continue;
          check(
            `${name} ${x}`,
            applyElementary(name, c, a),
            withDigits(truth, () => elementary[name](x)),
          );
        }
      });
    });
  });

  it('say that nothing is known where a divisor, a logarithm or a power may be of 0', () => {
    at64((a) => {
      const perhapsZero = a.sub(a.div(number('1'), number('3')), a.div(number('1'), number('3')));
      expect(perhapsZero.value.isZero()).toBe(true);
      expect(a.div(number('1'), perhapsZero).error).toBe(Infinity);
      expect(applyElementary('log', perhapsZero, a).error).toBe(Infinity);
      expect(power(perhapsZero, number('-1'), a).error).toBe(Infinity);
      expect(applyElementary('sqrt', perhapsZero, a).error).toBeLessThan(-31);
      expect(power(perhapsZero, number('2.5'), a).error).toBeLessThan(-150);
    });
  });

  it('know infinities and NaN that are no mere loss of digits', () => {
    at64((a) => {
      expect(a.div(number('1'), zero)).toMatchObject({ size: Infinity, error: -Infinity });
      expect(isExact(a.div(zero, zero))).toBe(true);
      expect(applyElementary('log', zero, a)).toMatchObject({ size: Infinity, error: -Infinity });
      expect(() => applyElementary('exp', number('1e17'), a)).toThrow('beyond');
      const tiny = applyElementary('exp', number('-1e17'), a);
      expect(tiny.value.isZero()).toBe(true);
      expect(tiny.error).toBeLessThan(-1e14);
    });
  });
});

describe('the elementary functions', () => {
  it('give the known digits', () => {
    withDigits(60, () => {
      expect(elementary.exp(big(1)).toString()).toMatch(
        /^2\.718281828459045235360287471352662497757247093699959574966/,
      );
      expect(elementary.log(big(2)).toString()).toMatch(
        /^0\.693147180559945309417232121458176568075500134360255254120/,
      );
      expect(elementary.atan(big(1)).times(4).toString()).toMatch(
        /^3\.1415926535897932384626433832795028841971693993751058/,
      );
      expect(elementary.tanh(big(1)).toString()).toMatch(/^0\.76159415595576488811945828260479359041276859725793655/);
      expect(elementary.cosh(big(1)).toString()).toMatch(/^1\.5430806348152437784779056207570616826015291123658637/);
      expect(elementary.sinh(big(1)).toString()).toMatch(/^1\.1752011936438014568823818505956008151557179813340958/);
    });
  });

  it('return at large arguments, where the series of decimal.js would not', () => {
    withDigits(64, () => {
      expect(elementary.cosh(big('1e10')).e).toBe(4342944818);
      expect(elementary.tanh(big('1e300')).toString()).toBe('1');
      expect(elementary.sinh(big('-1e10')).isNegative()).toBe(true);
    });
  });
});
