import type { Format } from '../../reference/tensor/format.ts';
import { type Interval, inInterval } from '../../spec/language/domain.ts';
import type { Random } from './random.ts';

/** Where the numbers of one case come from; they are rounded to the format by whoever asks. */
export interface Numbers {
  /** Of a real operand. */
  real(): number;
  /** How far from its finite end a number of a half-infinite interval is, 0 or more. */
  magnitude(): number;
  /** One source per operand: where in a bounded interval a number is, from 0 to 1. */
  shares(): () => number;
  /** Whether probabilities of classes may be drawn as shares of one row instead. */
  readonly distributions?: boolean;
}

/** The magnitudes that ordinary numbers have, beside 0. */
export const ordinaryRange = { min: 2 ** -12, max: 64 } as const;

/** Normal numbers of one scale; shares are uniform or, as in hard labels, 0 and 1 only. */
export function ordinaryNumbers(random: Random, scale = random.pick([0.5, 1, 1, 2, 4])): Numbers {
  const real = (): number => {
    for (;;) {
      const x = scale * random.gauss();
      if (Math.abs(x) >= ordinaryRange.min && Math.abs(x) < ordinaryRange.max) return x;
    }
  };
  return {
    real,
    magnitude: () => Math.abs(real()),
    distributions: true,
    shares: () => (random.chance(0.35) ? () => random.below(2) : () => random.within(2 ** -10, 1 - 2 ** -10)),
  };
}

/** Of optional operands, which weigh what others hold: moderate, sometimes powers of two, sometimes 0. */
export function weightNumbers(random: Random): Numbers {
  const scale = random.pick([1, 1, 3, 16]);
  const magnitude = random.chance(0.25)
    ? () => random.pick([0.25, 0.5, 1, 2, 4])
    : () => (random.chance(0.12) ? 0 : scale * random.within(2 ** -6, 1));
  return { real: () => random.sign() * magnitude(), magnitude, shares: () => () => random.uniform() };
}

/** A number of the interval, rounded to the format; one in its interior where the source keeps missing it. */
export function intervalNumber(
  domain: Interval,
  numbers: Numbers,
  share: () => number,
  format: Format,
  random: Random,
): number {
  const { min, max } = domain;
  const draw = (): number => {
    if (min === -Infinity && max === Infinity) return numbers.real();
    if (max === Infinity && min < 0) {
      // 0 lies inside, so numbers are drawn around it, and reflected at the end.
      const x = numbers.real();
      return x < min ? 2 * min - x : x;
    }
    if (max === Infinity) return min === 0 ? numbers.magnitude() : min + numbers.magnitude();
    if (min === -Infinity) return max - numbers.magnitude();
    if (min < 0 && max > 0) return (random.below(2) ? min : max) * share();
    return min === 0 ? max * share() : min + (max - min) * share();
  };
  for (let attempt = 0; attempt < 8; attempt++) {
    const x = format.round(draw());
    if (inInterval(x, domain)) return x;
  }
  if (max === Infinity) return format.round(min === -Infinity ? 1 : min + 1);
  return format.round(min === -Infinity ? max - 1 : (min + max) / 2);
}

/** The number of the format that lies `steps` ulp of x from it. */
export function nudge(x: number, steps: number, ulp: number, format: Format): number {
  const moved = format.round(x + steps * ulp);
  return Number.isFinite(moved) ? moved : x;
}
