import type { Random as Source } from 'fast-check';
import type { Draw } from '../property.ts';
import { cosineOfTurn, naturalLog } from './elementary.ts';

/** Everything that generators draw, from fast-check's stream, so that its seed and path repeat it. */
export class Random implements Draw {
  private readonly source: Source;
  constructor(source: Source) {
    this.source = source;
  }

  /** A whole number in [0, n). */
  below(n: number): number {
    return n <= 1 ? 0 : this.source.nextInt(0, n - 1);
  }
  /** A whole number in [min, max]. */
  between(min: number, max: number): number {
    return min >= max ? min : this.source.nextInt(min, max);
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }
  /** In [0, 1), with all 53 digits. */
  uniform(): number {
    return (this.source.nextInt(0, 2 ** 26 - 1) * 2 ** 27 + this.source.nextInt(0, 2 ** 27 - 1)) * 2 ** -53;
  }
  /** In [min, max). */
  within(min: number, max: number): number {
    return min + (max - min) * this.uniform();
  }
  sign(): 1 | -1 {
    return this.below(2) === 0 ? 1 : -1;
  }
  /** Standard normal. */
  gauss(): number {
    return Math.sqrt(-2 * naturalLog(1 - this.uniform())) * cosineOfTurn(this.uniform());
  }
  /** One of the entries, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(from: readonly T[]): T {
    let left = this.uniform() * from.reduce((sum, { weight }) => sum + weight, 0);
    return from.find(({ weight }) => (left -= weight) < 0) ?? from.at(-1)!;
  }
}
