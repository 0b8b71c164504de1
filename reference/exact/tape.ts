import { type BigNumber, big } from './big-number.ts';
import { type Certified, CertifiedArithmetic, exactNumber, isFiniteNumber } from './certified.ts';
import { applyElementary, type Elementary, elementary, power } from './elementary.ts';

/** What a formula may be differentiated by: one number of an operand, or a parameter. */
export interface Variable {
  readonly name: string;
  /** The position in the operand, in C order; 0 for a parameter. */
  readonly at: number;
}

export type Operation = 'add' | 'sub' | 'neg' | 'mul' | 'div' | 'pow' | 'sum' | Elementary;

/** One number of a computation, and where it came from. */
export class TapeNode {
  readonly id: number;
  readonly value: Certified;
  readonly operation: Operation | undefined;
  readonly from: readonly TapeNode[];
  readonly variable: Variable | undefined;
  /** Whether it depends on a variable. */
  readonly active: boolean;
  constructor(
    id: number,
    value: Certified,
    more: { operation?: Operation; from?: readonly TapeNode[]; variable?: Variable } = {},
  ) {
    this.id = id;
    this.value = value;
    this.operation = more.operation;
    this.from = more.from ?? [];
    this.variable = more.variable;
    this.active = this.variable !== undefined || this.from.some((node) => node.active);
  }
}

/**
 * Records a computation in certified arithmetic. The same operation on the same nodes is the same node, so that what a
 * formula writes twice is computed once, and questions about the same two quantities are seen to be one.
 */
export class Tape {
  readonly arithmetic: CertifiedArithmetic;
  readonly nodes: TapeNode[] = [];
  private readonly known = new Map<string, TapeNode>();

  constructor(digits: number) {
    this.arithmetic = new CertifiedArithmetic(digits);
  }

  /** A number of the formula's text, or one that no gradient is wanted for. */
  literal(value: string | number | BigNumber): TapeNode {
    const number = typeof value === 'object' ? value : big(value);
    return this.node(`literal ${number}`, () => [exactNumber(number), {}]);
  }
  pi(): TapeNode {
    return this.node('pi', () => {
      const value = big(-1).acos();
      return [this.arithmetic.finite(value, -Infinity, this.arithmetic.ulp(value)), {}];
    });
  }
  variable(variable: Variable, value: BigNumber): TapeNode {
    return this.node(`variable ${variable.name} ${variable.at}`, () => [exactNumber(value), { variable }]);
  }
  /** The same number, constant under differentiation. */
  hold(x: TapeNode): TapeNode {
    return x.active ? this.node(`hold ${x.id}`, () => [x.value, {}]) : x;
  }
  apply(operation: Exclude<Operation, 'sum'>, ...from: TapeNode[]): TapeNode {
    // What is subtracted from itself leaves exactly nothing, however little is known of it.
    if (operation === 'sub' && from[0] === from[1] && isFiniteNumber(from[0]!.value)) return this.literal(big(0));
    return this.node(`${operation} ${from.map((x) => x.id)}`, () => [
      this.compute(
        operation,
        from.map((x) => x.value),
      ),
      { operation, from },
    ]);
  }
  /** Of any number of nodes; of none it is 0. */
  sum(from: readonly TapeNode[]): TapeNode {
    if (from.length === 0) return this.literal(big(0));
    return this.node(`sum ${from.map((x) => x.id)}`, () => [
      this.arithmetic.sum(from.map((x) => x.value)),
      { operation: 'sum', from },
    ]);
  }

  private node(
    key: string,
    make: () => [Certified, { operation?: Operation; from?: readonly TapeNode[]; variable?: Variable }],
  ): TapeNode {
    const known = this.known.get(key);
    if (known) return known;
    const node = new TapeNode(this.nodes.length, ...make());
    this.nodes.push(node);
    this.known.set(key, node);
    return node;
  }

  private compute(operation: Exclude<Operation, 'sum'>, xs: readonly Certified[]): Certified {
    const { arithmetic } = this;
    const [a, b] = xs as [Certified, Certified];
    if (operation in elementary) return applyElementary(operation as Elementary, a, arithmetic);
    switch (operation) {
      case 'add':
        return arithmetic.add(a, b);
      case 'sub':
        return arithmetic.sub(a, b);
      case 'neg':
        return arithmetic.neg(a);
      case 'mul':
        return arithmetic.mul(a, b);
      case 'div':
        return arithmetic.div(a, b);
      default:
        return power(a, b, arithmetic);
    }
  }
}
