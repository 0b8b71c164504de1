import { exponent, formats } from '../../reference/tensor/format.ts';
import type { Limit } from '../../spec/language/law.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Case } from '../case.ts';
import type { PropertyContext } from '../property.ts';
import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { minus, plus } from './support/estimate.ts';
import { isHeld } from './support/exact-steps.ts';
import { perItem, reduceTerms } from './support/item-terms.ts';
import { related, valueOnly } from './support/related-case.ts';

/** The other expression is evaluated item by item at high precision, then weighted and reduced as the case says. */
export const limit = defineProperty('limit', {
  sentence: 'At or towards a limit the loss is the expression that the spec gives.',
  plan(base, args, context) {
    const params = paramsAt(base, args.set ?? {}, context);
    if (!params) return undefined;
    const start = valueOnly(related(base, { params }));
    if (!isFiniteAndValid(start, context.spec)) return undefined;
    return ask({ start }, (e) => {
      const reduced = (formula: string) => reduceTerms(perItem(formula, start, context), start, context);
      const [values, other] = [read(e.start, 'value'), reduced(args.becomes)];
      if (args.within === undefined) return conclude(each(values, 'equal', other), start, args.name);
      const within = reduced(args.within);
      const comparisons = [
        ...each(
          values,
          'at most',
          other.map((x, i) => plus(x, within[i]!)),
        ),
        ...each(
          values,
          'at least',
          other.map((x, i) => minus(x, within[i]!)),
        ),
      ];
      return conclude(comparisons, start, args.name);
    });
  },
});

function paramsAt(
  base: Case,
  set: NonNullable<Limit['set']>,
  context: PropertyContext,
): Record<string, ParamValue> | undefined {
  const params: Record<string, ParamValue> = {};
  for (const [name, to] of Object.entries(set)) {
    if (to === null || typeof to !== 'object') {
      const isNumber = context.spec.params[name]?.kind === 'number' && typeof to === 'number';
      params[name] = isNumber ? formats[base.dtype].round(to) : to;
      continue;
    }
    const most = perItem(to.atLeast, base, context).reduce((m, x) => Math.max(m, x.value + x.radius), 0);
    if (!(most < Infinity)) return undefined;
    const beyond = most === 0 ? 1 : 2 ** (exponent(most) + 1);
    // Above the largest numbers there is none that the dtype holds.
    if (!isHeld(beyond, base.dtype)) return undefined;
    params[name] = beyond;
  }
  return params;
}
