import { describe, expect, it } from 'vitest';
import { float64 as f64Format, float32 } from '../../tensor/format.ts';
import type { Dim, Shape } from '../../tensor/shape.ts';
import { concat, map, type Tensor } from '../../tensor/tensor.ts';
import { type TensorData, tensorData } from '../../tensor/tensor-data.ts';
import type { Arithmetic } from '../arithmetic.ts';
import { float64 } from '../float64.ts';
import * as f from '../kernel/functions.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { Tape } from '../tape.ts';
import { Graph } from './graph.ts';
import { runGraph } from './test-support/run-graph.ts';

type Operands<R> = Readonly<Record<string, Tensor<R>>>;
interface Entry {
  readonly text: <R>(operands: Operands<R>) => Tensor<R>;
  /** Shapes as the graph declares them; strings are open. */
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly wanted: readonly string[];
  /** Labels below this, instead of real numbers. */
  readonly labels?: Readonly<Record<string, number>>;
}

const huber = (p: Scalar, t: Scalar, delta: Scalar) => {
  const e = f.abs(p.sub(t));
  return f.select(e.le(delta), f.square(e).mul(0.5), delta.mul(e.sub(delta.mul(0.5))));
};
const focal = (z: Scalar, y: Scalar, gamma: Scalar) => {
  const s = f.select(y.eq(1), z, f.neg(z));
  return f.exp(f.neg(gamma.mul(f.softplus(s)))).mul(f.softplus(f.neg(s)));
};
const logCosh = (p: Scalar, t: Scalar) => {
  const e = f.abs(p.sub(t));
  return f.log1p(
    f
      .square(f.expm1(f.neg(e)))
      .div(f.exp(f.neg(e)))
      .mul(0.5),
  );
};
const iou = (...c: Scalar[]) => {
  const [ax, ay, aw, ah, bx, by, bw, bh] = c as [Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar, Scalar];
  const side = (p: Scalar, w: Scalar, q: Scalar, v: Scalar) =>
    f.max(f.min(p.add(f.abs(w)), q.add(f.abs(v))).sub(f.max(p, q)), 0);
  const both = side(ax, aw, bx, bw).mul(side(ay, ah, by, bh));
  return f.oneMinus(
    both.div(
      f
        .abs(aw)
        .mul(f.abs(ah))
        .add(f.abs(bw).mul(f.abs(bh)))
        .sub(both),
    ),
  );
};
const unit = <R>(x: Tensor<R>) => x.div(x.norm(-1).column());

