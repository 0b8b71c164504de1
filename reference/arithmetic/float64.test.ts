import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { map, type Tensor } from '../tensor/tensor.ts';
import { fromDouble } from './decimal/from-double.ts';
import { Float64, type Float64Rep, float64 } from './float64.ts';
import { abs, exp, log1p, max, neg, select, square, tanh } from './kernel/functions.ts';
import type { Scalar } from './kernel/scalar.ts';
import { Tape } from './tape.ts';
import { expectClose } from './test-support/close-to.ts';

const interpreted = new Float64({ generateCode: false });
const engines = { compiled: float64, interpreted };
const f64 = (v: ArrayLike<number>, shape: readonly number[]) => float64.tensor(v, shape);
const numbers = (x: Tensor<Float64Rep>): number[] => [...float64.numbers(x)];
const noise = (n: number, seed: number): number[] => {
  let state = seed;
  return Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * 2 ** ((state & 15) - 8);
  });
};

describe.each(Object.entries(engines))('loops, %s', (_name, engine) => {
  const tensor = (v: ArrayLike<number>, s: readonly number[]) => engine.tensor(v, s);
  // Longer than a block of the interpreter, and no multiple of it.
  const [R, C] = [7, 439];
  const [x, row, column] = [noise(R * C, 1), noise(R, 2), noise(C, 3)];
  const kernel = (a: Scalar, r: Scalar, c: Scalar, s: Scalar): Scalar =>
    select(a.mul(r).le(c), abs(a.sub(c)).mul(s), neg(max(a, r)).div(s.add(c)));
  const byHand = (k: number): number => {
    const [a, r, c, s] = [x[k]!, row[Math.floor(k / C)]!, column[k % C]!, 0.3];
    return a * r <= c ? Math.abs(a - c) * s : -Math.max(a, r) / (s + c);
  };
  const mapped = () =>
    map(kernel, tensor(x, [R, C]), tensor(row, [R, 1]), tensor(column, [C]), tensor([0.3], [])) as Tensor<Float64Rep>;

  it('give bit for bit what plain loops give', () => {
    const expected = x.map((_, k) => byHand(k));
    expect([...engine.numbers(mapped())]).toEqual(expected);
  });

  it('see the same sums, fused or not, in C order', () => {
    let total = 0;
    const rows = new Array<number>(R).fill(0);
    const columns = new Array<number>(C).fill(0);
    for (let k = 0; k < R * C; k++) {
      total += byHand(k);
      rows[Math.floor(k / C)]! += byHand(k);
      columns[k % C]! += byHand(k);
    }
    const made = mapped();
    engine.numbers(made);
    for (const y of [mapped(), made]) {
      expect([...engine.numbers(y.sum())]).toEqual([total]);
      expect([...engine.numbers(y.sum(1))]).toEqual(rows);
      expect([...engine.numbers(y.sum(0))]).toEqual(columns);
      expect([...engine.numbers(y.reshape([R * C]).sum())]).toEqual([total]);
      expect([...engine.numbers(y.reshape([1, R, C]).sum(2))]).toEqual(rows);
    }
  });

  it('sum kernels with elementary functions to the same numbers as loops do', () => {
    const f = (a: Scalar): Scalar => log1p(exp(tanh(a)));
    let total = 0;
    for (const a of x) total += Math.log1p(Math.exp(Math.tanh(a)));
    expect([...engine.numbers(map(f, tensor(x, [R * C])).sum())]).toEqual([total]);
  });

  it('write every result of a program', () => {
    const [a, b] = [tensor(x, [R, C]), tensor(row, [R, 1])];
    const tape = new Tape(engine);
    const [p, q] = [tape.variable(a), tape.variable(b)];
    const product = p.mul(q);
    const [dp, dq] = tape.gradient(product, [p, q], tensor(column, [C]));
    expect([...engine.numbers(dp!)]).toEqual(x.map((_, k) => row[Math.floor(k / C)]! * column[k % C]!));
    const expected = new Array<number>(R).fill(0);
    x.forEach((v, k) => {
      expected[Math.floor(k / C)]! += v * column[k % C]!;
    });
    expect([...engine.numbers(dq!)]).toEqual(expected);
  });

  it('keep signs, NaN and infinities apart', () => {
    const specials = [0, -0, 1, -1, Infinity, -Infinity, Number.NaN];
    const pairs = specials.flatMap((a) => specials.map((b) => [a, b] as const));
    const [a, b] = [0, 1].map((i) =>
      tensor(
        pairs.map((p) => p[i]!),
        [pairs.length],
      ),
    ) as [Tensor<Float64Rep>, Tensor<Float64Rep>];
    const same = (f: (p: Scalar, q: Scalar) => Scalar, plain: (p: number, q: number) => number): void => {
      expect([...engine.numbers(map(f, a, b))]).toEqual(pairs.map(([p, q]) => plain(p, q)));
    };
    same(
      (p, q) => p.add(q),
      (p, q) => p + q,
    );
    same(
      (p, q) => p.sub(neg(q)),
      (p, q) => p - -q,
    );
    same(
      (p, q) => p.mul(q).mul(-0),
      (p, q) => p * q * -0,
    );
    same(
      (p, q) => p.div(q),
      (p, q) => p / q,
    );
    same((p, q) => max(p, q), Math.max);
    same(
      (p, q) => select(p.lt(q), p, q),
      (p, q) => (p < q ? p : q),
    );
    same(
      (p, q) => select(p.eq(q), 1, -1),
      (p, q) => (p === q ? 1 : -1),
    );
    same(
      (p) => p.add(Number.NaN),
      () => Number.NaN,
    );
    same(
      (p) => max(p, -Infinity),
      (p) => Math.max(p, -Infinity),
    );
  });
});

