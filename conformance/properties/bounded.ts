import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { exactly } from './support/estimate.ts';
import { itemCount, reduceTerms } from './support/item-terms.ts';
import { valueOnly } from './support/related-case.ts';

/** The bounds of the items, reduced as the case reduces items, are the bounds of the value. */
export const bounded = defineProperty('bounded', {
  sentence: "Each item's loss stays within the bounds that the spec gives.",
  plan: (base, { min, max }, context) =>
    ask({ base: valueOnly(base) }, ({ base: evaluation }) => {
      const of = evaluation.case;
      const all = (x: number) => reduceTerms(new Array(itemCount(of, context)).fill(exactly(x)), of, context);
      const values = read(evaluation, 'value');
      const bound = `each item lies in [${min}, ${max}]`;
      return conclude([...each(values, 'at least', all(min)), ...each(values, 'at most', all(max))], of, bound);
    }),
});
