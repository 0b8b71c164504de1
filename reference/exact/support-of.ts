import type { ExactWant, GradientEntry, Kink } from './exact-outputs.ts';

/** A direction in the space of gradients: per output its components, in C order; what is not there is 0. */
export type Direction = Readonly<Partial<Record<ExactWant, ArrayLike<number>>>>;

/**
 * The support function of the subdifferential about the given gradient g: the largest value of (s - g) . direction over
 * all subgradients s. A vector v is a mixture of subgradients only if (v - g) . direction is nowhere larger.
 */
export function supportOf(kinks: readonly Kink[], direction: Direction): number {
  const along = (entries: readonly GradientEntry[]): number =>
    entries.reduce((sum, { want, at, value }) => sum + (direction[want]?.[at] ?? 0) * Number(value), 0);
  return kinks.reduce((sum, { alternatives }) => {
    const reaches = alternatives.map(
      ({ change, balls }) => along(change) + balls.reduce((s, rows) => s + Math.hypot(...rows.map(along)), 0),
    );
    return sum + Math.max(...reaches);
  }, 0);
}
