import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../reference/tensor/format.ts';
import { Random } from './random.ts';
import { simplexRow, wideRow } from './simplex-row.ts';

/** An Arbitrary that hands out what a function draws. */
class Drawn<T> extends fc.Arbitrary<T> {
  private readonly draw: (random: Random) => T;
  constructor(draw: (random: Random) => T) {
    super();
    this.draw = draw;
  }
  override generate(source: fc.Random): fc.Value<T> {
    return new fc.Value(this.draw(new Random(source)), undefined);
  }
  override canShrinkWithoutContext(_: unknown): _ is T {
    return false;
  }
  override shrink(): fc.Stream<fc.Value<T>> {
    return fc.Stream.nil();
  }
}
const sample = <T>(count: number, draw: (random: Random) => T): T[] =>
  fc.sample(new Drawn(draw), { seed: 11, numRuns: count });

describe('Random', () => {
  it('draws whole numbers between and including the ends', () => {
    expect(new Set(sample(200, (r) => r.between(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]));
    expect(new Set(sample(200, (r) => r.below(3)))).toEqual(new Set([0, 1, 2]));
    expect(sample(3, (r) => r.below(1))).toEqual([0, 0, 0]);
  });
  it('draws normal numbers', () => {
    const xs = sample(4000, (r) => r.gauss());
    const mean = xs.reduce((a, b) => a + b, 0) / xs.length;
    const variance = xs.reduce((a, x) => a + (x - mean) ** 2, 0) / xs.length;
    expect(Math.abs(mean)).toBeLessThan(0.06); // four standard errors
    expect(Math.abs(variance - 1)).toBeLessThan(0.09);
  });
  it('goes by weights', () => {
    const picks = sample(1000, (r) => r.weighted([{ weight: 3 }, { weight: 1 }, { weight: 0 }]).weight);
    expect(picks).not.toContain(0);
    expect(picks.filter((w) => w === 3).length).toBeGreaterThan(690);
    expect(picks.filter((w) => w === 3).length).toBeLessThan(810);
  });
});

describe('simplexRow', () => {
  it.each(Object.values(formats))('sums to exactly 1 in $name, each share exact', (format) => {
    for (const extent of [1, 2, 3, 5, 16, 63, 64, 257, 2000]) {
      for (const row of sample(40, (r) => simplexRow(r, format, extent))) {
        expect(row).toHaveLength(extent);
        // The shares are multiples of 2^-52, so that this sum is exact.
        expect(row.reduce((a, b) => a + b, 0)).toBe(1);
        for (const p of row) expect(p >= 0 && format.round(p) === p).toBe(true);
        if (extent >= wideRow) expect(new Set(row).size).toBeLessThanOrEqual(2);
      }
    }
  });
  it('is sometimes one-hot and sometimes not', () => {
    const hot = sample(100, (r) => simplexRow(r, formats.f32, 3).includes(1));
    expect(new Set(hot)).toEqual(new Set([true, false]));
  });
});
