import type { Case, TypedTensor, Want } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';

/** A hand-written loss in float64: plain loops, nothing shared with the references. */
export type Toy = (c: Case) => Outcome;
export type Numbers = readonly number[];

const tensor = (c: Case, data: Numbers, shape: readonly number[]): TypedTensor => ({
  dtype: c.dtype,
  shape,
  data: Float64Array.from(data),
});

/** Item terms, what each adds to the denominator, and per operand the slope of each number in its own item. */
export interface Parts {
  readonly terms: Numbers;
  readonly shares: Numbers;
  /** By name: which item each number belongs to, and the derivative of that item's term. */
  readonly slopes: Readonly<Record<string, { readonly item: Numbers; readonly slope: Numbers }>>;
}

/** Reduces terms and contracts slopes with the cotangent. */
export function answer(c: Case, { terms, shares, slopes }: Parts): Outcome {
  const sum = terms.reduce((a, b) => a + b, 0);
  const denominator = shares.reduce((a, b) => a + b, 0);
  const isEmpty = c.reduction === 'mean' && denominator === 0;
  if (isEmpty && c.params.empty === 'throw') {
    return { status: 'rejected', kind: 'empty', message: 'a mean over nothing' };
  }
  const mean = isEmpty ? (c.params.empty === 'zero' ? 0 : Number.NaN) : sum / denominator;
  const value = c.reduction === 'none' ? terms : [c.reduction === 'sum' ? sum : mean];
  const weigh = (item: number): number => {
    if (c.reduction === 'none') return c.cotangent.data[item]!;
    return isEmpty ? 0 : c.cotangent.data[0]! / (c.reduction === 'sum' ? 1 : denominator);
  };
  const outputs: Partial<Record<Want, TypedTensor>> = {};
  for (const want of c.wants) {
    if (want === 'value') outputs[want] = tensor(c, value, c.cotangent.shape);
    else {
      const name = want.slice('gradient.'.length);
      const found = slopes[name];
      if (!found) return { status: 'unsupported', what: want };
      const { item, slope } = found;
      // A slope of 0 stays 0, whatever it is multiplied with.
      const data = slope.map((g, k) => (g === 0 ? 0 : g * weigh(item[k]!)));
      const x = c.operands[name];
      outputs[want] = x ? tensor(c, data, x.shape) : tensor(c, [data.reduce((a, b) => a + b, 0)], []);
    }
  }
  return { status: 'value', outputs };
}

/** (p - t)^2 times an optional weight. The gradient in the weight is not there. */
export const mse: Toy = (c) => answer(c, mseParts(c));
export function mseParts(c: Case): Parts {
  const [p, t] = [[...c.operands.prediction!.data], [...c.operands.target!.data]];
  const w = c.operands.weight ? [...c.operands.weight.data] : p.map(() => 1);
  const each = (f: (e: number, w: number) => number) => p.map((_, i) => (w[i] === 0 ? 0 : f(p[i]! - t[i]!, w[i]!)));
  const item = p.map((_, i) => i);
  return {
    terms: each((e, w) => w * e * e),
    shares: c.params.denominator === 'count' ? p.map(() => 1) : w,
    slopes: {
      prediction: { item, slope: each((e, w) => 2 * w * e) },
      target: { item, slope: each((e, w) => -2 * w * e) },
    },
  };
}