it('interprets where a policy forbids generated code', () => {
  const here = (file: string): string => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));
  const script = `
    import { float64 } from ${here('./float64.ts')};
    import { map } from ${here('../tensor/tensor.ts')};
    let forbidden = false;
    try { new Function('return 1')(); } catch { forbidden = true; }
    const y = map((a, b) => a.mul(b).add(1), float64.tensor([1, 2, 3], [3]), float64.tensor([2], []));
    console.log(JSON.stringify({ forbidden, y: [...float64.numbers(y)], sum: float64.numbers(y.sum())[0] }));`;
  const flags = [
    '--disallow-code-generation-from-strings',
    '--import',
    import.meta.resolve('tsx'),
    '--input-type=module',
  ];
  const out = execFileSync(process.execPath, [...flags, '-e', script], { encoding: 'utf8' });
  expect(JSON.parse(out)).toEqual({ forbidden: true, y: [3, 5, 7], sum: 15 });
}, 60_000);

describe('norms', () => {
  it('neither overflow nor underflow where the result is representable', () => {
    const vectors: [number[], number][] = [
      [[3e200, 4e200], 5e200],
      [[3e-200, 4e-200], 5e-200],
      [[3 * 2 ** -1074, 4 * 2 ** -1074], 5 * 2 ** -1074],
      [[2 ** 1023, 2 ** -1000], 2 ** 1023],
      [[Number.MAX_VALUE, 0], Number.MAX_VALUE],
      [[2 ** -540, 0], 2 ** -540],
      [[1e308, 1e308], Math.SQRT2 * 1e308],
      [[Number.MAX_VALUE, Number.MAX_VALUE], Infinity],
      [[-Infinity, 1], Infinity],
      [[Number.NaN, Infinity], Number.NaN],
      [[Number.NaN, 1e-320], Number.NaN],
      [[-0, 0], 0],
    ];
    const x = f64(
      vectors.flatMap(([v]) => v),
      [vectors.length, 2],
    );
    expectClose(
      float64.numbers(x.norm(-1)),
      vectors.map(([, n]) => n),
      1,
    );
    expectClose(
      float64.numbers(x.moveAxis(1, 0).norm(0)),
      vectors.map(([, n]) => n),
      1,
    );
  });

  it('leave a direction of length one, for tiny and huge vectors too', () => {
    const unit = (v: number[]): number[] => {
      const x = f64(v, [1, v.length]);
      return numbers(x.make(x.shape, float64.unit(x, x.norm(-1).column(), [1])));
    };
    const diagonal = [Math.SQRT1_2, -Math.SQRT1_2];
    for (const size of [1, 2 ** -1074, 2 ** -1060, 1e-200, 1e200, 1.7e308])
      expectClose(unit([size, -size]), diagonal, 1);
    expect(unit([0, -0])).toEqual([0, 0]);
    expect(unit([3, 4])).toEqual([3 / 5, 4 / 5]);
    expect(unit([Number.NaN, 1])).toEqual([Number.NaN, Number.NaN]);
    expect(unit([Infinity, 1])).toEqual([Number.NaN, 0]);
  });
});

