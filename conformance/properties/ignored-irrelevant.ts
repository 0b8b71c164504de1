import type { Case } from '../case.ts';
import type { PropertyContext } from '../property.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { replaced, sameBut } from './support/irrelevant.ts';
import { counted } from './support/item-terms.ts';
import { mapped, related } from './support/related-case.ts';

/** Where nothing is ignored yet, one item is marked first; what the ignored ones hold is then replaced. */
export const ignoredIrrelevant = defineProperty('ignored_irrelevant', {
  sentence: 'What an ignored item holds, NaN and infinity too, reaches neither value nor gradient.',
  bases: 'valid',
  plan(base, _, context) {
    const start = withIgnored(base, context);
    if (!start) return undefined;
    const counts = counted(start, context.spec)!;
    const isReplaced = (item: number): boolean => !counts[item];
    const other = replaced(start, isReplaced, [], context);
    return ask({ start, other }, (e) =>
      conclude(
        sameBut(e.other, e.start, isReplaced, context),
        other,
        'what an ignored item holds must not matter, and its gradient is 0',
      ),
    );
  },
});

function withIgnored(base: Case, context: PropertyContext): Case | undefined {
  const { spec, draw } = context;
  const counts = counted(base, context.spec);
  if (!counts || counts.length === 0) return undefined;
  if (counts.includes(false)) return base;
  const { operand, param } = spec.ignore!;
  const at = draw.below(counts.length);
  const labels = mapped(base.operands[operand]!, (y, k) => (k === at ? (base.params[param] as number) : y));
  return related(base, { operands: { [operand]: labels } });
}
