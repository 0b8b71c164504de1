import { instructions } from '../instructions.ts';
import type { Program } from '../kernel/program.ts';
import { question } from '../kernel/question.ts';
import type { Op, Scalar } from '../kernel/scalar.ts';

/** A step of a program; `asks` is the question behind a comparison, an absolute value or an extreme. */
export interface Step {
  readonly op: Op;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly value: number;
  readonly asks?: Question;
}
/** The pair of a quantity that is compared with itself. */
export const SAME = -1;

/** Which pair of quantities, and whether the step asks about it the other way round. */
export interface Question {
  readonly pair: number;
  readonly flipped: boolean;
}
export interface Plan {
  readonly steps: readonly Step[];
  readonly results: readonly number[];
  readonly pairs: number;
}

const plans = new WeakMap<Program, Plan>();

/** The steps of a program with what they ask. */
export function planOf(program: Program): Plan {
  let plan = plans.get(program);
  if (!plan) {
    const { steps, results } = instructions(program);
    const pairs = new Map<string, number>();
    const asks = (p: Scalar, q: Scalar): Question => {
      const { first, second, flipped } = question(p, q);
      if (first === second) return { pair: SAME, flipped };
      const key = `${first.id} ${second.id}`;
      if (!pairs.has(key)) pairs.set(key, pairs.size);
      return { pair: pairs.get(key)!, flipped };
    };
    const withQuestions = steps.map((step, i): Step => {
      const [p, q] = program.nodes[i]!.args as [Scalar, Scalar];
      if (step.op === 'abs') return { ...step, asks: asks(p, p.trace.lift(0)) };
      if (step.op === 'le') return { ...step, asks: asks(q, p) };
      return step.op === 'lt' || step.op === 'max' || step.op === 'min' ? { ...step, asks: asks(p, q) } : step;
    });
    plan = { steps: withQuestions, results, pairs: pairs.size };
    plans.set(program, plan);
  }
  return plan;
}
