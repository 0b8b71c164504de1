import { formats } from '../../reference/tensor/format.ts';
import type { LawArguments } from '../../spec/language/law.ts';
import type { Case } from '../case.ts';
import type { Evaluation, PropertyContext } from '../property.ts';
import { read } from './support/answers.ts';
import { type Comparison, conclude, each } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { absolute, type Estimate, exactly, minus, plus, times, zero } from './support/estimate.ts';
import { positionsFromItems, shapeInItem } from './support/from-items.ts';
import { perItem, reduceTerms } from './support/item-terms.ts';
import { itemOf, layoutOf } from './support/layout.ts';
import { ones, related, unweighted, valueOnly } from './support/related-case.ts';

/**
 * At the minimiser the value is the infimum, at the base it is no less. Where the dtype does not hold the minimiser
 * exactly, the slope there times the rounding is allowed, since a convex loss cannot fall by more on the way back.
 */
export const attainsInfimum = defineProperty('attains_infimum', {
  sentence: 'The loss attains its infimum where the spec says, and is nowhere below it.',
  plan(base, args, context) {
    const { operand, infimum } = args;
    const start = valueOnly(unweighted(context.spec, base));
    const best = minimised(start, args, context);
    if (!best || !isFiniteAndValid(best.at, context.spec)) return undefined;
    const gradient = `gradient.${operand}` as const;
    const isExact = best.rounding.every(({ value, radius }) => value === 0 && radius === 0);
    if (!isExact && !base.wants.includes(gradient)) return undefined;
    const cases = {
      start,
      best: related(best.at, {
        wants: isExact ? ['value'] : ['value', gradient],
        cotangent: ones(base, base.cotangent.shape),
      }),
    };
    return ask(cases, (e) => {
      const slack = isExact ? undefined : slopes(e.best, operand, best.rounding, context);
      const lowest = (c: Case): Estimate[] => reduceTerms(perItem(infimum, c, context), c, context);
      const [low, value] = [lowest(e.best.case), read(e.best, 'value')];
      const comparisons: Comparison[] = [
        ...each(value, 'at most', slack ? low.map((x, i) => plus(x, slack[i]!)) : low),
        ...each(value, 'at least', low),
        ...each(read(e.start, 'value'), 'at least', lowest(e.start.case)),
      ];
      return conclude(comparisons, start, `the infimum ${infimum} is attained at ${operand} = ${args.minimiser}`);
    });
  },
});

/** The case with the operand at its minimiser, rounded, and by how much each number was rounded. */
function minimised(
  start: Case,
  { operand, minimiser }: LawArguments['attains_infimum'],
  context: PropertyContext,
): { readonly at: Case; readonly rounding: readonly Estimate[] } | undefined {
  const layout = layoutOf(context.spec, start);
  const labels = layout.labels[operand]!;
  const formula = context.formula(minimiser, start, shapeInItem(labels, layout));
  const from = positionsFromItems(formula, labels, layout);
  const { round } = formats[start.dtype];
  const data = Float64Array.from(from, (k) => round(formula.data[k]!));
  if (!data.every(Number.isFinite)) return undefined;
  const rounding = Array.from(from, (k, i) =>
    absolute(minus(exactly(data[i]!), { value: formula.data[k]!, radius: formula.radius[k]! })),
  );
  return { at: related(start, { operands: { [operand]: { ...start.operands[operand]!, data } } }), rounding };
}

/** Per element of the value, the slope of each number of the operand times its rounding. */
function slopes(
  best: Evaluation,
  operand: string,
  rounding: readonly Estimate[],
  { spec }: PropertyContext,
): readonly Estimate[] {
  const { case: at } = best;
  const item = itemOf(layoutOf(spec, at), operand);
  const sums: Estimate[] = Array.from(at.cotangent.data, () => zero);
  read(best, `gradient.${operand}`).forEach((g, k) => {
    const i = at.reduction === 'none' ? (item?.[k] ?? 0) : 0;
    const most = { value: Math.abs(g.value) + g.radius, radius: 0 };
    sums[i] = plus(sums[i]!, times(Number.isFinite(most.value) ? most : { value: 0, radius: Infinity }, rounding[k]!));
  });
  return sums;
}
