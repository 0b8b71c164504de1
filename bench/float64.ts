// How much slower a text is in float64 than a loop written by hand for it: median times of alternating runs.

import { Float64, type Float64Rep, float64 } from '../reference/arithmetic/float64.ts';
import { abs, select, square } from '../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../reference/arithmetic/kernel/scalar.ts';
import { Tape } from '../reference/arithmetic/tape.ts';
import { map, type Tensor } from '../reference/tensor/tensor.ts';

const N = 1e6;
const [ROWS, CLASSES] = [10_000, 100];
const RUNS = 25;

const wave = (n: number, seed: number): Float64Array => {
  let state = seed;
  return Float64Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 30 - 2;
  });
};
const [p, t] = [wave(N, 1), wave(N, 2)];
const labels = wave(ROWS, 3).map((x) => Math.floor(((x + 2) / 4) * CLASSES));

/** Runs both in turns, so that what disturbs the machine disturbs both. */
function compare(name: string, text: () => number, hand: () => number): void {
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < RUNS + 5; i++) {
    for (const [k, f] of [text, hand].entries()) {
      const start = performance.now();
      f();
      if (i >= 5) times[k]!.push(performance.now() - start);
    }
  }
  const [a, b] = times.map((list) => list.sort((x, y) => x - y)[RUNS >> 1]!) as [number, number];
  const difference = Math.abs(text() - hand()) / Math.abs(hand());
  console.log(
    `${name.padEnd(44)} text ${a.toFixed(2).padStart(7)} ms   hand ${b.toFixed(2).padStart(7)} ms   ratio ${(a / b).toFixed(2)}   relative difference ${difference.toExponential(1)}`,
  );
}

const huberTerm = (p: Scalar, t: Scalar, delta: Scalar): Scalar => {
  const e = abs(p.sub(t));
  return select(e.le(delta), square(e).mul(0.5), delta.mul(e.sub(delta.mul(0.5))));
};
const huber = <R>(p: Tensor<R>, t: Tensor<R>, delta: Tensor<R>): Tensor<R> => map(huberTerm, p, t, delta).mean();
// By hand, too, the arrays are arguments: a loop over arrays that the compiler knows as constants runs a fifth faster.
const handHuber = (p: Float64Array, t: Float64Array, delta: number): number => {
  let s = 0;
  for (let i = 0; i < p.length; i++) {
    const e = Math.abs(p[i]! - t[i]!);
    s += e <= delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
  }
  return s / p.length;
};
const handHuberGradient = (p: Float64Array, t: Float64Array, delta: number): number => {
  const n = p.length;
  const g = new Float64Array(n);
  let s = 0;
  for (let i = 0; i < n; i++) {
    const d = p[i]! - t[i]!;
    const e = Math.abs(d);
    s += e <= delta ? 0.5 * e * e : delta * (e - 0.5 * delta);
    g[i] = (e <= delta ? d : delta * Math.sign(d)) / n;
  }
  return s / n + g[n - 1]!;
};

function runHuber(arithmetic: Float64, gradient: boolean): () => number {
  const [P, T, delta] = [arithmetic.tensor(p, [N]), arithmetic.tensor(t, [N]), arithmetic.tensor([1], [])];
  if (!gradient) return () => arithmetic.numbers(huber(P, T, delta))[0]!;
  return () => {
    const tape = new Tape(arithmetic);
    const x = tape.variable(P);
    const loss = huber(x, tape.given(T), tape.given(delta));
    const [g] = tape.gradient(loss, [x]);
    return arithmetic.numbers(loss.rep.value)[0]! + arithmetic.numbers(g!)[N - 1]!;
  };
}

const crossEntropy = <R>(z: Tensor<R>, y: Tensor<R>): Tensor<R> => z.logSoftmax().take(y).mean().neg();
const handCrossEntropy = (p: Float64Array, labels: Float64Array, gradient: boolean): number => {
  const z = new Float64Array(p); // the text's operand is copied in every run, too
  const g = new Float64Array(gradient ? N : 0);
  let s = 0;
  for (let i = 0, from = 0; i < ROWS; i++, from += CLASSES) {
    let top = -Infinity;
    for (let j = 0; j < CLASSES; j++) top = Math.max(top, z[from + j]!);
    let sum = 0;
    for (let j = 0; j < CLASSES; j++) {
      const e = Math.exp(z[from + j]! - top);
      sum += e;
      if (gradient) g[from + j] = e;
    }
    const at = from + labels[i]!;
    s += top + Math.log(sum) - z[at]!;
    if (!gradient) continue;
    for (let j = 0; j < CLASSES; j++) g[from + j]! /= sum * ROWS;
    g[at]! -= 1 / ROWS;
  }
  return s / ROWS + (gradient ? g[N - 1]! : 0);
};
function runCrossEntropy(gradient: boolean): () => number {
  const y = float64.tensor(labels, [ROWS]);
  // A fresh operand each time, so that nothing is remembered between runs.
  const fresh = (): Tensor<Float64Rep> => float64.tensor(p, [ROWS, CLASSES]);
  if (!gradient) return () => float64.numbers(crossEntropy(fresh(), y))[0]!;
  return () => {
    const tape = new Tape(float64);
    const z = tape.variable(fresh());
    const loss = crossEntropy(z, tape.given(y));
    const [g] = tape.gradient(loss, [z]);
    return float64.numbers(loss.rep.value)[0]! + float64.numbers(g!)[N - 1]!;
  };
}

const interpreted = new Float64({ generateCode: false });
compare('huber 1e6, value', runHuber(float64, false), () => handHuber(p, t, 1));
compare('huber 1e6, value and gradient', runHuber(float64, true), () => handHuberGradient(p, t, 1));
compare('huber 1e6, value, interpreted', runHuber(interpreted, false), () => handHuber(p, t, 1));
compare('huber 1e6, value and gradient, interpreted', runHuber(interpreted, true), () => handHuberGradient(p, t, 1));
compare('cross entropy 10000x100, value', runCrossEntropy(false), () => handCrossEntropy(p, labels, false));
compare('cross entropy 10000x100, value and gradient', runCrossEntropy(true), () => handCrossEntropy(p, labels, true));

const small = [
  float64.tensor(p.subarray(0, 8), [8]),
  float64.tensor(t.subarray(0, 8), [8]),
  float64.tensor([1], []),
] as const;
const start = performance.now();
for (let i = 0; i < 20_000; i++) float64.numbers(huber(...small));
console.log(`huber of 8 elements, value: ${((performance.now() - start) / 20).toFixed(1)} us`);
const again = performance.now();
for (let i = 0; i < 5000; i++) {
  const tape = new Tape(float64);
  const x = tape.variable(small[0]);
  const loss = huber(x, tape.given(small[1]), tape.given(small[2]));
  float64.numbers(tape.gradient(loss, [x])[0]!);
}
console.log(`huber of 8 elements, value and gradient: ${((performance.now() - again) / 5).toFixed(1)} us`);
