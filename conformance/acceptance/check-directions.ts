import { formats } from '../../reference/tensor/format.ts';
import { ballsFor } from './declaration.ts';
import { type Direction, directions } from './directions.ts';
import { directionalDerivative } from './evaluate.ts';
import type { Admissible, Allowance, PermittedError } from './permitted-error.ts';

/** A direction along which the gradients do not add up to a permitted derivative. */
export interface DirectionRefusal {
  readonly direction: Direction;
  /** The gradients along the direction. */
  readonly got: number;
  /** The middle of the permitted derivatives. */
  readonly expected: number;
  readonly bound: number;
  readonly ratio: number;
}

/**
 * At a kink every component of a gradient may be permitted and the whole be none: [1, 1] for two tied maxima. Tests the
 * gradients, all of `got` together, along directions: what they add up to must be a derivative of forward mode, up to
 * the rounding of each component. Undefined where no direction refuses them.
 */
export function checkDirections(
  permitted: PermittedError,
  admissible: Admissible,
  got: Readonly<Record<string, Float64Array>>,
  allowance: Allowance = 'whole',
): DirectionRefusal | undefined {
  const names = Object.keys(got);
  const bounds = Object.fromEntries(
    names.map((name) => [name, permitted.bound(admissible, `gradient.${name}`, allowance)]),
  );
  // Where nothing is permitted or forbidden, a sum says nothing either.
  const live = Object.fromEntries(
    names.map((name) => [
      name,
      Array.from(got[name]!, (g, i) => Number.isFinite(g) && Number.isFinite(bounds[name]!.rounding[i]!)),
    ]),
  );
  const references = Object.fromEntries(names.map((name) => [name, permitted.reference(`gradient.${name}`)]));
  const inputs = { ...permitted.inputs, wrt: names };
  const ownShare = formats.f64.unit / formats[permitted.declaration.arithmetic].unit;
  for (const direction of directions(got, references, live)) {
    let [sum, slack, size, terms] = [0, 0, 0, 0];
    for (const name of names) {
      direction[name]!.forEach((d, i) => {
        if (d === 0) return;
        terms++;
        sum += d * got[name]![i]!;
        size += Math.abs(d * got[name]![i]!);
        slack += Math.abs(d) * bounds[name]!.rounding[i]!;
      });
    }
    const machine = ballsFor(permitted.declaration, admissible.grade);
    const along = directionalDerivative(machine, admissible.text, inputs, direction).rep[0]!;
    if (!(along.error < Infinity) || along.overflow || !Number.isFinite(along.value)) continue;
    // The forward mode's own float64 rounding, and that of the sum above.
    const own = (along.error - along.kink) * ownShare + terms * formats.f64.unit * size;
    const bound = along.error + slack + own;
    const ratio = Math.abs(sum - along.value) / bound;
    if (ratio > 1) return { direction, got: sum, expected: along.value, bound, ratio };
  }
  return undefined;
}
