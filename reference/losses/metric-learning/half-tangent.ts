import { oneMinus, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';

// Of a margin m, by t = tan(m / 2).

/** The square of 1 / cos(m / 2). */
export const squared = (t: Scalar): Scalar => square(t).add(1);
export const sine = (t: Scalar): Scalar => t.mul(2).div(squared(t));
export const cosine = (t: Scalar): Scalar => oneMinus(t).mul(t.add(1)).div(squared(t));

export type Root = (c: Scalar) => Scalar;
/** The sine of an angle, by its cosine. */
export const ofFactors: Root = (c) => sqrt(oneMinus(c).mul(c.add(1)));
