import { type Alternative, distinct } from './alternative.ts';
import { backward, type NormCorner } from './backward.ts';
import { exactly, withDigits } from './big-number.ts';
import { type Bindings, bind } from './bindings.ts';
import { type Certified, isExact, isZero, logAdd, magnitude, one, zero } from './certified.ts';
import { confirm } from './confirm.ts';
import { explore } from './explore.ts';
import { type Formula, FormulaError } from './expression.ts';
import { difference, type Gradient, scale, sum } from './gradient.ts';
import type { ParsedFormula } from './parse-formula.ts';
import { type Decisions, Questions } from './questions.ts';
import { lastDigits, nextDigits, worstShortfall } from './settled.ts';
import { Tape, type TapeNode } from './tape.ts';
import { isNumber, kindOf, type Value } from './value.ts';
import { Walker } from './walk.ts';

/** What the items of one case have in common. */
export interface Task {
  /** The spec, for errors. */
  readonly where: string;
  /** Left out where nothing asks for it. */
  readonly loss: ParsedFormula | undefined;
  readonly share: ParsedFormula | undefined;
  /** The operands and parameters that gradients are wanted for. */
  readonly variables: ReadonlySet<string>;
}

/** What an item's numbers are multiplied with in the result, and so the weights of its derivatives. */
export interface Seeds {
  readonly loss: Certified;
  readonly share: Certified;
}

export interface GroupGradient {
  readonly gradient: Gradient;
  /** The first changes nothing; there are others where something ties. */
  readonly alternatives: readonly Alternative[];
  /** Whether all ties were followed. */
  readonly complete: boolean;
}

interface Run {
  readonly tape: Tape;
  readonly questions: Questions;
  readonly losses: readonly TapeNode[];
  readonly shares: readonly TapeNode[];
}

/** How many ways to answer tied questions are followed. */
const branchLimit = 512;
/** Items are known a little better than results, which lose digits where items cancel. */
const spareDigits = 10;

/**
 * Items that are computed on one tape: the items of a coupled batch, or the one item that stands for all that see the
 * same numbers. Its digits rise until every number that is asked for is known.
 */
export class ItemGroup {
  private readonly task: Task;
  private readonly bindings: readonly Bindings[];
  private digits = 0;
  private run: Run | undefined;

  constructor(task: Task, bindings: readonly Bindings[]) {
    this.task = task;
    this.bindings = bindings;
  }

  get digitsUsed(): number {
    return this.digits;
  }

  /** The loss and the share of every item of the group; 0 for what is not asked for. */
  values(digits: number): readonly { readonly loss: Certified; readonly share: Certified }[] {
    const { losses, shares } = this.solve(digits);
    return this.bindings.map((_, i) => ({ loss: losses[i]?.value ?? zero, share: shares[i]?.value ?? zero }));
  }

  /** The derivative of sum over the group's items of seed times number. */
  gradient(seeds: readonly Seeds[], digits: number): GroupGradient {
    for (let wanted = digits; ; ) {
      const run = this.solve(wanted);
      const found = withDigits(this.digits, () => this.derive(run, seeds));
      if (found.short === 0 || this.digits >= lastDigits) return this.alternatives(run, found, seeds);
      wanted = nextDigits(this.digits, found.short);
    }
  }

  private solve(digits: number): Run {
    if (this.run && this.digits >= digits) return this.run;
    for (this.digits = digits; ; ) {
      const run = this.evaluate(new Map());
      const short = worstShortfall(
        [...run.losses, ...run.shares].map(({ value }) => value),
        spareDigits,
      );
      if ((short === 0 && !run.questions.undecided) || this.digits >= lastDigits) {
        this.run = run;
        if (short === 0) this.confirm(run);
        return run;
      }
      this.digits = nextDigits(this.digits, run.questions.undecided ? undefined : short);
    }
  }

