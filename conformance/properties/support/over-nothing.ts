import type { Case } from '../../case.ts';
import type { PropertyContext } from '../../property.ts';
import { denominatorOf, itemCount } from './item-terms.ts';
import { mapped, related } from './related-case.ts';

/**
 * Whether the case is a mean that divides by 0 and was asked to be refused for that: `maybe` where that is for numbers to
 * say that are not finite, such as distances in a count of those that are too large.
 */
export function isRefusedMean(c: Case, context: PropertyContext): 'yes' | 'no' | 'maybe' {
  if (c.reduction !== 'mean' || c.params.empty !== 'throw') return 'no';
  if (itemCount(c, context) === 0) return 'yes';
  const finite = withFiniteNumbers(c, context);
  if (!finite) return 'no';
  const isZero = finite.map((plain) => {
    const { value, radius } = denominatorOf(plain, context);
    return value === 0 && radius === 0;
  });
  return isZero.every((zero) => zero) ? 'yes' : isZero.some((zero) => zero) ? 'maybe' : 'no';
}

/** Formulas see finite numbers only: once 0 and once a large one in the place of each that is not. */
function withFiniteNumbers(c: Case, { spec }: PropertyContext): Case[] | undefined {
  const broken = Object.entries(c.operands).filter(([, { data }]) => !data.every(Number.isFinite));
  if (broken.some(([name]) => spec.operands[name]!.domain.kind !== 'real')) return undefined;
  return (broken.length === 0 ? [0] : [0, large]).map((size) => {
    const operands = broken.map(([name, x]) => [name, mapped(x, (v) => standIn(v, size))]);
    return related(c, { operands: Object.fromEntries(operands) });
  });
}

/** Far from the ordinary numbers that stand beside those that are not finite, and held by every dtype. */
const large = 2 ** 10;
const standIn = (v: number, size: number): number =>
  Number.isFinite(v) ? v : Number.isNaN(v) ? size : Math.sign(v) * size;
