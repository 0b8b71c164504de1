import { big } from './big-number.ts';
import { isExact, logAdd, magnitude } from './certified.ts';
import type { Tape, TapeNode } from './tape.ts';

/** Which of two quantities is the smaller one; `equal` also where no digits tell them apart, `unordered` for NaN. */
export type Order = 'less' | 'equal' | 'greater' | 'unordered';

/** How ties are taken: the answer to a question by its name; `equal`, or the first one, where there is none. */
export type Decisions = ReadonlyMap<string, number>;

/**
 * The questions of one run of a formula: comparisons whose sides are equal and depend on what the loss is
 * differentiated by. There the derivative jumps, and a subgradient may take either side. All questions about the same
 * two quantities are one question with one answer; an equality of labels or flags is never taken both ways.
 */
export class Questions {
  /** The number of admissible answers to each question met. */
  readonly met = new Map<string, number>();
  /** Whether some comparison needs more digits. */
  undecided = false;
  private readonly tape: Tape;
  private readonly decisions: Decisions;

  constructor(tape: Tape, decisions: Decisions) {
    this.tape = tape;
    this.decisions = decisions;
  }

  /** As the numbers are, without a question. */
  order(a: TapeNode, b: TapeNode): Order {
    if (a === b) return 'equal';
    const [x, y] = [a.value, b.value];
    if (x.value.isNaN() || y.value.isNaN()) return 'unordered';
    const plain = x.value.cmp(y.value);
    if (isExact(x) && isExact(y)) return plain < 0 ? 'less' : plain > 0 ? 'greater' : 'equal';
    const apart = magnitude(x.value.minus(y.value));
    if (apart > logAdd(x.error, y.error) + 0.1) return plain < 0 ? 'less' : 'greater';
    this.undecided = true;
    return 'equal';
  }

  /** Which side is taken as the smaller one: a tie of active quantities is a question with the two answers. */
  side(a: TapeNode, b: TapeNode): Order {
    const order = this.order(a, b);
    if (order !== 'equal' || a === b || !(a.active || b.active)) return order;
    const [p, q] = this.quantities(a, b);
    const forward = p.id < q.id;
    const answer = this.ask(forward ? `${p.id} ${q.id}` : `${q.id} ${p.id}`, 2);
    if (answer === undefined) return 'equal';
    return (answer === 0) === forward ? 'less' : 'greater';
  }

  /** The largest of the nodes (the smallest with sign -1), where several are equal the first or the one decided on. */
  extreme(nodes: readonly TapeNode[], sign: 1 | -1): TapeNode {
    const beaten: Order = sign === 1 ? 'less' : 'greater';
    let best = nodes[0]!;
    for (const node of nodes) {
      if (node.value.value.isNaN()) return node;
      if (this.order(best, node) === beaten) best = node;
    }
    const tied = [...new Set(nodes)].filter((node) => node === best || this.order(node, best) === 'equal');
    if (tied.length === 1 || !tied.some((node) => node.active)) return best;
    if (tied.length === 2) return this.side(tied[0]!, tied[1]!) === beaten ? tied[1]! : tied[0]!;
    const ids = tied.map((node) => node.id).sort((a, b) => a - b);
    const answer = this.ask(ids.join(' '), tied.length);
    return answer === undefined ? tied[0]! : tied.find((node) => node.id === ids[answer])!;
  }

  private ask(name: string, answers: number): number | undefined {
    this.met.set(name, answers);
    return this.decisions.get(name);
  }

  /** a - b against 0 is a against b. */
  private quantities(a: TapeNode, b: TapeNode): readonly [TapeNode, TapeNode] {
    const nought = this.tape.literal(big(0));
    if (b === nought && a.operation === 'sub') return [a.from[0]!, a.from[1]!];
    if (a === nought && b.operation === 'sub') return [b.from[1]!, b.from[0]!];
    return [a, b];
  }
}
