import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../tensor/format.ts';
import { map } from '../../tensor/tensor.ts';
import { tensorData } from '../../tensor/tensor-data.ts';
import * as f from '../kernel/functions.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { Graph } from './graph.ts';
import { runGraph } from './test-support/run-graph.ts';

const formats = { f32: float32, f64: float64 };
const dtypes = ['f32', 'f64'] as const;

async function run(
  kernel: (...xs: Scalar[]) => Scalar,
  dtype: (typeof dtypes)[number],
  ...columns: number[][]
): Promise<number[]> {
  const graph = new Graph({ dtype });
  const xs = columns.map((_, i) => graph.input(`x${i}`, ['N']));
  graph.output('y', map(kernel, ...xs));
  const feeds = Object.fromEntries(columns.map((c, i) => [`x${i}`, tensorData(c, [c.length])]));
  return (await runGraph(graph, dtype, feeds)).y!.data;
}

/** Both signs, every binade from the smallest normal number to the largest, a few points in each. */
function magnitudes(
  dtype: (typeof dtypes)[number],
  from = formats[dtype].smallestNormal,
  to = formats[dtype].largest,
): number[] {
  const out: number[] = [];
  for (let x = from; x <= to / 2; x *= 2) out.push(x, x * 1.2345678901, x * 1.75, x * 1.999999);
  return out.flatMap((x) => [formats[dtype].round(x), -formats[dtype].round(x)]);
}

