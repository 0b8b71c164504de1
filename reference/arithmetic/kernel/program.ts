import { derivative } from './derivative.ts';
import { factorsFirst, productWith } from './factors-first.ts';
import { type Scalar, Trace } from './scalar.ts';
import { termByTerm } from './term-by-term.ts';

export type Kernel = (...xs: Scalar[]) => Scalar;

/** Of a pullback, the same in other orders of multiplication, where they are others. */
interface OtherOrders {
  /** With the cotangent handed down from node to node. */
  readonly termByTerm?: Program | undefined;
  /** With the cotangent times the factors of the whole result, such as a weight, before the derivative of the rest. */
  readonly factorsFirst?: Program | undefined;
}

/** A traced kernel: scalars in the order of evaluation, and one or more results. */
export class Program {
  readonly arity: number;
  readonly results: readonly Scalar[];
  /** Only those that some result needs. */
  readonly nodes: readonly Scalar[];
  /** Equal programs have equal keys. */
  readonly key: string;
  readonly otherOrders: OtherOrders;
  private readonly derived = new Map<string, Program>();

  constructor(arity: number, results: readonly Scalar[], otherOrders: OtherOrders = {}) {
    this.arity = arity;
    this.results = results;
    this.otherOrders = otherOrders;
    const needed = new Set<Scalar>();
    const visit = (s: Scalar): void => {
      if (needed.has(s)) return;
      needed.add(s);
      s.args.forEach(visit);
    };
    results.forEach(visit);
    this.nodes = [...needed].sort((a, b) => a.id - b.id);
    const at = new Map(this.nodes.map((s, i) => [s, i]));
    const text = this.nodes.map((s) => {
      const value = s.args.length ? '' : Object.is(s.value, -0) ? '-0' : s.value;
      return `${s.op}${value}(${s.args.map((a) => at.get(a))})`;
    });
    this.key = `${arity}:${text.join(';')}>${results.map((s) => at.get(s))}`;
  }

  static of(kernel: Kernel, arity: number): Program {
    const trace = new Trace();
    const args = Array.from({ length: arity }, (_, i) => trace.argument(i));
    return new Program(arity, [trace.lift(kernel(...args))]);
  }

  /** The positions of the arguments that a result depends on. */
  argumentsOf(result: Scalar): number[] {
    return new Program(this.arity, [result]).nodes.flatMap((s) => (s.op === 'argument' ? [s.value] : []));
  }
  only(k: number): Program {
    const { termByTerm, factorsFirst } = this.otherOrders;
    return this.remember(
      `only ${k}`,
      () =>
        new Program(this.arity, [this.results[k]!], {
          termByTerm: termByTerm?.only(k),
          factorsFirst: factorsFirst?.only(k),
        }),
    );
  }

  /** The program (x1 .. xn, cotangent) -> cotangent * d result / d x_i for each wanted i; of one result. */
  pullback(wanted: readonly number[]): Program {
    return this.remember(`pullback ${wanted}`, () => {
      const trace = this.results[0]!.trace;
      const cotangent = trace.argument(this.arity);
      const results = wanted.map((i) => productWith(derivative(this, i), cotangent));
      const throughFactors = wanted.map((i) => {
        const ofPart = (part: Scalar) => derivative(new Program(this.arity, [part]), i);
        return factorsFirst(this.results[0]!, trace.argument(i), cotangent, ofPart);
      });
      const { key } = new Program(this.arity + 1, results);
      const unlessSame = (others: readonly Scalar[]): Program | undefined => {
        const other = new Program(this.arity + 1, others);
        return other.key === key ? undefined : other;
      };
      return new Program(this.arity + 1, results, {
        termByTerm: unlessSame(termByTerm(this, cotangent, wanted)),
        factorsFirst: unlessSame(throughFactors),
      });
    });
  }

  /** The program (x1 .. xn, t1 .. tk) -> sum of t_j * d result / d x_wanted[j]; of one result. */
  pushforward(wanted: readonly number[]): Program {
    return this.remember(`pushforward ${wanted}`, () => {
      const trace = this.results[0]!.trace;
      let total: Scalar | undefined;
      wanted.forEach((i, j) => {
        const d = derivative(this, i);
        if (d === undefined) return;
        const piece = productWith(d, trace.argument(this.arity + j));
        total = total === undefined ? piece : total.add(piece);
      });
      return new Program(this.arity + wanted.length, [total ?? trace.lift(0)]);
    });
  }

  private remember(key: string, make: () => Program): Program {
    let known = this.derived.get(key);
    if (!known) {
      known = make();
      this.derived.set(key, known);
    }
    return known;
  }
}