const entries: Record<string, Entry> = {
  'huber, rank 2, delta too': {
    text: ({ p, t, delta }) => map(huber, p!, t!, delta!).mean(),
    shapes: { p: ['N', 'D'], t: ['N', 'D'], delta: [] },
    wanted: ['p', 't', 'delta'],
  },
  'log cosh by expm1 and log1p, no reduction': {
    text: ({ p, t }) => map(logCosh, p!, t!),
    shapes: { p: ['N'], t: ['N'] },
    wanted: ['p'],
  },
  'binary focal': {
    text: ({ z, y, gamma }) => map(focal, z!, y!, gamma!).sum(),
    shapes: { z: ['N', 'C'], y: ['N', 'C'], gamma: [] },
    labels: { y: 2 },
    wanted: ['z', 'gamma'],
  },
  'cross entropy with class weights, along axis 1 of three': {
    text: ({ z, y, w }) => {
      const last = z!.moveAxis(1, -1);
      const weight = w!.expand(last.shape).take(y!);
      return last.logSoftmax().take(y!).neg().mul(weight).sum().div(weight.sum());
    },
    shapes: { z: ['N', 'C', 'H'], y: ['N', 'H'], w: ['C'] },
    labels: { y: 3 },
    wanted: ['z', 'w'],
  },
  'soft targets against softmax and logSumExp': {
    text: ({ z, q }) => z!.softmax().sub(q!.softmax()).square().sum(-1).add(z!.logSumExp()).mean(),
    shapes: { z: ['N', 'C'], q: ['N', 'C'] },
    wanted: ['z', 'q'],
  },
  'nt_xent over joined views': {
    text: ({ a, b, temperature }) => {
      const [u, v] = [unit(a!), unit(b!)];
      const z = concat(0, u, v);
      const similarity = z.matmul(z, { transposeB: true }).div(temperature!);
      const others = map((s, self) => f.select(self.eq(1), -Infinity, s), similarity, similarity.identity());
      const partner = u.mul(v).sum(-1).div(temperature!);
      return others
        .logSumExp()
        .sub(concat(0, partner, partner))
        .mean();
    },
    shapes: { a: ['N', 'D'], b: ['N', 'D'], temperature: [] },
    wanted: ['a', 'b', 'temperature'],
  },
  'boxes, columns of a fixed extent': {
    text: ({ a, b }) => map(iou, ...a!.columns(), ...b!.columns()).sum(),
    shapes: { a: ['N', 4], b: ['N', 4] },
    wanted: ['a', 'b'],
  },
  'dice per row': {
    text: ({ p, g, s }) => {
      const overlap = p!.mul(g!).sum(-1).mul(2).add(s!);
      return overlap
        .div(p!.square().sum(-1).add(g!.square().sum(-1)).add(s!))
        .neg()
        .add(1);
    },
    shapes: { p: ['N', 'M'], g: ['N', 'M'], s: [] },
    wanted: ['p', 's'],
  },
  'the farthest of the same class against the nearest other (mined)': {
    text: ({ x, y, margin }) => {
      const [n, d] = x!.shape as [Dim, Dim];
      const distance = x!
        .reshape([n, 1, d])
        .sub(x!.reshape([1, n, d]))
        .norm(-1);
      const far = (d: Scalar, i: Scalar, j: Scalar) => f.select(i.eq(j), d, -Infinity);
      const near = (d: Scalar, i: Scalar, j: Scalar) => f.select(i.eq(j), -Infinity, f.neg(d));
      const [i, j] = [y!.reshape([n, 1]), y!.reshape([1, n])];
      const hardest = map(far, distance, i, j)
        .max(-1)
        .add(map(near, distance, i, j).max(-1));
      return map((h, m) => f.max(h.add(m), 0), hardest, margin!).mean();
    },
    shapes: { x: ['N', 'D'], y: ['N'], margin: [] },
    labels: { y: 2 },
    wanted: ['x', 'margin'],
  },
  'a held target, indices and a slice': {
    text: ({ x }) => {
      const ranks = x!.indices().add(1);
      const held = x!.hold().mul(ranks);
      return held.mul(x!).add(map(f.tanh, x!)).slice(-1, 1, 3).sum();
    },
    shapes: { x: ['N', 4] },
    wanted: ['x'],
  },
};

const extentOf: Record<string, number> = { N: 5, C: 3, H: 2, D: 4, M: 6 };
const actual = (shape: Shape) => shape.map((n) => (typeof n === 'number' ? n : extentOf[n]!));
/** Numbers without ties or zeros that f32 represents exactly: quarters of odd sevenths, moved about. */
const draw = (shape: readonly number[], seed: number, round: (x: number) => number) =>
  tensorData(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) =>
      round(shape.length ? 1.9 * Math.sin(1.37 * (k + 1) * (seed + 2)) : 0.75),
    ),
    shape,
  );

/** The value and the gradients as tensors of any arithmetic; the cotangent is an operand, too. */
function run<R>(entry: Entry, arithmetic: Arithmetic<R>, make: (name: string, shape: Shape) => Tensor<R>) {
  const tape = new Tape<R>(arithmetic);
  const operands = Object.fromEntries(
    Object.entries(entry.shapes).map(([name, shape]) => {
      const x = make(name, shape);
      return [name, entry.wanted.includes(name) ? tape.variable(x) : tape.given(x)];
    }),
  );
  const value = entry.text(operands);
  const cotangent = make('cotangent', value.shape);
  const gradients = tape.gradient(
    value,
    entry.wanted.map((name) => operands[name]!),
    cotangent,
  );
  return { value: value.rep.value, ...Object.fromEntries(entry.wanted.map((name, i) => [name, gradients[i]!])) };
}

