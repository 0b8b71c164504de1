import type { Case } from '../../case.ts';
import type { PropertyContext } from '../../property.ts';
import { denominatorOf, itemCount } from './item-terms.ts';
import { mapped, related } from './related-case.ts';

/** Whether the case is a mean that divides by 0 and was asked to be refused for that. */
export const isRefusedMean = (c: Case, context: PropertyContext): boolean =>
  c.reduction === 'mean' && c.params.empty === 'throw' && isOverNothing(c, context);

function isOverNothing(c: Case, context: PropertyContext): boolean {
  if (itemCount(c, context) === 0) return true;
  const plain = withFiniteNumbers(c, context);
  if (!plain) return false;
  const { value, radius } = denominatorOf(plain, context);
  return value === 0 && radius === 0;
}

/** Formulas see finite numbers only. Unbounded operands enter no denominator; another one that is not finite may. */
function withFiniteNumbers(c: Case, { spec }: PropertyContext): Case | undefined {
  const broken = Object.entries(c.operands).filter(([, { data }]) => !data.every(Number.isFinite));
  if (broken.some(([name]) => spec.operands[name]!.domain.kind !== 'real')) return undefined;
  const operands = broken.map(([name, x]) => [name, mapped(x, (v) => (Number.isFinite(v) ? v : 0))]);
  return related(c, { operands: Object.fromEntries(operands) });
}
