import { describe, expect, it } from 'vitest';
import { float16, float32 } from '../tensor/format.ts';
import { accuracyOf, profiles, wgsl } from './profile.ts';

describe('profiles', () => {
  it('say something of every operation, and where it is published', () => {
    for (const [name, profile] of Object.entries(profiles)) {
      expect(profile.name).toBe(name);
      expect(profile.source).not.toBe('');
      expect(Object.keys(profile.operations).sort()).toEqual(
        ['add', 'atan', 'div', 'exp', 'expm1', 'log', 'log1p', 'mul', 'sqrt', 'tanh'].sort(),
      );
      for (const { units } of Object.values(profile.operations)) expect(units).toBeGreaterThanOrEqual(1);
    }
  });

  it('count in units of roundoff: one ulp of a number is at most two of them', () => {
    // WGSL: division within 2.5 ulp, exp within 3 + 2 |x| ulp
    expect(accuracyOf(wgsl, 'div', 'f32').units).toBe(2.5 * 2);
    expect(accuracyOf(wgsl, 'exp', 'f32')).toEqual({ units: 3 * 2, perMagnitude: 2 * 2 });
    // atan: 4096 ulp in float32, 5 in float16
    expect(accuracyOf(wgsl, 'atan', 'f32').units).toBe(4096 * 2);
    expect(accuracyOf(wgsl, 'atan', 'f16').units).toBe(5 * 2);
    // log: 2^-21 around 1, which is eight units of float32; 2^-7 in float16, sixteen units
    expect(accuracyOf(wgsl, 'log', 'f32').absolute!.units * float32.unit).toBe(2 ** -21);
    expect(accuracyOf(wgsl, 'log', 'f16').absolute!.units * float16.unit).toBe(2 ** -7);
  });

  it('promise nothing of a quotient where the divisor is outside what the table names', () => {
    expect(accuracyOf(wgsl, 'div', 'f32').divisors).toEqual({ from: float32.smallestNormal, to: 2 ** 126 });
    expect(accuracyOf(wgsl, 'div', 'f16').divisors).toEqual({ from: float16.smallestNormal, to: 2 ** 14 });
  });

  it('may differ by format', () => {
    expect(accuracyOf(wgsl, 'exp', 'f16')).toEqual({ units: 1 * 2, perMagnitude: 2 * 2 });
    expect(accuracyOf(wgsl, 'mul', 'f16')).toBe(accuracyOf(wgsl, 'mul', 'f32'));
  });
});
