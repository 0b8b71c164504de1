import { formats } from '../../reference/tensor/format.ts';
import type { LawArguments } from '../../spec/language/law.ts';
import type { Operand } from '../../spec/language/operand.ts';
import type { Case, TypedTensor } from '../case.ts';
import type { Draw } from '../property.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { digitsOf, gridBelow, leadingExponent, shifted, snapped } from './support/exact-steps.ts';
import { type Layout, layoutOf, placeOf } from './support/layout.ts';
import { related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';

/**
 * The operands are first moved to a dyadic grid on which the sums are exact; the shift may be so large that only a few
 * digits of the operands are left, since that is where formulas lose theirs. Gradients stay, too.
 */
export const translation = defineProperty('translation', {
  sentence: 'Adding the same shift to these operands changes nothing.',
  plan(base, { together, shift }, { spec, draw }) {
    const given = together.filter((name) => base.operands[name]);
    const { dtype } = base;
    const own = leadingExponent(given.map((name) => base.operands[name]!));
    const isBounded = given.some((name) => bounded(spec.operands[name]!));
    const shiftExponent = own + (isBounded ? -draw.below(4) : draw.below(digitsOf(formats[dtype]) - 4));
    const grid = gridBelow(Math.max(own, shiftExponent) + 1, dtype);
    const on = Object.fromEntries(given.map((name) => [name, snapped(base.operands[name]!, grid)]));
    const start = related(base, { operands: on, wants: wantsOfOperands(base) });
    if (!isFiniteAndValid(start, spec)) return undefined;

    const amount = shiftBy(shift, layoutOf(spec, base), () => shiftDrawn(draw, shiftExponent, grid));
    const moved: Record<string, TypedTensor> = {};
    for (const [name, x] of Object.entries(on)) {
      const y = shifted(x, amount(name, x.shape), dtype);
      if (!y) return undefined;
      moved[name] = y;
    }
    const other = related(start, { operands: moved });
    if (!isFiniteAndValid(other, spec)) return undefined;
    const law = `${given.join(', ')} may be shifted together`;
    return ask({ start, other }, (e) => conclude(sameOutputs(e.other, e.start), start, law));
  },
});

/** Whether a large shift would leave the domain. */
const bounded = ({ domain }: Operand): boolean =>
  domain.kind === 'interval' && domain.min > -Infinity && domain.max < Infinity;

/** On the grid, of either sign, between 2^exponent and twice that. */
function shiftDrawn(draw: Draw, exponent: number, grid: number): number {
  const unit = 2 ** exponent;
  const more = Math.floor((draw.below(2 ** 16) / 2 ** 16) * (unit / grid)) * grid;
  return (draw.below(2) === 0 ? 1 : -1) * (unit + more);
}

/** For an operand of this name and shape, the shift of each of its elements; shifts are drawn once and kept. */
function shiftBy(
  kind: LawArguments['translation']['shift'],
  layout: Layout,
  drawn: () => number,
): (name: string, shape: Case['cotangent']['shape']) => (index: number) => number {
  const shifts: number[] = [];
  const at = (k: number): number => {
    while (shifts.length <= k) shifts.push(drawn());
    return shifts[k]!;
  };
  return (name, shape) => {
    const last = shape.at(-1) ?? 1;
    if (kind === 'all') return () => at(0);
    if (kind === 'coordinate') return (i) => at(i % last);
    if (kind === 'box') return (i) => at(i % 2);
    const row = placeOf(layout, name);
    if (!row) throw new Error(`${name} has not the axes of the items, so it cannot be shifted item by item`);
    return (i) => at(row[i]!);
  };
}
