import { eachIndex, type Shape, size, strides } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** What float64 stores for a tensor: its numbers in C order, or how to make them. */
export type Rep = Float64Array | Lazy;

/** Numbers that are made when somebody needs all of them; who knows the description may never need to. */
export abstract class Lazy {
  private made: Float64Array | undefined;

  /** Whether the numbers exist already. */
  get isMade(): boolean {
    return this.made !== undefined;
  }
  force(): Float64Array {
    this.made ??= this.compute();
    return this.made;
  }
  protected abstract compute(): Float64Array;
}

export const data = (x: Tensor<Rep>): Float64Array => (x.rep instanceof Lazy ? x.rep.force() : x.rep);

/** A smaller tensor, broadcast. Loops and `take` read the small one. */
export class Expanded extends Lazy {
  readonly source: Tensor<Rep>;
  readonly shape: Shape;
  constructor(source: Tensor<Rep>, shape: Shape) {
    super();
    this.source = source;
    this.shape = shape;
  }
  protected compute(): Float64Array {
    return gather(data(this.source), strides(this.source.shape, this.shape), this.shape);
  }
}

/** One number per row, at a position of that row, and 0 elsewhere. A position outside the row leaves it 0. */
export class Put extends Lazy {
  readonly g: Float64Array;
  readonly index: Float64Array;
  readonly c: number;
  constructor(g: Float64Array, index: Float64Array, c: number) {
    super();
    this.g = g;
    this.index = index;
    this.c = c;
  }
  protected compute(): Float64Array {
    const out = new Float64Array(this.g.length * this.c);
    for (let i = 0; i < this.g.length; i++) {
      const y = this.index[i]!;
      if (isPosition(y, this.c)) out[i * this.c + y] = this.g[i]!;
    }
    return out;
  }
}

/** Is y an integer in [0, extent)? */
export const isPosition = (y: number, extent: number): boolean => y >= 0 && y < extent && Number.isInteger(y);

/** The elements of a tensor of `shape` whose axes have these strides in v. */
export function gather(v: Float64Array, stride: readonly number[], shape: Shape): Float64Array {
  const out = new Float64Array(size(shape));
  if (out.length === 0) return out;
  if (v.length === 1) return out.fill(v[0]!);
  const c = (shape.at(-1) ?? 1) as number;
  const step = stride.at(-1) ?? 0;
  eachIndex(shape.slice(0, -1) as number[], stride.slice(0, -1), (r, from) => {
    for (let j = 0, k = r * c, o = from; j < c; j++, k++, o += step) out[k] = v[o]!;
  });
  return out;
}
