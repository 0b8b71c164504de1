import { Balls } from '../../reference/arithmetic/ball.ts';
import { float64 } from '../../reference/arithmetic/float64.ts';
import type { Algorithm, AnyLossText } from '../../reference/losses/loss-reference.ts';
import { type Format, formats } from '../../reference/tensor/format.ts';
import type { Tensor } from '../../reference/tensor/tensor.ts';
import { withRespectTo } from '../case.ts';
import { type BallColumns, type Bound, boundOf, columnsOf, eitherOf, widened, withLimits } from './bound.ts';
import { type ArithmeticDeclaration, ballsFor } from './declaration.ts';
import { type Evaluation, evaluate, type Inputs, type Machine, powerAbove } from './evaluate.ts';

/** `value`, or `gradient.` and an operand of `wrt`. */
export type Output = 'value' | `gradient.${string}`;

/** One way to be right: a text, and the form of the primitives (norm, logSumExp, softmax) that goes with its grade. */
export type Admissible = Algorithm;

/**
 * How much of what is permitted is computed. `whole`: a cotangent is multiplied with the derivative of each step of the
 * text as a whole, its magnitude first or last. `any` permits also what automatic differentiation makes of it, term by
 * term, and the overflow of a weight times the cotangent; that is seldom apart and dear to know, so it is asked where
 * `whole` refuses. `least` is a part of `whole` at half the price, the magnitude first and the reference taken for exact
 * where it is far more so than the format: enough to accept, never to refuse.
 */
export type Allowance = 'least' | 'whole' | 'any';

/**
 * The permitted error of every output of one case, for each admissible algorithm. Nothing is computed before it is
 * asked for, and everything once.
 */
export class PermittedError {
  readonly inputs: Inputs;
  readonly declaration: ArithmeticDeclaration;
  /** In the order in which they are tried: strict, the strict text with published primitives, published texts. */
  readonly admissible: readonly Admissible[];
  private readonly computed: Lazy<Float64Array>;
  private readonly float64Balls: Lazy<BallColumns>;
  private readonly balls = new Map<Admissible, Lazy<BallColumns>>();
  private readonly inAnyOrder = new Map<Admissible, Lazy<BallColumns>>();
  private readonly bounds = new Map<string, Bound>();
  private readonly isStrict: boolean;

  /**
   * The first algorithm is strict, and in float64 the reference; without one, throws a RangeError. A `strict` gate
   * admits nothing else, and `any` is `whole` there.
   */
  constructor(
    algorithms: readonly Algorithm[],
    inputs: Inputs,
    declaration: ArithmeticDeclaration,
    gate: Algorithm['grade'] = 'published',
  ) {
    const [first, ...published] = algorithms;
    if (!first) throw new RangeError('a loss needs at least one algorithm');
    this.inputs = inputs;
    this.declaration = declaration;
    this.isStrict = gate === 'strict';
    const others = published.filter(({ atLimits }) => !atLimits || holdsLimit(inputs));
    this.admissible = gate === 'strict' ? [first] : [first, { ...first, grade: 'published' }, ...others];
    this.computed = new Lazy(float64, first.text, inputs, (x) => float64.numbers(x));
    const own = new Balls(formats.f64, { primitives: 'strict' });
    this.float64Balls = ballsOf(own, first.text, inputs);
  }

  /** The format of the results. */
  get storage(): Format {
    return formats[this.declaration.storage];
  }

  /** What float64 computes, in C order; at a kink one of the permitted answers. Throws for an output not asked for. */
  reference(output: Output): Float64Array {
    return this.computed.output(output);
  }

  /** Balls of float64: how far the reference itself may be off. */
  own(output: Output): BallColumns {
    return this.float64Balls.output(output);
  }

  bound(admissible: Admissible, output: Output, allowance: Allowance = 'whole'): Bound {
    // Published forms are in wide use as they are: what is lost by differentiating one of them term by term is not.
    const hasOrder = output !== 'value' && !this.isStrict && admissible.text === this.admissible[0]!.text;
    if (allowance === 'any' && !hasOrder) return this.bound(admissible, output);
    const key = `${this.admissible.indexOf(admissible)} ${output} ${allowance}`;
    let bound = this.bounds.get(key);
    if (!bound) {
      bound = this.compute(admissible, output, allowance);
      this.bounds.set(key, bound);
    }
    return bound;
  }
  private compute(admissible: Admissible, output: Output, allowance: Allowance): Bound {
    if (admissible.atLimits) {
      const elsewhere = this.bound(this.admissible[1]!, output, allowance);
      return withLimits(elsewhere, this.run(admissible).output(output), this.own(output), this.declaration);
    }
    switch (allowance) {
      case 'least': {
        const own = isPlainFloat64(this.declaration) ? this.float64Balls.output(output, 'first') : undefined;
        return this.around(output, this.run(admissible).output(output, 'first'), own);
      }
      case 'whole':
        return this.around(output, this.run(admissible).output(output), this.own(output));
      case 'any': {
        const other = this.around(output, this.handedDown(admissible).output(output), this.own(output));
        return widened(this.bound(admissible, output), other);
      }
    }
  }
  private around(output: Output, balls: BallColumns, own: BallColumns | undefined): Bound {
    return boundOf(this.reference(output), balls, own, this.declaration);
  }

  /** How often the balls left different answers open on the way to this output. */
  undecided(admissible: Admissible, output: Output): number {
    const run = this.run(admissible);
    run.output(output, 'first');
    return output === 'value' ? run.undecidedValue : run.undecidedGradients;
  }

