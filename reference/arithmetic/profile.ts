import type { Dtype } from '../tensor/format.ts';

/** The primitive operations whose accuracy a platform promises; add also stands for subtraction. */
export type Operation = 'add' | 'mul' | 'div' | 'sqrt' | 'exp' | 'expm1' | 'log' | 'log1p' | 'tanh' | 'atan';

/** How far one operation may be from the exact result for its operands, in units of roundoff (half an ulp of 1). */
export interface Accuracy {
  /** Relative to the result. */
  readonly units: number;
  /** More units for every unit of the argument's magnitude. */
  readonly perMagnitude?: number;
  /** For arguments in [from, to] the error may instead be this many units of roundoff, relative to 1. */
  readonly absolute?: { readonly from: number; readonly to: number; readonly units: number };
  /** Of a division: the magnitudes of divisors for which anything is promised; all of them where it is absent. */
  readonly divisors?: { readonly from: number; readonly to: number };
}

/**
 * What a platform promises of its arithmetic, taken from a published table and never measured from an implementation
 * that is to be judged.
 */
export interface Profile {
  readonly name: ProfileName;
  /** Where the numbers are published. */
  readonly source: string;
  readonly operations: Readonly<Record<Operation, Accuracy>>;
  /** Where a format's table differs. */
  readonly formats?: Readonly<Partial<Record<Dtype, Readonly<Partial<Record<Operation, Accuracy>>>>>>;
}
export type ProfileName = 'ieee' | 'wgsl';

/**
 * IEEE 754 arithmetic with a mathematical library of today: + - * / sqrt are correctly rounded, exp is within 2 ulp, the
 * other functions within 4.
 */
export const ieee: Profile = {
  name: 'ieee',
  source:
    'IEEE 754-2019, sections 5.4.1 (correct rounding) and 9.2 (recommended functions); ' +
    'GNU C library manual, "Known Maximum Errors in Math Functions"',
  operations: {
    add: { units: 1 },
    mul: { units: 1 },
    div: { units: 1 },
    sqrt: { units: 1 },
    exp: { units: 4 },
    expm1: { units: 8 },
    log: { units: 8 },
    log1p: { units: 8 },
    tanh: { units: 8 },
    atan: { units: 8 },
  },
};

/**
 * WGSL. Its "correctly rounded" leaves the direction open, so a sum or product is within one ulp, which is two units.
 * `sqrt` is 1 / inverseSqrt (2 ulp, then a division); `tanh` is sinh / cosh, each from two exponentials. WGSL has no
 * expm1 and log1p: they stand for Kahan's compositions, (exp(x) - 1) x / log(exp(x)) and x log(1 + x) / ((1 + x) - 1),
 * whose error near 0 is that of `log` around 1.
 */
export const wgsl: Profile = {
  name: 'wgsl',
  source:
    'WGSL, section 15.7.4 (accuracy of built-in functions); gpuweb/cts, src/webgpu/util/floating_point.ts at 942d5c8',
  operations: {
    add: { units: 2 },
    mul: { units: 2 },
    div: { units: 5, divisors: { from: 2 ** -126, to: 2 ** 126 } },
    sqrt: { units: 9 },
    exp: { units: 6, perMagnitude: 4 },
    expm1: { units: 20, perMagnitude: 7, absolute: { from: -1, to: 1, units: 24 } },
    log: { units: 6, absolute: { from: 0.5, to: 2, units: 8 } },
    log1p: { units: 18, absolute: { from: -0.5, to: 1, units: 16 } },
    tanh: { units: 33, perMagnitude: 11, absolute: { from: -1, to: 1, units: 33 } },
    atan: { units: 8192 },
  },
  formats: {
    f16: {
      div: { units: 5, divisors: { from: 2 ** -14, to: 2 ** 14 } },
      exp: { units: 2, perMagnitude: 4 },
      log: { units: 6, absolute: { from: 0.5, to: 2, units: 16 } },
      log1p: { units: 18, absolute: { from: -0.5, to: 1, units: 32 } },
      expm1: { units: 20, perMagnitude: 7, absolute: { from: -1, to: 1, units: 40 } },
      atan: { units: 10 },
    },
  },
};

export const profiles: Readonly<Record<ProfileName, Profile>> = { ieee, wgsl };

/** The accuracy of an operation in a format. */
export const accuracyOf = (profile: Profile, operation: Operation, format: Dtype): Accuracy =>
  profile.formats?.[format]?.[operation] ?? profile.operations[operation];