describe.each(['f32', 'f64'] as const)('value and gradient graphs in %s agree with float64', (dtype) => {
  const format = dtype === 'f32' ? float32 : f64Format;
  it.each(Object.keys(entries))('%s', async (name) => {
    const entry = entries[name]!;
    const feeds: Record<string, TensorData> = {};
    const feed = (operand: string, shape: Shape) => {
      const classes = entry.labels?.[operand];
      const data = draw(actual(shape), Object.keys(feeds).length, format.round);
      feeds[operand] = classes
        ? tensorData(
            data.data.map((_, k) => (k * 7 + 1) % classes),
            data.shape,
          )
        : data;
      return float64.tensor(feeds[operand]!.data, feeds[operand]!.shape);
    };
    const want = run<unknown>(entry, float64 as Arithmetic<unknown>, feed as never) as unknown as Record<
      string,
      Tensor<never>
    >;
    const graph = new Graph({ dtype });
    const outputs = run<string>(entry, graph, (operand, shape) => graph.input(operand, shape));
    for (const [output, x] of Object.entries(outputs)) graph.output(`out.${output}`, x);
    const got = await runGraph(graph, dtype, feeds);
    for (const output of Object.keys(outputs)) {
      const exact = float64.numbers(want[output]!);
      expect(got[`out.${output}`]!.shape, output).toEqual(want[output]!.shape);
      // Well-conditioned data: a few dozen operations on numbers of about one size.
      const size = Math.max(...exact.map(Math.abs), 1);
      got[`out.${output}`]!.data.forEach((g, i) => {
        expect(Math.abs(g - exact[i]!), `${output}[${i}]: ${g} against ${exact[i]}`).toBeLessThan(
          64 * format.unit * size,
        );
      });
    }
  });
});

describe('gradient graphs', () => {
  const gradient = async (text: <R>(x: Tensor<R>) => Tensor<R>, rows: number[][]) => {
    const graph = new Graph({ dtype: 'f64' });
    const tape = new Tape<string>(graph);
    const x = tape.variable(graph.input('x', ['N', 'C']));
    graph.output('g', tape.gradient(text(x), [x])[0]!);
    return (await runGraph(graph, 'f64', { x: tensorData(rows.flat(), [rows.length, rows[0]!.length]) })).g!.data;
  };
  it('tied maxima share, and a branch that is not taken leaks no NaN', async () => {
    expect(
      await gradient(
        (x) => x.max(-1).sum(),
        [
          [1, 1],
          [0, 2],
        ],
      ),
    ).toEqual([0.5, 0.5, 0, 1]);
    const guarded = (x: Scalar) => f.select(x.lt(0), 0, f.sqrt(x));
    expect(await gradient((x) => map(guarded, x).sum(), [[-1, 4]])).toEqual([0, 0.25]);
  });
  it('the gradient of a norm at 0 is 0', async () => {
    expect(
      await gradient(
        (x) => x.norm(-1).sum(),
        [
          [0, 0],
          [3, 4],
        ],
      ),
    ).toEqual([0, 0, 0.6, 0.8]);
  });
  it('softplus has no kink at 0', async () => {
    expect(await gradient((x) => map(f.softplus, x).sum(), [[0]])).toEqual([0.5]);
  });
  it('an empty batch has an empty gradient', async () => {
    const graph = new Graph();
    const tape = new Tape<string>(graph);
    const x = tape.variable(graph.input('x', ['N', 'C']));
    const loss = x.logSoftmax().mean();
    graph.output('loss', loss.rep.value);
    graph.output('g', tape.gradient(loss, [x])[0]!);
    const { loss: value, g } = await runGraph(graph, 'f32', { x: { shape: [0, 3], data: new Float64Array(0) } });
    expect(value!.data).toEqual([Number.NaN]);
    expect(g).toEqual({ shape: [0, 3], data: [] });
  });
});