  private evaluate(decisions: Decisions): Run {
    return withDigits(this.digits, () => {
      const tape = new Tape(this.digits);
      const questions = new Questions(tape, decisions);
      const walker = new Walker(tape, questions, this.task.where);
      const number = (formula: Formula, bindings: Bindings): TapeNode => {
        const names = bind(bindings, (x, name, at) =>
          this.task.variables.has(name) ? tape.variable({ name, at }, exactly(x)) : tape.literal(exactly(x)),
        ) as ReadonlyMap<string, Value>;
        const value = walker.evaluate(formula, names);
        if (isNumber(value)) return value;
        throw new FormulaError(`${this.task.where}: ${formula.text} gives ${kindOf(value)}, and must give a number`);
      };
      const { loss, share } = this.task;
      const losses = loss ? this.bindings.map((bindings) => number(loss, bindings)) : [];
      const shares = share ? this.bindings.map((bindings) => number(share, bindings)) : [];
      return { tape, questions, losses, shares };
    });
  }

  private confirm({ losses, shares }: Run): void {
    const { loss, share, where } = this.task;
    this.bindings.forEach((bindings, i) => {
      if (loss) confirm(loss, bindings, [losses[i]!.value], this.digits, where);
      if (share) confirm(share, bindings, [shares[i]!.value], this.digits, where);
    });
  }

  /**
   * Outputs with the same seed are differentiated together and multiplied by it last: a seed is only as exact as a
   * quotient is, and where derivatives cancel, its error would not.
   */
  private derive(run: Run, seeds: readonly Seeds[]): Derived {
    const bySeed = new Map<Certified, (readonly [TapeNode, Certified])[]>();
    const add = (node: TapeNode, seed: Certified): void => {
      if (!isZero(seed)) bySeed.set(seed, [...(bySeed.get(seed) ?? []), [node, one]]);
    };
    for (const [i, node] of run.losses.entries()) add(node, seeds[i]!.loss);
    for (const [i, node] of run.shares.entries()) add(node, seeds[i]!.share);
    const { arithmetic } = run.tape;
    const parts = [...bySeed].map(([seed, outputs]) => {
      const { gradient, corners } = backward(run.tape, outputs, this.digits >= lastDigits);
      const scaled = (by: Gradient): Gradient => scale(by, seed, arithmetic);
      const short = worstShortfall(
        gradient.map(({ value }) => value),
        spareDigits,
      );
      return { short, gradient: scaled(gradient), corners: corners.map(({ rows }) => ({ rows: rows.map(scaled) })) };
    });
    return {
      short: Math.max(0, ...parts.map(({ short }) => short)),
      gradient: parts.map(({ gradient }) => gradient).reduce((a, b) => sum(a, b, arithmetic), []),
      corners: parts.flatMap(({ corners }) => corners),
    };
  }

  /** All answers to tied questions that leave every value as it is: at a jump the other side is no subgradient. */
  private alternatives(chosen: Run, found: Derived, seeds: readonly Seeds[]): GroupGradient {
    const own: Alternative = { change: [], corners: found.corners };
    if (chosen.questions.met.size === 0) {
      return { gradient: found.gradient, alternatives: found.corners.length > 0 ? [own] : [], complete: true };
    }
    const explored = explore((decisions) => {
      const run = this.evaluate(decisions);
      return { questions: run.questions, result: run };
    }, branchLimit);
    return withDigits(this.digits, () => {
      const others = explored.results
        .filter((run) => sameValues(run, chosen))
        .map((run): Alternative => {
          const { gradient, corners } = this.derive(run, seeds);
          return { change: difference(gradient, found.gradient, run.tape.arithmetic), corners };
        })
        .filter(({ change, corners }) => change.length > 0 || corners.length > 0);
      const alternatives = others.length > 0 || own.corners.length > 0 ? [own, ...distinct(others)] : [];
      return { gradient: found.gradient, alternatives, complete: explored.complete };
    });
  }
}

interface Derived {
  /** How many digits the derivatives are short of, before they are multiplied by their seeds. */
  readonly short: number;
  readonly gradient: Gradient;
  readonly corners: readonly NormCorner[];
}

const sameValues = (a: Run, b: Run): boolean =>
  [...a.losses, ...a.shares].every(({ value }, i) => {
    const other = [...b.losses, ...b.shares][i]!.value;
    if (isExact(value) && isExact(other)) return value.value.eq(other.value);
    return magnitude(value.value.minus(other.value)) <= logAdd(value.error, other.error) + 0.5;
  });
