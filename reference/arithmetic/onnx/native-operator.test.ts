import { describe, expect, it } from 'vitest';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { tensorData } from '../../tensor/tensor-data.ts';
import * as f from '../kernel/functions.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { Tape } from '../tape.ts';
import { Graph } from './graph.ts';
import type { NativeOperator } from './native-operator.ts';
import { runGraph } from './test-support/run-graph.ts';

/** The operators of value and gradient, and what they compute for the rows. */
async function run(text: <R>(x: Tensor<R>) => Tensor<R>, native: NativeOperator[], rows: number[][]) {
  const graph = new Graph({ dtype: 'f64', native });
  const tape = new Tape<string>(graph);
  const x = tape.variable(graph.input('x', ['N', 'C']));
  const y = text(x);
  graph.output('y', y.rep.value);
  const value = graph.operators();
  graph.output('g', tape.gradient(y, [x])[0]!);
  const out = await runGraph(graph, 'f64', { x: tensorData(rows.flat(), [rows.length, rows[0]!.length]) });
  return { value, both: graph.operators(), y: out.y!.data, g: out.g!.data };
}
const rows = [
  [-3, 0.5],
  [2, -0.25],
];
function close(got: number[], want: number[]): void {
  expect(got).toHaveLength(want.length);
  for (const [i, v] of got.entries()) expect(v).toBeCloseTo(want[i]!, 12);
}
const sum = <R>(x: Tensor<R>) => x.sum();

describe('native operators', () => {
  it('softplus is Softplus alone, and its derivative Sigmoid', async () => {
    const text = <R>(x: Tensor<R>) => map(f.softplus, x);
    const got = await run(text, ['Softplus', 'Sigmoid'], rows);
    expect(got.value).toEqual(['Identity', 'Softplus']);
    expect(got.both).not.toContain('Exp');
    close(
      got.y,
      rows.flat().map((x) => Math.log(1 + Math.exp(x))),
    );
    close(
      got.g,
      rows.flat().map((x) => 1 / (1 + Math.exp(-x))),
    );
  });
  it.each([
    ['of the negated argument', (x: Scalar) => f.softplus(f.neg(x))],
    ['of a difference', (x: Scalar) => f.softplus(x.sub(0.5))],
    ['of a scaled argument, twice over', (x: Scalar) => f.softplus(x.mul(3)).mul(f.softplus(f.neg(x).mul(x)))],
    ['inside a select', (x: Scalar) => f.select(x.lt(0), f.softplus(f.neg(x)), x.mul(f.softplus(x)))],
  ])('finds softplus and its slope %s', async (_, kernel) => {
    const text = <R>(x: Tensor<R>) => sum(map(kernel, x));
    const composed = await run(text, [], rows);
    const native = await run(text, ['Softplus', 'Sigmoid'], rows);
    expect(composed.both).toContain('Exp');
    expect(native.both).toEqual(expect.arrayContaining(['Sigmoid', 'Softplus']));
    expect(native.both).not.toContain('Exp');
    close(native.y, composed.y);
    close(native.g, composed.g);
  });
  it('sigmoid is Sigmoid alone', async () => {
    const got = await run((x) => map(f.sigmoid, x), ['Sigmoid'], rows);
    expect(got.value).toEqual(['Identity', 'Sigmoid']);
    close(
      got.y,
      rows.flat().map((x) => 1 / (1 + Math.exp(-x))),
    );
  });
  it('leaves alone what only looks alike', async () => {
    const almost = (x: Scalar) => f.max(x, 0).add(f.log1p(f.exp(f.neg(f.abs(x.mul(2))))));
    const got = await run((x) => map(almost, x), ['Softplus', 'Sigmoid'], rows);
    expect(got.value).not.toContain('Softplus');
    expect(got.both).not.toContain('Sigmoid');
  });
  it.each([
    ['Softmax', <R>(x: Tensor<R>) => x.softmax().square().sum()],
    ['LogSoftmax', <R>(x: Tensor<R>) => x.logSoftmax().square().sum()],
    ['ReduceLogSumExp', <R>(x: Tensor<R>) => x.logSumExp().square().sum()],
    ['ReduceL2', <R>(x: Tensor<R>) => x.norm(-1).square().sum()],
  ] as const)('%s computes what the composition does', async (type, text) => {
    const composed = await run(text, [], rows);
    const native = await run(text, [type, 'Softmax'], rows);
    expect(composed.value).not.toContain(type);
    expect(native.value).toContain(type);
    close(native.y, composed.y);
    close(native.g, composed.g);
  });
});
