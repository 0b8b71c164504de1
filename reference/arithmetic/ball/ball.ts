/**
 * A number and how far a correct implementation may be from it. Every correct implementation has a number x with
 * |x - value| <= error, or, where `overflow` is set, the infinity of value's sign.
 */
export interface Ball {
  /** What exact arithmetic gives, as float64 computes it; where a kink leaves several answers, their middle. */
  readonly value: number;
  /** Infinity says that nothing is known: it may be any number, an infinity or NaN. */
  readonly error: number;
  /** The part of the error that is freedom at a kink; the rest, `error - kink`, is rounding. */
  readonly kink: number;
  /** Some step may have overflowed; the sign of value is then certain. */
  readonly overflow: boolean;
}

export const exact = (value: number): Ball => ({ value, error: 0, kink: 0, overflow: false });
export const unbounded = (value: number): Ball => ({ value, error: Infinity, kink: 0, overflow: false });

export const isUnbounded = (b: Ball): boolean => b.error === Infinity;
export const isExactly = (b: Ball, value: number): boolean => b.value === value && b.error === 0 && !b.overflow;
/** An infinity of the mathematics, such as a masked logit, as opposed to an overflow. */
export const isInfinite = (b: Ball): boolean => b.error === 0 && Math.abs(b.value) === Infinity;
/** Whether no correct implementation has zero, nor the other sign. */
export const hasCertainSign = (b: Ball): boolean => Math.abs(b.value) > b.error;

export const negated = ({ value, error, kink, overflow }: Ball): Ball => ({ value: -value, error, kink, overflow });

/** The smallest ball that holds all of these: its middle is the middle of their values, not the first one. */
export function hull(balls: readonly Ball[]): Ball {
  const first = balls[0]!;
  if (balls.every((b) => Number.isNaN(b.value))) return balls.find(isUnbounded) ?? first;
  let [low, high] = [first.value, first.value];
  for (const b of balls) {
    if (isUnbounded(b)) return unbounded(first.value);
    low = Math.min(low, b.value);
    high = Math.max(high, b.value);
  }
  const overflow = balls.some((b) => b.overflow);
  if (low === high) {
    const error = Math.max(...balls.map((b) => b.error));
    return { value: first.value, error, kink: Math.max(...balls.map((b) => b.kink)), overflow };
  }
  const value = low / 2 + high / 2;
  // Distances first, so that an error far below an ulp of the value is not lost.
  const error = Math.max(...balls.map((b) => Math.abs(b.value - value) + b.error));
  const kink = Math.max(...balls.map((b) => Math.abs(b.value - value) + b.kink));
  if (!(error < Infinity) || (overflow && Math.abs(value) <= error)) return unbounded(first.value);
  return { value, error, kink, overflow };
}

/** Whether two balls have no number in common: the answers differ by more than rounding. */
export const areApart = (a: Ball, b: Ball): boolean => Math.abs(a.value - b.value) > a.error + b.error;

/** Its value, if it is known to be that. */
export const middle = (b: Ball): Ball => (b.error > 0 ? { ...b, error: 0, kink: 0 } : b);

/**
 * A ball that also permits what is lost on another way to the same number. `own` is what the ball would be if what both
 * ways start from were exact. Where the other way has no number (0 times the infinity of a branch that is not taken),
 * may overflow, or meets a kink, it permits nothing.
 */
export function permittingBoth(ball: Ball, own: Ball, other: Ball): Ball {
  const more = Math.abs(other.value - own.value) + other.error - own.error;
  const isPlain = more < Infinity && !other.overflow && other.kink === 0;
  return isPlain && more > 0 ? { ...ball, error: ball.error + more } : ball;
}

/**
 * A ball that also permits the overflow of another way, which multiplies the same finished numbers in another order: an
 * infinity of the sign that is certain, and anything where that infinity then met a 0.
 */
export function permittingOverflow(ball: Ball, other: Ball): Ball {
  if (isUnbounded(ball) || !(isUnbounded(other) || other.overflow)) return ball;
  // The middle overflows in float64 itself, and is unbounded then.
  const isInfinityOfSign = !isUnbounded(other) || other.value === Math.sign(ball.value) * Infinity;
  return hasCertainSign(ball) && isInfinityOfSign ? { ...ball, overflow: true } : unbounded(ball.value);
}
