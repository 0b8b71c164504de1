import fc from 'fast-check';
import type { Format } from '../../../tensor/format.ts';
import {
  abs,
  atan,
  exp,
  expm1,
  log,
  log1p,
  max,
  min,
  neg,
  select,
  sigmoid,
  softplus,
  sqrt,
  square,
  tanh,
} from '../../kernel/functions.ts';
import { Program } from '../../kernel/program.ts';
import type { Scalar } from '../../kernel/scalar.ts';
import { gaussian, pick } from './random.ts';

/** What one step does with two earlier results. */
const steps = {
  add: (a: Scalar, b: Scalar) => a.add(b),
  sub: (a: Scalar, b: Scalar) => a.sub(b),
  mul: (a: Scalar, b: Scalar) => a.mul(b),
  div: (a: Scalar, b: Scalar) => a.div(b),
  'div by 3': (a: Scalar) => a.div(3),
  'times 0.1': (a: Scalar) => a.mul(0.1),
  'minus 1': (a: Scalar) => a.sub(1),
  neg: (a: Scalar) => neg(a),
  exp: (a: Scalar) => exp(a),
  expm1: (a: Scalar) => expm1(a),
  log: (a: Scalar) => log(a),
  log1p: (a: Scalar) => log1p(a),
  // What is negative has no root, and by rounding alone nothing must become so.
  'sqrt of a square': (a: Scalar) => sqrt(square(a)),
  'sqrt of abs': (a: Scalar) => sqrt(abs(a)),
  tanh: (a: Scalar) => tanh(a),
  atan: (a: Scalar) => atan(a),
  abs: (a: Scalar) => abs(a),
  max: (a: Scalar, b: Scalar) => max(a, b),
  min: (a: Scalar, b: Scalar) => min(a, b),
  softplus: (a: Scalar) => softplus(a),
  sigmoid: (a: Scalar) => sigmoid(a),
  // Both branches agree where the condition turns, as those of a loss do: at a jump a derivative means nothing.
  'select lt': (a: Scalar, b: Scalar) => select(a.lt(b), b.add(a.sub(b).mul(a)), b),
  'select ge': (a: Scalar, b: Scalar) => select(a.ge(b), a, a.sub(a.sub(b).mul(b))),
};
type StepName = keyof typeof steps;

/** Three arguments and up to eight steps; the last result is the kernel's. */
export type Recipe = readonly { readonly step: StepName; readonly a: number; readonly b: number }[];

export const recipe: fc.Arbitrary<Recipe> = fc.array(
  fc.record({
    step: fc.constantFrom(...(Object.keys(steps) as StepName[])),
    a: fc.nat(10),
    b: fc.nat(10),
  }),
  { minLength: 1, maxLength: 8 },
);

export function kernelOf(what: Recipe): Program {
  return Program.of((...xs) => {
    const pool = [...xs];
    for (const { step, a, b } of what) pool.push(steps[step](pool[a % pool.length]!, pool[b % pool.length]!));
    return pool.at(-1)!;
  }, 3);
}

export const kinds = ['ordinary', 'ties', 'near', 'large', 'small', 'subnormal'] as const;

/** n numbers of the format: ordinary ones, ties, neighbours, and those at both ends of its range. */
export function argumentsOf(
  kind: (typeof kinds)[number],
  n: number,
  format: Format,
  random: () => number,
): readonly number[] {
  const center = gaussian(random);
  const draw = (): number => {
    switch (kind) {
      case 'ties':
        return pick(random, [0, 1, -1, 2, -0]);
      case 'near':
        return center * (1 + format.unit * Math.round(6 * gaussian(random)));
      case 'large':
        return gaussian(random) * format.largest ** random();
      case 'small':
        return gaussian(random) * format.smallestNormal ** random();
      case 'subnormal':
        return gaussian(random) * format.tiny * 8;
      default:
        return gaussian(random);
    }
  };
  return Array.from({ length: n }, () => {
    const x = format.round(draw());
    return Number.isFinite(x) ? x : Math.sign(x) * format.largest;
  });
}
