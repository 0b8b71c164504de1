import { derivative } from './derivative.ts';
import { type Scalar, Trace } from './scalar.ts';
import { termByTerm } from './term-by-term.ts';

export type Kernel = (...xs: Scalar[]) => Scalar;

/** A traced kernel: scalars in the order of evaluation, and one or more results. */
export class Program {
  readonly arity: number;
  readonly results: readonly Scalar[];
  /** Only those that some result needs. */
  readonly nodes: readonly Scalar[];
  /** Equal programs have equal keys. */
  readonly key: string;
  /** Of a pullback, another order: the same with the cotangent handed down from node to node. */
  readonly termByTerm: Program | undefined;
  private readonly derived = new Map<string, Program>();

  constructor(arity: number, results: readonly Scalar[], termByTerm?: Program) {
    this.arity = arity;
    this.results = results;
    this.termByTerm = termByTerm;
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
    return this.remember(`only ${k}`, () => new Program(this.arity, [this.results[k]!], this.termByTerm?.only(k)));
  }

  /** The program (x1 .. xn, cotangent) -> cotangent * d result / d x_i for each wanted i; of one result. */
  pullback(wanted: readonly number[]): Program {
    return this.remember(`pullback ${wanted}`, () => {
      const trace = this.results[0]!.trace;
      const cotangent = trace.argument(this.arity);
      const results = wanted.map((i) => {
        const d = derivative(this, i);
        return d === undefined ? trace.lift(0) : isOne(d) ? cotangent : d.mul(cotangent);
      });
      const otherwise = new Program(this.arity + 1, termByTerm(this, cotangent, wanted));
      const pulled = new Program(this.arity + 1, results);
      return pulled.key === otherwise.key ? pulled : new Program(this.arity + 1, results, otherwise);
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
        const tangent = trace.argument(this.arity + j);
        const piece = isOne(d) ? tangent : d.mul(tangent);
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

const isOne = (s: Scalar): boolean => s.op === 'constant' && s.value === 1;
