import type { Case } from '../../case.ts';
import type { PropertyContext } from '../../property.ts';
import { counted, denominatorOf, itemCount, itemWeights } from './item-terms.ts';

/** Whether the case is a mean that divides by 0 and was asked to be refused for that. */
export const isRefusedMean = (c: Case, context: PropertyContext): boolean =>
  c.reduction === 'mean' && c.params.empty === 'throw' && isOverNothing(c, context);

function isOverNothing(c: Case, context: PropertyContext): boolean {
  const items = itemCount(c, context);
  if (items === 0) return true;
  if (Object.values(c.operands).every(({ data }) => data.every(Number.isFinite))) {
    const { value, radius } = denominatorOf(c, context);
    return value === 0 && radius === 0;
  }
  // Formulas see finite operands only; without them, what is ignored and what weighs 0 is all that can be said.
  const [counts, weights] = [counted(c, context.spec), itemWeights(c, context)];
  return Array.from({ length: items }, (_, i) => i).every((i) => counts?.[i] === false || weights?.[i] === 0);
}
