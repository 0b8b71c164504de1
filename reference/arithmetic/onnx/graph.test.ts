import { describe, expect, it } from 'vitest';
import { float32 } from '../../tensor/format.ts';
import { concat, map } from '../../tensor/tensor.ts';
import { tensorData } from '../../tensor/tensor-data.ts';
import * as f from '../kernel/functions.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { Graph } from './graph.ts';
import { runGraph } from './test-support/run-graph.ts';

const { unit: u32 } = float32;

describe('Graph', () => {
  const build = (options = {}) => {
    const graph = new Graph(options);
    const x = graph.input('x', ['N', 'C']);
    graph.input('unused', []);
    x.exp();
    graph.output('y', x.logSoftmax().mul(x.logSoftmax()).mean());
    return graph;
  };
  it('gives equal bytes for equal graphs', () => {
    expect(Buffer.from(build().bytes()).equals(build().bytes())).toBe(true);
  });
  it('writes what the outputs need, and equal nodes once', () => {
    const graph = new Graph();
    const x = graph.input('x', ['N']);
    x.exp();
    graph.output('y', x.square().add(x.square()));
    expect(graph.operators()).toEqual(['Add', 'Identity', 'Mul']);
  });
  it('is single precision unless told otherwise, and keeps an input that nobody reads', async () => {
    const feeds = { x: tensorData([1, 2], [1, 2]), unused: tensorData([0], []) };
    const { y } = await runGraph(build(), 'f32', feeds);
    expect(y!.data).toEqual(y!.data.map(Math.fround));
    expect(Math.abs(y!.data[0]! - (0.3132616875182228 ** 2 + 1.3132616875182228 ** 2) / 2)).toBeLessThan(32 * u32);
  });
  it('refuses two inputs or outputs of one name, and a graph without output', () => {
    const graph = new Graph({ name: 'huber' });
    const x = graph.input('x', []);
    expect(() => graph.input('x', [])).toThrow('called x already');
    expect(() => graph.output('x', x)).toThrow('called x already');
    expect(() => graph.bytes()).toThrow('huber has no output');
  });
  it('uses only operators that the WebGPU execution provider takes without falling back to the CPU', () => {
    const graph = new Graph();
    const x = graph.input('x', ['N', 'C']);
    const i = graph.input('i', ['N']);
    const every = (a: Scalar, b: Scalar) =>
      f.select(
        a.lt(b),
        f.expm1(a),
        f
          .log1p(f.tanh(b))
          .add(f.max(a, b))
          .div(f.min(f.neg(a), f.sqrt(f.abs(b)))),
      );
    const z = map(every, x, x.softmax()).add(x.logSoftmax()).add(x.norm(-1).column()).add(x.logSumExp().column());
    const joined = concat(0, z, z);
    const similar = joined
      .matmul(joined, { transposeB: true })
      .mul(joined.matmul(joined, { transposeB: true }).identity());
    graph.output(
      'a',
      similar
        .mean()
        .add(x.take(i).sum())
        .add(x.indices().max())
        .add(x.moveAxis(1, 0).slice(1, 0, 1).sum()),
    );
    graph.output('b', x.make(['N', 'C'], x.arithmetic.put(i, i, ['N', 'C'])));
    graph.output('c', x.make(['N', 'C'], x.arithmetic.split!(joined, ['N', 'N'], 0)[1]!));
    graph.output('d', x.make(['N', 5], x.arithmetic.pad(x.slice(1, 0, 3), 1, 1, 1, ['N', 5])).reshape(['N', 5, 1]));
    graph.output('e', i.count().expand([4, 'N']).reshape(['N', 2, 2]));
    // The operators that one-node graphs on the WebGPU execution provider ran with its CPU fallback disabled.
    const taken =
      'Abs Add Concat CumSum Div Equal Exp Expand Identity Less LessOrEqual Log MatMul Max Min Mul Neg Pad ReduceMax ' +
      'ReduceSum Reshape Slice Split Sqrt Squeeze Sub Tanh Transpose Unsqueeze Where';
    expect(graph.operators().filter((type) => !taken.split(' ').includes(type))).toEqual([]);
  });
});