describe('the softmax family', () => {
  // The plain formula exp(z) / sum(exp(z)) with so many digits that 1 + exp(-700) keeps thirty of the small term.
  const D = Decimal.clone({ defaults: true, precision: 335 });
  // The differences of logits are doubles: rounding them would cost exp as many ulps as they are large.
  const rows = [
    [0, -300, -700],
    [-300, 0, -301],
    [5, 5, 5],
    [1e4, 1e4 - 40, -1e4],
    [-700, 2 ** -10, 0],
    [2, 1, 0.1],
  ];
  const exact = rows.map((row) => {
    const exps = row.map((z) => fromDouble(z, D).exp());
    const sum = exps.reduce((a, b) => a.plus(b));
    const p = exps.map((e) => e.div(sum));
    return { sum: sum.ln(), p, log: p.map((q) => q.ln()) };
  });
  const plain = (xs: readonly Decimal[]): number[] => xs.map((x) => x.toNumber());
  const x = () => f64(rows.flat(), [rows.length, 3]);

  it('is relatively accurate, where one class takes nearly everything too', () => {
    expectClose(float64.numbers(x().logSoftmax()), plain(exact.flatMap(({ log }) => log)), 3);
    expectClose(float64.numbers(x().logSumExp()), plain(exact.map(({ sum }) => sum)), 2);
    expectClose(float64.numbers(x().softmax()), plain(exact.flatMap(({ p }) => p)), 3);
    const labels = [0, 1, 2, 0, 1, 0];
    expectClose(
      float64.numbers(
        x()
          .logSoftmax()
          .take(f64(labels, [6])),
      ),
      plain(exact.map(({ log }, i) => log[labels[i]!]!)),
      3,
    );
  });

  it('has a gradient that is as accurate, from a sparse and from a dense cotangent', () => {
    const labels = [0, 1, 2, 0, 1, 2];
    const g = [1, -2, 3, 0.5, 1, 0];
    // g (one-hot - p)
    const expected = exact.flatMap(({ p }, i) =>
      plain(p.map((q, j) => D.sub(j === labels[i] ? 1 : 0, q).times(g[i]!))),
    );
    const oneHot = labels.flatMap((y, i) => [0, 1, 2].map((j) => (j === y ? g[i]! : 0)));
    for (const dense of [false, true]) {
      const tape = new Tape(float64);
      const z = tape.variable(x());
      const logp = z.logSoftmax();
      const gradient = dense
        ? tape.gradient(logp, [z], f64(oneHot, [6, 3]))
        : tape.gradient(logp.take(tape.given(f64(labels, [6]))), [z], f64(g, [6]));
      expectClose(float64.numbers(gradient[0]!), expected, 4);
    }
  });

  it('gives no gradient to a row whose label is no class', () => {
    const tape = new Tape(float64);
    const z = tape.variable(f64([1, 2, 3, 4, 5, 6], [3, 2]));
    const [g] = tape.gradient(z.logSoftmax().take(tape.given(f64([5, 0.5, 0], [3]))), [z]);
    expect(numbers(g!).slice(0, 4).map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(numbers(g!)[4]).toBeGreaterThan(0);
  });

  it('does not confuse one array seen in two shapes', () => {
    const y = f64([0, 0, 0, 0], [2, 2]);
    expectClose(float64.numbers(y.logSumExp()), [Math.LN2, Math.LN2], 1);
    expectClose(float64.numbers(y.reshape([4]).logSumExp()), [2 * Math.LN2], 1);
    expectClose(
      float64.numbers(
        y
          .logSoftmax()
          .reshape([4, 1])
          .take(f64([0, 0, 0, 0], [4])),
      ),
      new Array(4).fill(-Math.LN2),
      1,
    );
    expectClose(float64.numbers(y.reshape([4]).softmax().reshape([2, 2]).sum(1)), [0.5, 0.5], 1);
  });
});

it('shares a maximum equally between ties', () => {
  const tape = new Tape(float64);
  const x = tape.variable(f64([1, 3, 3, 2, 2, 2, 5, 4, 0], [3, 3]));
  expect(numbers(tape.gradient(x.max(1), [x])[0]!)).toEqual([0, 0.5, 0.5, 1 / 3, 1 / 3, 1 / 3, 1, 0, 0]);
  expect(numbers(tape.gradient(x.max(), [x])[0]!)).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0]);
});

it('does not change when the numbers it was given do', () => {
  const values = [1, 2];
  const x = f64(values, [2]);
  const y = x.mul(2);
  values[0] = 9;
  expect(numbers(y)).toEqual([2, 4]);
  expect(() => f64([1, 2], [3])).toThrow('2 numbers do not fill the shape [3]');
});

it('forgets loops of kernels with ever new constants, but not their meaning', () => {
  const x = f64([1], [1]);
  for (let i = 0; i < 5000; i++) {
    const y = numbers(map((a: Scalar) => square(a).add(i), x));
    if (y[0] !== 1 + i) expect.fail(`kernel ${i} gave ${y[0]}`);
  }
});