describe.each(dtypes)('kernel operations in %s', (dtype) => {
  const { unit, smallestNormal, round } = formats[dtype];
  /** The largest error relative to the exact value, in units of roundoff, where that is a normal number. */
  async function worst(kernel: (x: Scalar) => Scalar, exact: (x: number) => number, xs: number[]): Promise<number> {
    const got = await run(kernel, dtype, xs);
    let largest = 0;
    xs.forEach((x, i) => {
      const want = exact(x);
      if (round(want) === got[i] || Math.abs(want) < smallestNormal) return;
      const error = Math.abs(got[i]! - want) / (Math.abs(want) * unit);
      if (!(error <= largest)) largest = error;
    });
    return largest;
  }
  const near = magnitudes(dtype, smallestNormal, 64);
  // Math's functions are within one unit of float64; the profile of the design is 1, 4 and 8 units.
  const slack = dtype === 'f64' ? 1 : 0;

  it('exp, log, sqrt and tanh keep their profile', async () => {
    expect(await worst(f.exp, Math.exp, near)).toBeLessThanOrEqual(4 + slack);
    const positive = magnitudes(dtype).filter((x) => x > 0);
    expect(await worst(f.log, Math.log, positive)).toBeLessThanOrEqual(8 + slack);
    expect(await worst(f.sqrt, Math.sqrt, positive)).toBeLessThanOrEqual(1 + slack);
    expect(await worst(f.tanh, Math.tanh, near)).toBeLessThanOrEqual(8 + slack);
  });
  it('atan keeps its profile from the smallest normal number to the largest, and has its limits', async () => {
    expect(await worst(f.atan, Math.atan, magnitudes(dtype))).toBeLessThanOrEqual(8 + slack);
    const around = Array.from({ length: 4000 }, (_, i) => round(-2 + i * 0.001));
    expect(await worst(f.atan, Math.atan, around)).toBeLessThanOrEqual(8 + slack);
    const quarter = round(Math.PI / 2);
    expect(await run(f.atan, dtype, [0, Infinity, -Infinity, Number.NaN])).toEqual([0, quarter, -quarter, Number.NaN]);
  });
  it('log1p is relatively accurate from the smallest normal number to the largest', async () => {
    const xs = magnitudes(dtype).filter((x) => x > -1);
    expect(await worst(f.log1p, Math.log1p, xs)).toBeLessThanOrEqual(8 + slack);
    const around = Array.from({ length: 2000 }, (_, i) => round(-0.999 + i * 0.0017));
    expect(await worst(f.log1p, Math.log1p, around)).toBeLessThanOrEqual(8 + slack);
  });
  it('expm1 is relatively accurate near 0 and does not jump where its form changes', async () => {
    expect(await worst(f.expm1, Math.expm1, near)).toBeLessThanOrEqual(8 + slack);
    const around = Array.from({ length: 4000 }, (_, i) => round(-2 + i * 0.001));
    expect(await worst(f.expm1, Math.expm1, around)).toBeLessThanOrEqual(8 + slack);
  });
  it('log1p and expm1 have their limits', async () => {
    const nan = Number.NaN;
    expect(await run(f.log1p, dtype, [0, Infinity, -Infinity, nan, -1, -2])).toEqual([
      0,
      Infinity,
      nan,
      nan,
      -Infinity,
      nan,
    ]);
    expect(await run(f.expm1, dtype, [0, Infinity, -Infinity, nan])).toEqual([0, Infinity, -1, nan]);
  });

  it('computes the exact operations', async () => {
    const [a, b] = [
      [1, -3, 5],
      [4, 2, -0.5],
    ];
    expect(await run((x, y) => x!.add(y!), dtype, a!, b!)).toEqual([5, -1, 4.5]);
    expect(await run((x, y) => x!.sub(y!), dtype, a!, b!)).toEqual([-3, -5, 5.5]);
    expect(await run((x, y) => x!.mul(y!), dtype, a!, b!)).toEqual([4, -6, -2.5]);
    expect(await run((x, y) => x!.div(y!), dtype, a!, b!)).toEqual([0.25, -1.5, -10]);
    expect(await run((x) => f.neg(f.abs(x!)), dtype, a!)).toEqual([-1, -3, -5]);
  });
  it('rounds constants to its own type', async () => {
    expect(await run((x) => x!.mul(0.1), dtype, [1])).toEqual([round(0.1)]);
  });
  it('max and min give NaN when either side is NaN', async () => {
    const nan = Number.NaN;
    const [a, b] = [
      [nan, 1, 2, -Infinity],
      [1, nan, 3, Infinity],
    ];
    expect(await run((x, y) => f.max(x!, y!), dtype, a!, b!)).toEqual([nan, nan, 3, Infinity]);
    expect(await run((x, y) => f.min(x!, y!), dtype, a!, b!)).toEqual([nan, nan, 2, -Infinity]);
    expect(await run((x) => f.max(x!, 0), dtype, [nan, -1])).toEqual([nan, 0]);
  });
  it('compares, and select keeps out what it does not choose', async () => {
    const xs = [1, 2, 3, Number.NaN];
    expect(await run((x) => f.select(x!.lt(2), 1, 0), dtype, xs)).toEqual([1, 0, 0, 0]);
    expect(await run((x) => f.select(x!.le(2), 1, 0), dtype, xs)).toEqual([1, 1, 0, 0]);
    expect(await run((x) => f.select(x!.eq(2), 1, 0), dtype, xs)).toEqual([0, 1, 0, 0]);
    const leaky = (x: Scalar, m: Scalar) => f.select(m.eq(1), 5, x);
    expect(await run(leaky as never, dtype, [Number.NaN, Infinity, 7], [1, 1, 0])).toEqual([5, 5, 7]);
  });
  it('composes softplus and sigmoid that neither overflow nor vanish', async () => {
    const xs = [0, 1000, -1000, -60, 60];
    const tail = Math.exp(-60);
    const softplus = await run(f.softplus, dtype, xs);
    expect(softplus[0]).toBeCloseTo(Math.LN2, 6);
    expect(softplus.slice(1, 3)).toEqual([1000, 0]);
    expect(softplus[3]! / tail).toBeCloseTo(1, 6);
    const sigmoid = await run(f.sigmoid, dtype, xs);
    expect(sigmoid.slice(0, 3)).toEqual([0.5, 1, 0]);
    expect(sigmoid[3]! / tail).toBeCloseTo(1, 6);
  });
});