/** Of [N, C] logits. Gradients in the logits only. */
export const crossEntropy: Toy = (c) => {
  const defect = badLabel(c);
  return defect ? { status: 'rejected', kind: 'label', message: defect } : answer(c, crossEntropyParts(c));
};
export function crossEntropyParts(c: Case): Parts {
  const [n, k] = c.operands.logits!.shape as [number, number];
  const terms: number[] = [];
  const shares: number[] = [];
  const slope: number[] = [];
  const item: number[] = [];
  for (let i = 0; i < n; i++) {
    const z = [...c.operands.logits!.data.slice(i * k, (i + 1) * k)];
    const y = c.operands.target!.data[i]!;
    const counts = y !== c.params.ignore_index;
    const q = z.map((_, j) => massOf(c, j, y, k));
    const weight = z.map((_, j) => c.operands.class_weight?.data[j] ?? 1);
    const top = Math.max(...z);
    const exps = z.map((v) => Math.exp(v - top));
    const sum = exps.reduce((a, b) => a + b, 0);
    const mass = q.reduce((a, share, j) => a + share * weight[j]!, 0);
    const loss = q.reduce(
      (a, share, j) => a + (share === 0 ? 0 : share * weight[j]! * (top - z[j]! + Math.log(sum))),
      0,
    );
    terms.push(counts ? loss : 0);
    const share = { count: 1, target_weight: weight[y] ?? 0, all: 1 }[c.params.denominator as string] ?? mass;
    shares.push(counts || c.params.denominator === 'all' ? share : 0);
    slope.push(...z.map((_, j) => (counts ? (mass * exps[j]!) / sum - q[j]! * weight[j]! : 0)));
    item.push(...z.map(() => i));
  }
  return { terms, shares, slopes: { logits: { item, slope } } };
}
function massOf(c: Case, j: number, y: number, k: number): number {
  const e = c.params.label_smoothing as number;
  if (c.params.smoothing_form === 'off_class') return j === y ? 1 - e : e / (k - 1);
  return (j === y ? 1 - e : 0) + e / k;
}
function badLabel(c: Case): string | undefined {
  const k = c.operands.logits!.shape[1]!;
  const bad = c.operands.target!.data.find(
    (y) => y !== c.params.ignore_index && !(Number.isInteger(y) && y >= 0 && y < k),
  );
  return bad === undefined ? undefined : `label ${bad} of ${k} classes`;
}

/** Of [N, D] points. Gradients in the three points and the margin. */
export const triplet: Toy = (c) => answer(c, tripletParts(c));
export function tripletParts(c: Case): Parts {
  const [n, d] = c.operands.anchor!.shape as [number, number];
  const { distance, swap } = c.params;
  const [margin, eps] = [c.params.margin as number, c.params.coordinate_eps as number];
  const terms: number[] = [];
  const slopes: Record<string, number[]> = { anchor: [], positive: [], negative: [], margin: [] };
  for (let i = 0; i < n; i++) {
    const row = (name: string): number[] => [...c.operands[name]!.data.slice(i * d, (i + 1) * d)];
    const [a, p, m] = [row('anchor'), row('positive'), row('negative')];
    const near = between(a, p, eps, String(distance));
    const direct = between(a, m, eps, String(distance));
    const other = between(p, m, eps, String(distance));
    const swapped = swap && other.length < direct.length;
    const far = swapped ? other : direct;
    const loss = near.length - far.length + margin;
    const on = loss > 0 ? 1 : Number.isNaN(loss) ? Number.NaN : 0;
    terms.push(loss > 0 || Number.isNaN(loss) ? loss : 0);
    const minus = (x: number): number => (x === 0 ? 0 : -x);
    for (let j = 0; j < d; j++) {
      const [u, v] = [near.slope[j]!, far.slope[j]!];
      slopes.anchor!.push(on && on * (swapped ? u : u - v));
      slopes.positive!.push(on && on * (swapped ? minus(u) - v : minus(u)));
      slopes.negative!.push(on && on * v);
    }
    slopes.margin!.push(on);
  }
  const item = Array.from({ length: n * d }, (_, k) => Math.floor(k / d));
  const named = Object.entries(slopes).map(([name, slope]) => [
    name,
    { item: name === 'margin' ? terms.map((_, i) => i) : item, slope },
  ]);
  return { terms, shares: terms.map(() => 1), slopes: Object.fromEntries(named) };
}
/** The distance of two points and its slope in the first. */
function between(x: Numbers, y: Numbers, eps: number, kind: string): { length: number; slope: number[] } {
  const e = x.map((v, j) => v - y[j]! + eps);
  if (kind === 'squared') return { length: e.reduce((s, v) => s + v * v, 0), slope: e.map((v) => 2 * v) };
  const length = Math.hypot(...e);
  return { length, slope: e.map((v) => (length === 0 ? 0 : v / length)) };
}

/** A toy whose outputs are changed after the fact. */
export const altered =
  (toy: Toy, change: (x: number, want: Want, c: Case, i: number) => number): Toy =>
  (c) => {
    const outcome = toy(c);
    if (outcome.status !== 'value') return outcome;
    const outputs = Object.entries(outcome.outputs).map(([want, x]) => [
      want,
      { ...x!, data: x!.data.map((v, i) => change(v, want as Want, c, i)) },
    ]);
    return { status: 'value', outputs: Object.fromEntries(outputs) };
  };
