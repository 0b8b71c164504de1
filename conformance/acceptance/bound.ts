import type { Ball } from '../../reference/arithmetic/ball.ts';
import { type Format, formats } from '../../reference/tensor/format.ts';
import { ulp } from '../../reference/tensor/ulp.ts';
import type { ArithmeticDeclaration } from './declaration.ts';

/** The permitted error of one output, element by element in C order. */
export interface Bound {
  /** What float64 computes. At a kink it is one of the permitted answers. */
  readonly reference: Float64Array;
  /** The middle of what is permitted: the reference, except at a kink. */
  readonly center: Float64Array;
  /** How far from the center an accepted number may be; Infinity where nothing can be said. */
  readonly radius: Float64Array;
  /** The part of the radius that is rounding, as opposed to freedom at a kink. */
  readonly rounding: Float64Array;
  /** Whether the infinity of the center's sign is permitted as well: some step may have overflowed. */
  readonly overflow: readonly boolean[];
  readonly format: Format;
}

/** The balls of one output, number by number: arrays, since those of many cases are kept. */
export interface BallColumns {
  readonly value: Float64Array;
  readonly error: Float64Array;
  readonly kink: Float64Array;
  readonly overflow: readonly boolean[];
}

export function columnsOf(balls: readonly Ball[]): BallColumns {
  const [value, error, kink] = [0, 0, 0].map(() => new Float64Array(balls.length)) as [Column, Column, Column];
  // A loop: Float64Array.from takes ten times as long, which long arrays notice.
  balls.forEach((ball, i) => {
    value[i] = ball.value;
    error[i] = ball.error;
    kink[i] = ball.kink;
  });
  return { value, error, kink, overflow: balls.map((b) => b.overflow) };
}
type Column = Float64Array<ArrayBuffer>;

/** Balls around the same numbers that permit what either permits. */
export const eitherOf = (a: BallColumns, b: BallColumns): BallColumns => ({
  value: a.value,
  error: a.error.map((e, i) => Math.max(e, b.error[i]!)),
  kink: a.kink.map((k, i) => Math.max(k, b.kink[i]!)),
  overflow: a.overflow.map((o, i) => o || b.overflow[i]!),
});

/**
 * The balls of an implementation's arithmetic, widened by the rounding to storage and by the reference's own error,
 * which `own` bounds: balls of float64 around the same numbers. Without them the reference is taken for exact.
 */
export function boundOf(
  reference: Float64Array,
  balls: BallColumns,
  own: BallColumns | undefined,
  { storage, subnormals }: ArithmeticDeclaration,
): Bound {
  const format = formats[storage];
  const center = new Float64Array(reference.length);
  const [radius, rounding] = [new Float64Array(reference.length), new Float64Array(reference.length)];
  for (let i = 0; i < reference.length; i++) {
    const [error, kink] = [balls.error[i]!, balls.kink[i]!];
    center[i] = kink > 0 && error < Infinity ? balls.value[i]! : reference[i]!;
    const computed = error + (!own || Number.isNaN(own.value[i]!) ? 0 : own.error[i]! - own.kink[i]!);
    const stored = storageError(Math.abs(center[i]!) + computed, format);
    const isFlushed = subnormals === 'flushed' && Math.abs(center[i]!) < format.smallestNormal + computed;
    const total = computed + stored + (isFlushed ? format.smallestNormal : 0);
    radius[i] = Number.isNaN(total) ? Infinity : total;
    rounding[i] = radius[i]! === Infinity ? Infinity : radius[i]! - kink;
  }
  return { reference, center, radius, rounding, overflow: balls.overflow, format };
}

/**
 * The bound of a text that counts for its limits alone: what it gives itself where that, or the reference, is infinite
 * or NaN and it did not merely overflow; elsewhere its own bound, or the other one where it has none.
 */
export function withLimits(
  elsewhere: Bound,
  balls: BallColumns,
  own: BallColumns,
  declaration: ArithmeticDeclaration,
): Bound {
  const { reference } = elsewhere;
  const isLimit = (x: number, i: number): boolean => !(Number.isFinite(x) && Number.isFinite(balls.value[i]!));
  const limits = reference.map((x, i) => (isLimit(x, i) ? balls.value[i]! : x));
  const bound = boundOf(limits, balls, own, declaration);
  const pick = <T>(a: ArrayLike<T>, b: ArrayLike<T>, i: number): T => (balls.error[i]! < Infinity ? a[i]! : b[i]!);
  const column = (name: 'reference' | 'center' | 'radius' | 'rounding'): Float64Array =>
    reference.map((_, i) => pick(bound[name], elsewhere[name], i));
  return {
    reference: column('reference'),
    center: column('center'),
    radius: column('radius'),
    rounding: column('rounding'),
    overflow: balls.overflow.map((_, i) => pick(bound.overflow, elsewhere.overflow, i)),
    format: bound.format,
  };
}

/** What is permitted in another order, too. */
export function widened(bound: Bound, other: Bound): Bound {
  const by = bound.radius.map((r, i) => (other.radius[i]! > r ? other.radius[i]! - r : 0));
  return {
    ...bound,
    radius: bound.radius.map((r, i) => r + by[i]!),
    rounding: bound.rounding.map((r, i) => r + by[i]!),
    overflow: bound.overflow.map((o, i) => o || other.overflow[i]!),
  };
}

/** Half an ulp of the storage format, for numbers up to this magnitude. */
export function storageError(magnitude: number, format: Format): number {
  return Number.isFinite(magnitude) ? ulp(magnitude, format) / 2 : 0;
}
