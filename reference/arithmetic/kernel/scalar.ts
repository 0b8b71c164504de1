export type Op =
  | 'argument'
  | 'constant'
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'neg'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sqrt'
  | 'tanh'
  | 'atan'
  | 'abs'
  | 'max'
  | 'min'
  | 'lt'
  | 'le'
  | 'eq'
  | 'select';

export type Operand = Scalar | number;

/** One number inside a kernel. A kernel is run once, on these symbols, and so becomes a program. */
export class Scalar {
  readonly trace: Trace;
  readonly id: number;
  readonly op: Op;
  readonly args: readonly Scalar[];
  /** The constant, or the position of the argument. */
  readonly value: number;
  constructor(trace: Trace, id: number, op: Op, args: readonly Scalar[], value: number) {
    this.trace = trace;
    this.id = id;
    this.op = op;
    this.args = args;
    this.value = value;
  }

  add(b: Operand): Scalar {
    return this.trace.make('add', this, b);
  }
  sub(b: Operand): Scalar {
    return this.trace.make('sub', this, b);
  }
  mul(b: Operand): Scalar {
    return this.trace.make('mul', this, b);
  }
  div(b: Operand): Scalar {
    return this.trace.make('div', this, b);
  }
  lt(b: Operand): Condition {
    return new Condition(this.trace.make('lt', this, b));
  }
  le(b: Operand): Condition {
    return new Condition(this.trace.make('le', this, b));
  }
  gt(b: Operand): Condition {
    return new Condition(this.trace.make('lt', this.trace.lift(b), this));
  }
  ge(b: Operand): Condition {
    return new Condition(this.trace.make('le', this.trace.lift(b), this));
  }
  /** For labels and masks, which are exact: a ball never takes both sides of it. */
  eq(b: Operand): Condition {
    return new Condition(this.trace.make('eq', this, b));
  }
}

/** The answer of a comparison: only `select` accepts it. */
export class Condition {
  readonly scalar: Scalar;
  constructor(scalar: Scalar) {
    this.scalar = scalar;
  }
}

/** Collects the scalars of one kernel; equal expressions are one scalar. */
export class Trace {
  readonly nodes: Scalar[] = [];
  private readonly known = new Map<string, Scalar>();

  make(op: Op, ...operands: Operand[]): Scalar {
    return this.intern(
      op,
      operands.map((x) => this.lift(x)),
      0,
    );
  }
  lift(x: Operand): Scalar {
    return typeof x === 'number' ? this.intern('constant', [], x) : x;
  }
  argument(position: number): Scalar {
    return this.intern('argument', [], position);
  }

  private intern(op: Op, args: Scalar[], value: number): Scalar {
    const key = `${op} ${Object.is(value, -0) ? '-0' : value} ${args.map((a) => a.id).join(' ')}`;
    let found = this.known.get(key);
    if (!found) {
      found = new Scalar(this, this.nodes.length, op, args, value);
      this.nodes.push(found);
      this.known.set(key, found);
    }
    return found;
  }
}
