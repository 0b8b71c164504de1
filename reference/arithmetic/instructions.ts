import type { Program } from './kernel/program.ts';
import type { Op } from './kernel/scalar.ts';

/** One step of a program; a, b and c are the positions of the steps it reads, 0 where it reads none. */
export interface Instruction {
  readonly op: Op;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** The constant, or the position of the argument. */
  readonly value: number;
}

/** A program by positions instead of objects, for those that interpret it. */
export interface Instructions {
  readonly steps: readonly Instruction[];
  readonly results: readonly number[];
}

const known = new WeakMap<Program, Instructions>();

export function instructions(program: Program): Instructions {
  let found = known.get(program);
  if (!found) {
    const at = new Map(program.nodes.map((s, i) => [s, i]));
    const steps = program.nodes.map((s): Instruction => {
      const [a = 0, b = 0, c = 0] = s.args.map((x) => at.get(x)!);
      return { op: s.op, a, b, c, value: s.value };
    });
    found = { steps, results: program.results.map((s) => at.get(s)!) };
    known.set(program, found);
  }
  return found;
}
