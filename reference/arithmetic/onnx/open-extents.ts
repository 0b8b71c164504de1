import { type Dim, type Shape, same } from '../../tensor/shape.ts';
import type { GraphWriter } from './graph-writer.ts';

/** Where an extent can be seen: axis `axis` of a value of this rank. */
interface Place {
  readonly value: string;
  readonly axis: number;
  readonly rank: number;
}

/**
 * Works with extents that are known only when the graph runs. `Shape` and `Size` would run on the CPU whatever the
 * execution provider, so an open extent is never read as a number: it is used as the length of a vector of ones.
 */
export class OpenExtents {
  private readonly writer: GraphWriter;
  private readonly places = new Map<string, Place>();

  constructor(writer: GraphWriter) {
    this.writer = writer;
  }

  /** Remembers the open extents of a value, as places to look at. */
  seen(value: string, shape: Shape): void {
    shape.forEach((n, axis) => {
      if (typeof n === 'number') return;
      const before = this.places.get(n);
      if (!before || before.rank > shape.length) this.places.set(n, { value, axis, rank: shape.length });
    });
  }

  /** A vector of ones of this extent. */
  ones(n: Dim): string {
    const w = this.writer;
    if (typeof n === 'number')
      return w.numbers(
        Array.from({ length: n }, () => 1),
        [n],
      );
    const place = this.places.get(n);
    if (!place) throw new Error(`no tensor of the graph has the extent ${n}`);
    const { value, axis, rank } = place;
    const one = w.numbers([1], []);
    if (rank === 1) return w.op('Where', [w.op('Equal', [value, value]), one, one]);
    // The other axes may be empty, so the line through them is a sum of zeros, not a pick.
    const others = axesOf(rank).filter((i) => i !== axis);
    const zero = w.numbers([0], []);
    const line = w.op('Slice', [
      value,
      w.integers(others.map(() => 0)),
      w.integers(others.map(() => 1)),
      w.integers(others),
    ]);
    const zeros = w.op('Where', [w.op('Equal', [line, line]), zero, zero]);
    return w.op('Add', [w.op('ReduceSum', [zeros, w.integers(others)], { keepdims: 0 }), one]);
  }

  /** 0, 1 ... n - 1. */
  indices(n: Dim): string {
    const w = this.writer;
    if (typeof n === 'number') return w.numbers(axesOf(n), [n]);
    return w.op('Sub', [w.op('CumSum', [this.ones(n), w.integers([0], [])]), w.numbers([1], [])]);
  }

  /** The product of the extents, a rank-0 value. */
  count(extents: Shape): string {
    const w = this.writer;
    const fixed = extents.reduce<number>((product, n) => (typeof n === 'number' ? product * n : product), 1);
    const open = extents
      .filter((n) => typeof n === 'string')
      .map((n) => w.op('ReduceSum', [this.ones(n), w.integers([0])], { keepdims: 0 }));
    const factors = fixed === 1 && open.length > 0 ? open : [w.numbers([fixed], []), ...open];
    return factors.reduce((a, b) => w.op('Mul', [a, b]));
  }

  /** Multiplies by ones along each open extent that is missing; `Expand` needs numbers. */
  expand(value: string, from: Shape, to: Shape): string {
    const w = this.writer;
    const lead = to.length - from.length;
    const missing = to.map((n, i) => i < lead || from[i - lead] !== n);
    const fixed = to.map((n, i) => (missing[i] && typeof n === 'number' ? n : 1));
    let out = lead > 0 || fixed.some((n) => n !== 1) ? w.op('Expand', [value, w.integers(fixed)]) : value;
    to.forEach((n, i) => {
      if (!missing[i] || typeof n === 'number') return;
      const others = axesOf(to.length).filter((j) => j !== i);
      const along = others.length ? w.op('Unsqueeze', [this.ones(n), w.integers(others)]) : this.ones(n);
      out = w.op('Mul', [out, along]);
    });
    return out;
  }

  reshape(value: string, from: Shape, to: Shape): string {
    const w = this.writer;
    // Axes of length one come and go whatever the other extents are, also where some of them are zero.
    if (
      same(
        from.filter((n) => n !== 1),
        to.filter((n) => n !== 1),
      )
    ) {
      const axesOfOne = (shape: Shape) => shape.flatMap((n, i) => (n === 1 ? [i] : []));
      const [dropped, added] = [axesOfOne(from), axesOfOne(to)];
      const squeezed = dropped.length ? w.op('Squeeze', [value, w.integers(dropped)]) : value;
      return added.length ? w.op('Unsqueeze', [squeezed, w.integers(added)]) : squeezed;
    }
    if (to.every((n) => typeof n === 'number')) return w.op('Reshape', [value, w.integers(to)], { allowzero: 1 });
    // 0 copies the extent at the same position, -1 is inferred.
    const extents = to.map((n, i) => (typeof n === 'number' ? n : from[i] === n ? 0 : -1));
    if (extents.filter((n) => n === -1).length > 1 || to.includes(0)) {
      throw new Error(`a graph cannot reshape [${from}] to [${to}]: more than one open extent moves`);
    }
    return w.op('Reshape', [value, w.integers(extents)]);
  }

  /** Along one axis; negative positions count from its end. */
  slice(value: string, axis: number, from: number, to: number): string {
    const [start, end, along] = [from, to, axis].map((n) => this.writer.integers([n]));
    return this.writer.op('Slice', [value, start!, end!, along!]);
  }

  /** Cuts an axis into these extents: fixed ones from both ends, and equal open ones between them. */
  split(value: string, extents: Shape, axis: number): string[] {
    const isOpen = (n: Dim) => typeof n === 'string';
    const first = extents.findIndex(isOpen);
    const past = extents.findLastIndex(isOpen) + 1;
    const open = first < 0 ? [] : extents.slice(first, past);
    if (open.some((n) => n !== open[0])) {
      throw new Error(`a graph cannot split an axis into [${extents}]: its open extents must be equal and adjacent`);
    }
    const [before, after] = open.length ? [extents.slice(0, first), extents.slice(past)] : [extents, []];
    const [head, tail] = [positions(before), positions(after).map((n) => n - total(after))];
    const rest = this.slice(value, axis, head.at(-1)!, after.length ? tail[0]! : END);
    return [
      ...before.map((_, i) => this.slice(value, axis, head[i]!, head[i + 1]!)),
      ...this.equalParts(open.length === extents.length ? value : rest, axis, open.length),
      ...after.map((_, i) => this.slice(value, axis, tail[i]!, i + 1 < after.length ? tail[i + 1]! : END)),
    ];
  }
  private equalParts(value: string, axis: number, parts: number): string[] {
    if (parts <= 1) return parts === 1 ? [value] : [];
    const first = this.writer.op('Split', [value], { axis, num_outputs: parts }, parts);
    return axesOf(parts).map((i) => (i === 0 ? first : `${first}_${i}`));
  }
}

/** Past the last position of any axis, as `Slice` writes it. */
const END = 2 ** 31 - 1;
const total = (extents: Shape): number => (extents as readonly number[]).reduce((a, b) => a + b, 0);
/** Where each piece begins, and where the last one ends. */
const positions = (extents: Shape): number[] =>
  [...extents.keys(), extents.length].map((i) => total(extents.slice(0, i)));

const axesOf = (rank: number): number[] => Array.from({ length: rank }, (_, i) => i);
