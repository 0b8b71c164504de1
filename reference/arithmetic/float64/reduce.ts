import { exponent } from '../../tensor/format.ts';
import { eachReduced, type Shape, size, strides } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { data, gather, type Rep } from './lazy.ts';

/** Numbers as outer x mid x inner, of which mid is reduced. */
export interface Block {
  readonly v: Float64Array;
  readonly outer: number;
  readonly mid: number;
  readonly inner: number;
}

/** Where the reduced axes are neighbours: the extents before, of and after them. Axes of length one do not matter. */
export function extents(shape: Shape, axes: readonly number[]): Omit<Block, 'v'> | undefined {
  const reduced = shape.flatMap((n, i) => (axes.includes(i) && n !== 1 ? [i] : []));
  const [first = 0, last = -1] = [reduced[0], reduced.at(-1)];
  if (shape.some((n, i) => i > first && i < last && n !== 1 && !axes.includes(i))) return undefined;
  return {
    outer: size(shape.slice(0, first)),
    mid: size(shape.slice(first, last + 1)),
    inner: size(shape.slice(last + 1)),
  };
}

/** The tensor with its reduced axes next to each other, moved to the end where they were not. */
export function block(x: Tensor<Rep>, axes: readonly number[]): Block {
  const direct = extents(x.shape, axes);
  if (direct) return { v: data(x), ...direct };
  const order = [...x.shape.keys()].sort((a, b) => Number(axes.includes(a)) - Number(axes.includes(b)) || a - b);
  const own = strides(x.shape, x.shape);
  const moved = gather(
    data(x),
    order.map((i) => own[i]!),
    order.map((i) => x.shape[i]!),
  );
  const mid = size(axes.map((a) => x.shape[a]!));
  return { v: moved, outer: mid === 0 ? 0 : moved.length / mid, mid, inner: 1 };
}

export function sum({ v, outer, mid, inner }: Block, square = false): Float64Array {
  const out = new Float64Array(outer * inner);
  for (let o = 0, k = 0; o < outer; o++) {
    if (inner === 1) {
      let s = 0;
      if (square) for (let j = 0; j < mid; j++, k++) s += v[k]! * v[k]!;
      else for (let j = 0; j < mid; j++, k++) s += v[k]!;
      out[o] = s;
    } else {
      for (let j = 0; j < mid; j++) {
        for (let q = o * inner, end = q + inner; q < end; q++, k++) out[q]! += square ? v[k]! * v[k]! : v[k]!;
      }
    }
  }
  return out;
}

export function max({ v, outer, mid, inner }: Block, magnitude = false): Float64Array {
  const out = new Float64Array(outer * inner).fill(magnitude ? 0 : -Infinity);
  for (let o = 0, k = 0; o < outer; o++) {
    for (let j = 0; j < mid; j++) {
      for (let q = o * inner, end = q + inner; q < end; q++, k++) {
        out[q] = Math.max(out[q]!, magnitude ? Math.abs(v[k]!) : v[k]!);
      }
    }
  }
  return out;
}

// Between these, no square that matters was lost to overflow or underflow.
const SAFE_SQUARES = [2 ** -960, Number.MAX_VALUE] as const;
const isSafe = (s: number): boolean => Number.isNaN(s) || (s > SAFE_SQUARES[0] && s <= SAFE_SQUARES[1]);

/** Square roots of the sums of squares; where those leave the range, of numbers scaled by a power of two. */
export function norm(x: Block): Float64Array {
  const squares = sum(x, true);
  if (squares.every(isSafe)) return squares.map(Math.sqrt);
  const { scale, lengths } = scaled(x);
  return squares.map((s, i) => (isSafe(s) ? Math.sqrt(s) : scale[i]! * lengths[i]!));
}

/** x / n element by element, where n holds the norms over the axes; 0 for a zero vector. */
export function unit(x: Tensor<Rep>, n: Float64Array, axes: readonly number[]): Float64Array {
  const v = data(x);
  const out = new Float64Array(v.length);
  // A norm that is subnormal has lost digits, and one that overflowed has lost all.
  const isPlain = (d: number): boolean => Number.isNaN(d) || (d > 2 ** -1000 && d < Infinity);
  const exact = n.every(isPlain) ? undefined : scaled(block(x, axes));
  eachReduced(x.shape, axes, (k, i) => {
    const [a, d] = [v[k]!, n[i]!];
    if (exact === undefined || isPlain(d) || exact.scale[i] === Infinity) out[k] = a / d;
    else out[k] = exact.scale[i] === 0 ? 0 : a / exact.scale[i]! / exact.lengths[i]!;
  });
  return out;
}

/** Per vector the power of two below its largest magnitude (0 for a zero vector), and its norm in that scale. */
function scaled(x: Block): { scale: Float64Array; lengths: Float64Array } {
  const { v, outer, mid, inner } = x;
  const scale = max(x, true).map((m) => (Number.isFinite(m) && m > 0 ? 2 ** exponent(m) : m));
  const squares = new Float64Array(scale.length);
  for (let o = 0, k = 0; o < outer; o++) {
    for (let j = 0; j < mid; j++) {
      for (let q = o * inner, end = q + inner; q < end; q++, k++) {
        const y = v[k]! / scale[q]!;
        squares[q]! += y * y;
      }
    }
  }
  // Infinity over Infinity is no number, but an infinite vector has an infinite norm.
  return { scale, lengths: squares.map((s, q) => (scale[q] === 0 ? 0 : scale[q] === Infinity ? 1 : Math.sqrt(s))) };
}
