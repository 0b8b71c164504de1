import { expect } from 'vitest';
import { formats } from '../../../tensor/format.ts';
import type { Shape } from '../../../tensor/shape.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import { tensorData } from '../../../tensor/tensor-data.ts';
import { Graph } from '../graph.ts';
import type { GraphDtype } from '../graph-writer.ts';
import { runGraph } from './run-graph.ts';

type Nested = number | Nested[];
const flat = (x: Nested): number[] => (typeof x === 'number' ? [x] : x.flatMap(flat));
const extents = (x: Nested): number[] => (typeof x === 'number' ? [] : [x.length, ...(x.length ? extents(x[0]!) : [])]);

/** The shape as the graph declares it (strings are open) and the numbers it is run on. */
export interface Given {
  readonly shape: Shape;
  readonly value: Nested;
  /** Where nesting cannot say it: an empty tensor. */
  readonly actual?: number[];
}
export const open = (value: Nested, ...shape: (string | number)[]): Given => ({ shape, value });

type Build = (...xs: Tensor<string>[]) => Tensor<string>;

/** Runs small graphs of one type: the result's shape and numbers, or the numbers alone. */
export function graphRunner(dtype: GraphDtype) {
  const { unit } = formats[dtype];
  async function run(build: Build, ...given: Given[]) {
    const graph = new Graph({ dtype });
    const xs = given.map(({ shape }, i) => graph.input(`x${i}`, shape));
    graph.output('y', build(...xs));
    const feeds = given.map(({ value, actual }, i) => [`x${i}`, tensorData(flat(value), actual ?? extents(value))]);
    return (await runGraph(graph, dtype, Object.fromEntries(feeds))).y!;
  }
  const values = async (build: Build, ...given: Given[]) => (await run(build, ...given)).data;
  /** Fails where a number is further from the wanted one than so many units of roundoff, relative to it. */
  function close(got: number[], want: number[], units: number): void {
    expect(got).toHaveLength(want.length);
    for (const [i, g] of got.entries()) {
      const w = want[i]!;
      if (Object.is(g, w) || g === w) continue;
      expect(Math.abs(g - w), `element ${i}: ${g} against ${w}`).toBeLessThanOrEqual(units * unit * Math.abs(w));
    }
  }
  return { run, values, close };
}