  private run(admissible: Admissible): Lazy<BallColumns> {
    let run = this.balls.get(admissible);
    if (!run) {
      run = this.sameAs(admissible) ?? this.start(admissible);
      this.balls.set(admissible, run);
    }
    return run;
  }
  /**
   * A run of the strict text that is made anyway and has the same balls: that of float64, or the strict one where it
   * met no primitive whose form would matter.
   */
  private sameAs({ grade, text }: Admissible): Lazy<BallColumns> | undefined {
    const first = this.admissible[0]!;
    if (text !== first.text) return undefined;
    if (grade === 'strict') return isPlainFloat64(this.declaration) ? this.float64Balls : undefined;
    const run = this.run(first);
    run.output('value');
    return run.metPrimitive() ? undefined : run;
  }
  private handedDown(admissible: Admissible): Lazy<BallColumns> {
    let run = this.inAnyOrder.get(admissible);
    if (!run) {
      const balls = ballsFor(this.declaration, admissible.grade, { inAnyOrder: true });
      this.inAnyOrder.set(admissible, (run = ballsOf(balls, admissible.text, this.inputs)));
    }
    return run;
  }
  private start({ grade, text }: Admissible): Lazy<BallColumns> {
    return ballsOf(ballsFor(this.declaration, grade), text, this.inputs);
  }
}

/** Whether an operand holds an infinity or a negative zero. */
const holdsLimit = ({ operands }: Inputs): boolean =>
  Object.values(operands).some(({ data }) =>
    Array.from(data).some((x) => Math.abs(x) === Infinity || Object.is(x, -0)),
  );

const isPlainFloat64 = ({ arithmetic, accumulator, subnormals, profile = 'ieee' }: ArithmeticDeclaration): boolean =>
  arithmetic === 'f64' && accumulator === 'f64' && subnormals === 'kept' && profile === 'ieee';

/** An implementation may multiply by the cotangent first, or when a gradient has already lost digits to underflow. */
const ballsOf = (balls: Balls, text: AnyLossText, inputs: Inputs): Lazy<BallColumns> =>
  new Lazy(balls, text, inputs, (x) => columnsOf(x.rep), eitherOf);

/** The outputs of one text on one machine, computed when they are first asked for. What they took is not kept. */
class Lazy<T> {
  undecidedValue = 0;
  undecidedGradients = 0;
  private readonly machine: AnyMachine;
  private readonly names: readonly string[];
  private readonly evaluate: () => Evaluation<unknown>;
  private readonly read: (x: AnyTensor) => T;
  /** What two orders of multiplication make together, where the cotangent enlarges. */
  private readonly either: ((first: T, last: T) => T) | undefined;
  /** What the gradients are made of, until they are. */
  private pending: Evaluation<unknown> | undefined;
  private value: { readonly made: T } | undefined;
  /** With the magnitude of the cotangent first, and in either order. */
  private first: Gradients<T> | undefined;
  private both: Gradients<T> | undefined;

  constructor(
    machine: AnyMachine,
    text: AnyLossText,
    inputs: Inputs,
    read: (x: AnyTensor) => T,
    either?: (first: T, last: T) => T,
  ) {
    this.machine = machine;
    this.names = inputs.wrt;
    this.evaluate = () => evaluate(machine, text, inputs);
    // Orders are apart where the cotangent enlarges.
    this.either = inputs.cotangent && powerAbove(inputs.cotangent.data) > 1 ? either : undefined;
    this.read = read;
  }

  /** Whether the form of the primitives may matter; known when an output has been asked for. */
  metPrimitive(): boolean {
    return this.machine.metPrimitive ?? true;
  }

  output(output: Output, magnitude: 'first' | 'either' = 'either'): T {
    if (output === 'value') return this.run();
    const name = withRespectTo(output);
    if (!this.names.includes(name)) {
      throw new RangeError(`${output} was not asked for; the gradients are by ${this.names.join(', ') || 'nothing'}`);
    }
    return (magnitude === 'first' ? this.differentiate() : this.differentiateBoth())[name]!;
  }

  private run(): T {
    if (!this.value) {
      const evaluation = this.evaluate();
      this.undecidedValue = this.machine.undecided ?? 0;
      this.value = { made: this.read(evaluation.value) };
      if (this.names.length > 0) this.pending = evaluation;
    }
    return this.value.made;
  }
  private differentiate(): Gradients<T> {
    if (!this.first) {
      this.run();
      this.first = this.every(this.pending!.gradients());
      this.pending = undefined;
      this.undecidedGradients = (this.machine.undecided ?? 0) - this.undecidedValue;
    }
    return this.first;
  }
  private differentiateBoth(): Gradients<T> {
    const first = this.differentiate();
    const { either } = this;
    if (!either) return first;
    // Run anew: what it takes is not kept for the few that ask.
    this.both ??= this.every(this.evaluate().gradients('last'), (name, last) => either(first[name]!, last));
    return this.both;
  }
  private every(
    gradients: Readonly<Record<string, AnyTensor>>,
    make: (name: string, read: T) => T = (_, read) => read,
  ): Gradients<T> {
    return Object.fromEntries(Object.entries(gradients).map(([name, x]) => [name, make(name, this.read(x))]));
  }
}
type Gradients<T> = Readonly<Record<string, T>>;
// biome-ignore lint/suspicious/noExplicitAny: only the machine and `read` look inside
type AnyMachine = Machine<any> & Partial<Pick<Balls, 'undecided' | 'metPrimitive'>>;
// biome-ignore lint/suspicious/noExplicitAny: as above
type AnyTensor = Tensor<any>;
