import { atan } from './elementary/arc-tangent.ts';
import { exp, expm1 } from './elementary/exponential.ts';
import { tanh } from './elementary/hyperbolic-tangent.ts';
import { log, log1p } from './elementary/logarithm.ts';

/**
 * The elementary functions of every arithmetic on doubles, off by less than two units in the last place. ECMAScript
 * leaves those of Math to the engine, and engines differ; these are made of additions, multiplications and divisions,
 * which IEEE 754 settles to the last bit, so that an answer and its permitted error are the same everywhere.
 */
export const elementary = { exp, expm1, log, log1p, tanh, atan } as const;
