import { broadcast, type Shape, same } from '../../tensor/shape.ts';
import { mapProgram, type Tensor } from '../../tensor/tensor.ts';
import type { Program } from '../kernel/program.ts';
import { sumTo } from './sum-to.ts';

/** The cotangents of a kernel's operands. They stay as small as what they are computed from. */
export function pullBack<R>(
  program: Program,
  values: readonly Tensor<R>[],
  shape: Shape,
  g: Tensor<R>,
  wanted: readonly boolean[],
): (Tensor<R> | undefined)[] {
  const positions = wanted.flatMap((w, i) => (w ? [i] : []));
  const pullback = program.pullback(positions);
  const pieces: (Tensor<R> | undefined)[] = wanted.map(() => undefined);
  const whole: number[] = [];
  positions.forEach((p, i) => {
    const result = pullback.results[i]!;
    if (result.op === 'constant' && result.value === 0) return;
    if (!same(values[p]!.shape, shape)) {
      whole.push(p);
    } else if (result.op === 'argument' && result.value === program.arity) {
      pieces[p] = g;
    } else {
      // Operands that the derivative ignores must not make it larger: g stands in for them.
      const used = new Set(argumentsOf(pullback)[i]);
      const xs = [...values.map((v, j) => (used.has(j) ? v : g)), g];
      if (same(broadcast(xs.map((x) => x.shape)), shape)) whole.push(p);
      else pieces[p] = mapProgram(pullback.only(i), xs)[0]!;
    }
  });
  if (whole.length) {
    mapProgram(program.pullback(whole), [...values, g]).forEach((d, i) => {
      pieces[whole[i]!] = sumTo(d, values[whole[i]!]!.shape);
    });
  }
  return pieces;
}

const used = new WeakMap<Program, number[][]>();
/** Per result, the positions of the arguments it depends on. */
function argumentsOf(program: Program): number[][] {
  let found = used.get(program);
  if (!found) used.set(program, (found = program.results.map((s) => program.argumentsOf(s))));
  return found;
}
