import { elementary } from '../elementary.ts';
import { isPosition, Lazy, type Put } from './lazy.ts';

/**
 * What the softmax family needs of n rows of c logits. The largest logit (the first of equals, at position `at`) is
 * shifted to 0, and its exp(0) = 1 is kept out of `rest`, so that log1p(rest) and rest / (1 + rest) stay relatively
 * accurate for a confident row.
 *
 * A logit of -Infinity is a removed class. One +Infinity takes all the probability; where no limit exists (two of
 * them, no class left, NaN) exps and rest are NaN.
 */
export interface Rows {
  readonly n: number;
  readonly c: number;
  readonly at: Int32Array;
  readonly top: Float64Array;
  /** exp(x - top). */
  readonly exps: Float64Array;
  /** The sum of the exps except the top's. */
  readonly rest: Float64Array;
  /** log(1 + rest). */
  readonly log: Float64Array;
}

export function rowsOf(v: Float64Array, n: number, c: number): Rows {
  const exps = new Float64Array(n * c);
  const [top, rest, log] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const at = new Int32Array(n);
  for (let i = 0, k = 0; i < n; i++, k += c) {
    let m = -Infinity;
    let best = -1;
    for (let j = 0; j < c; j++) {
      const x = v[k + j]!;
      if (x > m) {
        m = x;
        best = j;
      }
    }
    let sum = c > 0 && best < 0 ? Number.NaN : 0;
    for (let j = 0; j < c; j++) {
      const w = elementary.exp(v[k + j]! - m);
      exps[k + j] = w;
      if (j !== best) sum += w;
    }
    if (best >= 0) exps[k + best] = 1;
    at[i] = best;
    top[i] = m;
    rest[i] = sum;
    log[i] = elementary.log1p(sum);
  }
  return { n, c, at, top, exps, rest, log };
}

export function logSumExp(v: Float64Array, { n, c, top, log }: Rows): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const m = top[i]!;
    if (Number.isFinite(m)) return m + log[i]!;
    return v.subarray(i * c, (i + 1) * c).some(Number.isNaN) ? Number.NaN : m;
  });
}

/** x - top - log(1 + rest); the top itself is the 0 of the shift. */
export class LogSoftmax extends Lazy {
  readonly x: Float64Array;
  readonly rows: Rows;
  constructor(x: Float64Array, rows: Rows) {
    super();
    this.x = x;
    this.rows = rows;
  }
  /** One element of row i. */
  element(i: number, j: number): number {
    const { c, at, top, log } = this.rows;
    return (j === at[i] ? 0 : this.x[i * c + j]! - top[i]!) - log[i]!;
  }
  protected compute(): Float64Array {
    const { n, c, at, top, log } = this.rows;
    const out = new Float64Array(n * c);
    for (let i = 0, k = 0; i < n; i++) {
      const [m, l] = [top[i]!, log[i]!];
      for (let j = 0; j < c; j++, k++) out[k] = this.x[k]! - m - l;
      if (at[i]! >= 0) out[i * c + at[i]!] = 0 - l;
    }
    return out;
  }
}

export class Softmax extends Lazy {
  private readonly rows: Rows;
  constructor(rows: Rows) {
    super();
    this.rows = rows;
  }
  protected compute(): Float64Array {
    const { n, c, exps, rest } = this.rows;
    const out = new Float64Array(n * c);
    for (let i = 0, k = 0; i < n; i++) {
      const sum = 1 + rest[i]!;
      for (let j = 0; j < c; j++, k++) out[k] = exps[k]! / sum;
    }
    return out;
  }
}

/** g - p sum(g) per row. For the top it is g (1 - p) - p (sum of the other g), with 1 - p = rest / (1 + rest). */
export function logSoftmaxPullback({ n, c, at, exps, rest }: Rows, g: Float64Array): Float64Array {
  const out = new Float64Array(n * c);
  for (let i = 0, k = 0; i < n; i++, k += c) {
    const best = at[i]!;
    const sum = 1 + rest[i]!;
    let others = 0;
    for (let j = 0; j < c; j++) if (j !== best) others += g[k + j]!;
    const f = (others + (best < 0 ? 0 : g[k + best]!)) / sum;
    for (let j = 0; j < c; j++) out[k + j] = g[k + j]! - exps[k + j]! * f;
    if (best >= 0) out[k + best] = g[k + best]! * (rest[i]! / sum) - others / sum;
  }
  return out;
}

/** The same for a g with at most one number per row, without making it. */
export function logSoftmaxPullbackOfPut({ n, c, at, exps, rest }: Rows, { g, index }: Put): Float64Array {
  const out = new Float64Array(n * c);
  for (let i = 0, k = 0; i < n; i++) {
    const y = index[i]!;
    const put = isPosition(y, c);
    const r = put ? g[i]! : 0;
    const sum = 1 + rest[i]!;
    const f = r / sum;
    const start = k;
    for (let j = 0; j < c; j++, k++) out[k] = -exps[k]! * f;
    if (put) out[start + y] = y === at[i] ? r * (rest[i]! / sum) : r * (1 - exps[start + y]! / sum);
  }
  return out;
}
