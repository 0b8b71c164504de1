import { elementary } from '../elementary.ts';
import { type Instruction, instructions } from '../instructions.ts';
import type { Program } from '../kernel/program.ts';
import type { Kind, Loop, Mode } from './loop.ts';

const BLOCK = 1024; // elements; the blocks of a kernel stay in the cache

/** The same loop where code may not be generated: a block of elements at a time, step by step. */
export function interpret(program: Program, kinds: readonly Kind[], mode: Mode): Loop {
  const { steps, results } = instructions(program);
  return (outer, inner, xs, outs) => {
    const n = outer * inner;
    const block = Math.min(BLOCK, n);
    const values = steps.map((s) => new Float64Array(block).fill(s.op === 'constant' ? s.value : 0));
    if (mode !== 'elements') outs[0]!.fill(0);
    for (let from = 0; from < n; from += block) {
      const count = Math.min(block, n - from);
      steps.forEach((s, i) => {
        if (s.op === 'argument') load(values[i]!, xs[s.value]!, kinds[s.value]!, from, count, inner);
        else if (s.op !== 'constant') compute(s, values[i]!, values[s.a]!, values[s.b]!, values[s.c]!, count);
      });
      results.forEach((at, i) => {
        const [v, out] = [values[at]!, outs[i]!];
        if (mode === 'elements') out.set(count === block ? v : v.subarray(0, count), from);
        else for (let k = 0; k < count; k++) out[mode === 'total' ? 0 : Math.floor((from + k) / inner)]! += v[k]!;
      });
    }
  };
}

function load(to: Float64Array, x: Float64Array, kind: Kind, from: number, count: number, inner: number): void {
  if (kind === 'number') to.fill(x[0]!);
  else if (kind === 'whole') to.set(x.subarray(from, from + count));
  else if (kind === 'row') for (let k = 0; k < count; k++) to[k] = x[Math.floor((from + k) / inner)]!;
  else for (let k = 0; k < count; k++) to[k] = x[(from + k) % inner]!;
}

/** One case per operation, each with its own loop: one loop that calls a function would not be compiled well. */
function compute(s: Instruction, to: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array, n: number): void {
  switch (s.op) {
    case 'add':
      for (let k = 0; k < n; k++) to[k] = a[k]! + b[k]!;
      return;
    case 'sub':
      for (let k = 0; k < n; k++) to[k] = a[k]! - b[k]!;
      return;
    case 'mul':
      for (let k = 0; k < n; k++) to[k] = a[k]! * b[k]!;
      return;
    case 'div':
      for (let k = 0; k < n; k++) to[k] = a[k]! / b[k]!;
      return;
    case 'neg':
      for (let k = 0; k < n; k++) to[k] = -a[k]!;
      return;
    case 'abs':
      for (let k = 0; k < n; k++) to[k] = Math.abs(a[k]!);
      return;
    case 'sqrt':
      for (let k = 0; k < n; k++) to[k] = Math.sqrt(a[k]!);
      return;
    case 'max':
      for (let k = 0; k < n; k++) to[k] = Math.max(a[k]!, b[k]!);
      return;
    case 'min':
      for (let k = 0; k < n; k++) to[k] = Math.min(a[k]!, b[k]!);
      return;
    case 'lt':
      for (let k = 0; k < n; k++) to[k] = a[k]! < b[k]! ? 1 : 0;
      return;
    case 'le':
      for (let k = 0; k < n; k++) to[k] = a[k]! <= b[k]! ? 1 : 0;
      return;
    case 'eq':
      for (let k = 0; k < n; k++) to[k] = a[k]! === b[k]! ? 1 : 0;
      return;
    case 'select':
      for (let k = 0; k < n; k++) to[k] = a[k] ? b[k]! : c[k]!;
      return;
    case 'argument':
    case 'constant':
      return;
    default: {
      const f = elementary[s.op];
      for (let k = 0; k < n; k++) to[k] = f(a[k]!);
    }
  }
}
