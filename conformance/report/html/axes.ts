import { escaped } from './escaped.ts';

/** The size of a plot in pixels. */
export const [width, height] = [330, 220] as const;
const [left, foot, top] = [58, 24, 22] as const;

/** Where numbers are in a plot. */
export interface Axes {
  x(v: number): number;
  y(v: number): number;
  /** Whether it is a number that the plot shows. */
  isIn(v: number | null | undefined): v is number;
  /** The frame with its numbers and names, as SVG. */
  readonly frame: string;
  /** The path through these, a number for each of `at`, broken where they leave the plot. */
  line(numbers: readonly number[]): string;
}

/** Axes that show all of `at` and of `shown`. */
export function axesOf(at: readonly number[], shown: readonly number[], title: string, operand: string): Axes {
  const [from, to] = extent(at, 0);
  const [low, high] = extent(shown, 0.06);
  const x = (v: number): number => round(left + ((width - left - 8) * (v - from)) / (to - from));
  const y = (v: number): number => round(height - foot - ((height - foot - top) * (v - low)) / (high - low));
  const isIn = (v: number | null | undefined): v is number => v !== null && v !== undefined && v >= low && v <= high;
  return {
    x,
    y,
    isIn,
    frame: `<path class="base" d="M${left} ${top}V${height - foot}H${width - 8}"/>
<text x="${left - 6}" y="${top + 8}" text-anchor="end">${short(high)}</text><text x="${left - 6}" y="${height - foot}" text-anchor="end">${short(low)}</text><text x="${left}" y="${height - 7}">${short(from)}</text><text x="${width - 8}" y="${height - 7}" text-anchor="end">${short(to)}</text><text x="${(left + width) / 2}" y="${height - 7}" text-anchor="middle">${escaped(operand)}</text><text class="name" x="${left}" y="12">${escaped(title)}</text>`,
    line: (numbers) =>
      numbers.map((v, i) => (isIn(v) ? `${isIn(numbers[i - 1]) ? 'L' : 'M'}${x(at[i]!)} ${y(v)}` : '')).join(''),
  };
}

/** From the least to the largest of the finite numbers, wider by a part of that on both sides. */
export function extent(numbers: readonly number[], margin: number): [number, number] {
  const finite = numbers.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const wide = high > low ? high - low : Math.abs(low) || 1;
  return high > low ? [low - margin * wide, high + margin * wide] : [low - wide / 2, high + wide / 2];
}

const round = (v: number): number => Math.round(v * 10) / 10;
/** A number at the end of an axis. */
export const short = (v: number): string => String(Number(v.toPrecision(3)));
