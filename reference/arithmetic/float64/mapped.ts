import { type Shape, same, size, strides } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { mayGenerateCode } from '../generated-code.ts';
import type { Program } from '../kernel/program.ts';
import { compile } from './compile.ts';
import { interpret } from './interpret.ts';
import { data, Expanded, gather, Lazy, type Rep } from './lazy.ts';
import type { Kind, Loop, LoopMaker, Mode } from './loop.ts';

/** A kernel over operands whose results nobody has asked for yet. */
export class Mapped extends Lazy {
  private readonly loops: Loops;
  private readonly program: Program;
  private readonly xs: readonly Tensor<Rep>[];
  private readonly shape: Shape;
  constructor(loops: Loops, program: Program, xs: readonly Tensor<Rep>[], shape: Shape) {
    super();
    this.loops = loops;
    this.program = program;
    this.xs = xs;
    this.shape = shape;
  }
  protected compute(): Float64Array {
    return this.loops.run(this.program, this.xs, this.shape, 'elements')[0]!;
  }
  /** The sums of `outer` rows of consecutive elements without making them, in the order a plain loop has. */
  totals(outer: number): Float64Array {
    const mode = outer === 1 ? 'total' : 'rows';
    return this.loops.run(this.program, this.xs, this.shape, mode, size(this.shape) / outer)[0]!;
  }
  /** Whether to sum without storing: elementary functions are dear, and another reader would repeat them. */
  get fuses(): boolean {
    return !this.isMade && !this.program.nodes.some((s) => dear.has(s.op));
  }
}
const dear: ReadonlySet<string> = new Set(['exp', 'expm1', 'log', 'log1p', 'tanh', 'atan']);

/** Makes and remembers the loops of programs, one per way in which the operands are broadcast. */
export class Loops {
  private readonly make: LoopMaker;
  private readonly bySource = new Map<string, Loop>(); // by what the program says
  private readonly byProgram = new WeakMap<Program, Map<string, Loop>>(); // by identity, which is quicker to look up
  /** With generateCode, and where the platform allows it, programs are compiled; else interpreted. */
  constructor(generateCode: boolean) {
    this.make = generateCode && mayGenerateCode() ? compile : interpret;
  }

  /** `rowLength` is needed for the totals of rows only. */
  run(
    program: Program,
    operands: readonly Tensor<Rep>[],
    shape: Shape,
    mode: Mode,
    rowLength?: number,
  ): Float64Array[] {
    const n = size(shape);
    const xs = operands.map(smallest);
    const inner = mode === 'rows' ? rowLength! : n === 0 ? 0 : rowEnd(xs, shape, n);
    const outer = n === 0 ? 0 : n / inner;
    const kinds: Kind[] = [];
    const arrays = xs.map((x, i) => {
      const kind = kindOf(x.shape, shape, outer, inner);
      kinds[i] = kind ?? 'whole';
      return kind === undefined ? gather(data(x), strides(x.shape, shape), shape) : data(x);
    });
    const length = mode === 'elements' ? n : mode === 'total' ? 1 : outer;
    const outs = (mode === 'elements' ? program.results : [0]).map(() => new Float64Array(length));
    this.loop(program, kinds, mode)(outer, inner, arrays, outs);
    return outs;
  }

  private loop(program: Program, kinds: readonly Kind[], mode: Mode): Loop {
    let own = this.byProgram.get(program);
    if (!own) this.byProgram.set(program, (own = new Map()));
    const pattern = `${mode} ${kinds.join(' ')}`;
    let loop = own.get(pattern);
    if (!loop) {
      const source = `${pattern} ${program.key}`;
      loop = this.bySource.get(source) ?? this.make(program, kinds, mode);
      // Kernels written in place with ever new constants would otherwise fill the memory.
      if (this.bySource.size >= 4096) this.bySource.clear();
      this.bySource.set(source, loop);
      own.set(pattern, loop);
    }
    return loop;
  }
}

/** What is broadcast is read where it is small. */
function smallest(x: Tensor<Rep>): Tensor<Rep> {
  let y = x;
  while (y.rep instanceof Expanded && same(y.rep.shape, y.shape)) y = y.rep.source;
  return y;
}

/** The first operand that is broadcast, and is more than one number, decides where rows end. */
function rowEnd(xs: readonly Tensor<Rep>[], shape: Shape, n: number): number {
  for (const x of xs) {
    if (size(x.shape) === 1 || size(x.shape) === n) continue;
    const st = strides(x.shape, shape);
    const firstZero = st.findIndex((s, i) => s === 0 && shape[i] !== 1);
    const perRow = st.slice(0, firstZero).some((s) => s !== 0);
    return size(shape.slice(perRow ? firstZero : st.findIndex((s) => s !== 0)));
  }
  return n;
}

/** undefined: the operand is broadcast in a way that rows and columns do not describe. */
function kindOf(own: Shape, shape: Shape, outer: number, inner: number): Kind | undefined {
  const m = size(own);
  if (m === outer * inner) return m === 1 ? 'number' : 'whole';
  if (m === 1) return 'number';
  const st = strides(own, shape);
  const moves = st.flatMap((s, d) => (shape[d] === 1 ? [] : [s !== 0]));
  if (m === outer && moves.indexOf(false) === moves.lastIndexOf(true) + 1) return 'row';
  if (m === inner && moves.indexOf(true) === moves.lastIndexOf(false) + 1) return 'column';
  return undefined;
}
