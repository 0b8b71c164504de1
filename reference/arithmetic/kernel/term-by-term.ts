import { side } from './derivative.ts';
import { abs, neg } from './functions.ts';
import type { Program } from './program.ts';
import type { Scalar } from './scalar.ts';

/**
 * Reverse mode on symbols, as automatic differentiation does it: the cotangent of the one result is handed down from
 * node to node, and where paths meet, what they bring is added. That is `derivative` times the cotangent in another
 * order: each term of exp(x) - t x is multiplied by the cotangent before the terms cancel, and of a weight, a logarithm
 * and the cotangent, the weight and the cotangent are multiplied first, which may cost digits below the smallest normal
 * number. By wanted position.
 */
export function termByTerm(program: Program, cotangent: Scalar, wanted: readonly number[]): readonly Scalar[] {
  const { trace } = cotangent;
  const live = new Set<Scalar>();
  for (const s of program.nodes) {
    const isWanted = s.op === 'argument' && wanted.includes(s.value);
    if (isWanted || partials(s).some((pull, i) => pull && live.has(s.args[i]!))) live.add(s);
  }
  const adjoint = new Map<Scalar, Scalar>([[program.results[0]!, cotangent]]);
  for (const s of [...program.nodes].reverse()) {
    const g = adjoint.get(s);
    if (!g) continue;
    for (const [i, pull] of partials(s).entries()) {
      const to = s.args[i]!;
      if (!pull || !live.has(to)) continue;
      const before = adjoint.get(to);
      adjoint.set(to, before ? before.add(pull(g)) : pull(g));
    }
  }
  return wanted.map((position) => adjoint.get(trace.argument(position)) ?? trace.lift(0));
}

/** For each argument of a node, what hands a cotangent of the node down to it; undefined where nothing does. */
function partials(s: Scalar): readonly (((g: Scalar) => Scalar) | undefined)[] {
  const [a, b] = s.args as [Scalar, Scalar];
  const t = s.trace;
  const [zero, one] = [t.lift(0), t.lift(1)];
  const same = (g: Scalar): Scalar => g;
  switch (s.op) {
    case 'add':
      return [same, same];
    case 'sub':
      return [same, neg];
    case 'neg':
      return [neg];
    case 'mul':
      return a === b ? [(g) => a.mul(2).mul(g)] : [(g) => b.mul(g), (g) => a.mul(g)];
    case 'div':
      return [(g) => g.div(b), (g) => neg(s.mul(g)).div(b)];
    case 'exp':
      return [(g) => s.mul(g)];
    case 'expm1':
      return [(g) => t.make('exp', a).mul(g)];
    case 'log':
      return [(g) => g.div(a)];
    case 'log1p':
      return [(g) => g.div(a.add(1))];
    case 'sqrt':
      return [(g) => g.div(abs(s).mul(2))];
    case 'tanh':
      return [(g) => one.sub(s.mul(s)).mul(g)];
    case 'atan':
      return [(g) => g.div(a.mul(a).add(1))];
    case 'abs':
      return [(g) => side(a, zero, g, neg(g))];
    case 'max':
      return [(g) => side(a, b, g, zero), (g) => side(a, b, zero, g)];
    case 'min':
      return [(g) => side(a, b, zero, g), (g) => side(a, b, g, zero)];
    case 'select': {
      if (a.op === 'eq') return [undefined, (g) => t.make('select', a, g, zero), (g) => t.make('select', a, zero, g)];
      const [p, q] = a.args as [Scalar, Scalar];
      return [undefined, (g) => side(p, q, zero, g), (g) => side(p, q, g, zero)];
    }
    default:
      return []; // constants, arguments and comparisons
  }
}
