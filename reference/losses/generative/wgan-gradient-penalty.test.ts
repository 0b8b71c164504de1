import { expect, test } from 'vitest';
import { type Float64Rep, float64 } from '../../arithmetic/float64.ts';
import { tanh } from '../../arithmetic/kernel/functions.ts';
import { type Node, Tape } from '../../arithmetic/tape.ts';
import { map, Tensor } from '../../tensor/tensor.ts';
import { wganGradientPenalty } from './wgan_gradient_penalty.ts';

// The penalty is a function of a gradient, so that training a critic differentiates twice: a tape over a tape.

const [items, inputs, hidden] = [3, 2, 4] as const;
let state = 11;
const drawn = (n: number) =>
  Float64Array.from({ length: n }, () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5);
const x = drawn(items * inputs);
const first = drawn(hidden * inputs).map((v) => 2 * v);
const bias = drawn(hidden);
const second = drawn(hidden).map((v) => 3 * v);
const lambda = 10;

const lift = (data: ArrayLike<number>, shape: readonly number[]): Tensor<Float64Rep> =>
  new Tensor(float64, shape, Float64Array.from(data));

type Twice = Node<Node<Float64Rep>>;
type Critic = (at: Tensor<Twice>, first: Tensor<Twice>, bias: Tensor<Twice>, second: Tensor<Twice>) => Tensor<Twice>;
/** Scores of [N, D] by a network with one hidden layer: tanh(x A + b) w. */
const network: Critic = (at, a, b, w) =>
  map(tanh, at.matmul(a, { transposeB: true }).add(b))
    .mul(w)
    .sum(-1);
/** Scores by one row of A. */
const linear: Critic = (at, a) => at.mul(a.slice(0, 0, 1).reshape([inputs])).sum(-1);

/** The penalty, and its gradient with respect to A, by differentiating the critic's own gradient. */
function penalty(critic: Critic, weights: Float64Array, graph: 'kept' | 'dropped' = 'kept') {
  const outer = new Tape(float64);
  const inner = new Tape(outer);
  const parameter = outer.variable(lift(weights, [hidden, inputs]));
  const constant = (data: ArrayLike<number>, shape: readonly number[]) => inner.given(outer.given(lift(data, shape)));
  const at = inner.variable(outer.given(lift(x, [items, inputs])));
  const score = critic(at, inner.given(parameter), constant(bias, [hidden]), constant(second, [hidden]));
  const [gradient] = inner.gradient(score.sum(), [at]) as [Tensor<Node<Float64Rep>>];
  const number = (v: number) => outer.given(lift([v], []));
  const loss = wganGradientPenalty.algorithms[0].text(
    {
      critic_gradient: graph === 'kept' ? gradient : gradient.hold(),
      lambda: number(lambda),
      target: number(1),
      root_eps: number(0),
    },
    { reduction: 'mean', empty: 'nan', one_sided: false },
  );
  const [byWeights] = outer.gradient(loss, [parameter]) as [Tensor<Float64Rep>];
  return { value: float64.numbers(loss.rep.value)[0]!, gradient: float64.numbers(byWeights) };
}

/** By hand, for the network: with t = tanh(A x + b), g = A' (w (1 - t^2)), n = |g|, u = g / n. */
function byHand(): { readonly value: number; readonly gradient: Float64Array } {
  const gradient = new Float64Array(hidden * inputs);
  let value = 0;
  for (let i = 0; i < items; i++) {
    const at = x.subarray(i * inputs, (i + 1) * inputs);
    const row = (j: number) => first.subarray(j * inputs, (j + 1) * inputs);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((s, v, k) => s + v * b[k]!, 0);
    const t = Float64Array.from({ length: hidden }, (_, j) => Math.tanh(dot(row(j), at) + bias[j]!));
    const slope = t.map((v, j) => second[j]! * (1 - v * v));
    const g = Float64Array.from({ length: inputs }, (_, d) => slope.reduce((s, c, j) => s + c * row(j)[d]!, 0));
    const n = Math.hypot(...g);
    value += (lambda * (n - 1) ** 2) / items;
    for (let j = 0; j < hidden; j++) {
      // dn/dA[j, d] = slope_j u_d + (A_j . u) w_j (-2 t_j) (1 - t_j^2) x_d
      const turn = (dot(row(j), g) / n) * -2 * t[j]! * slope[j]!;
      for (let d = 0; d < inputs; d++) {
        const ofLength = (slope[j]! * g[d]!) / n + turn * at[d]!;
        gradient[j * inputs + d]! += (2 * lambda * (n - 1) * ofLength) / items;
      }
    }
  }
  return { value, gradient };
}

const expectClose = (got: Float64Array, wanted: ArrayLike<number>, within: number): void => {
  expect(got.length).toBe(wanted.length);
  got.forEach((v, k) => {
    expect(Math.abs(v - wanted[k]!), `${k}: ${v} for ${wanted[k]}`).toBeLessThan(within);
  });
};

test('a linear critic: lambda (|w| - 1)^2, with the gradient 2 lambda (|w| - 1) w / |w|', () => {
  const { value, gradient } = penalty(linear, first);
  const w = first.subarray(0, inputs);
  const n = Math.hypot(...w);
  expect(value).toBeCloseTo(lambda * (n - 1) ** 2, 13);
  const wanted = Array.from(first, (_, k) => (k < inputs ? (2 * lambda * (n - 1) * w[k]!) / n : 0));
  expectClose(gradient, wanted, 1e-13);
});

test('a network with a hidden layer, against its second derivatives by hand', () => {
  const { value, gradient } = penalty(network, first);
  const hand = byHand();
  expect(value).toBeCloseTo(hand.value, 13);
  expectClose(gradient, hand.gradient, 1e-13);
  expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.1);
});

test('the same against central differences of the penalty', () => {
  const h = 2 ** -17;
  const differences = first.map((_, k) => {
    const value = (by: number) =>
      penalty(
        network,
        first.map((v, j) => (j === k ? v + by : v)),
      ).value;
    return (value(h) - value(-h)) / (2 * h);
  });
  expectClose(penalty(network, first).gradient, differences, 1e-7);
});

test('a gradient whose graph was dropped moves no parameter', () => {
  expect(Array.from(penalty(network, first, 'dropped').gradient).every((v) => v === 0)).toBe(true);
});
