import type { Reduction } from '../../spec/language/reduction.ts';
import type { Case } from '../case.ts';
import type { Evaluation } from '../property.ts';
import { read } from './support/answers.ts';
import { type Comparison, conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { type Estimate, over, total } from './support/estimate.ts';
import { denominatorOf } from './support/item-terms.ts';
import { reducedBy, valueOnly } from './support/related-case.ts';

/** Of the reductions that the spec and the implementation have, each against the next more detailed one. */
export const reductionsAgree = defineProperty('reductions_agree', {
  sentence: 'A sum adds the terms, and a mean divides that sum by the denominator.',
  plan(base, _, context) {
    const { spec, promises } = context;
    const has = (['none', 'sum', 'mean'] as const).filter(
      (r) => spec.reductions.includes(r) && (promises?.losses?.[spec.id]?.reductions.includes(r) ?? true),
    );
    if (has.length < 2) return undefined;
    const cases = Object.fromEntries(has.map((r) => [r, reducedBy(spec, valueOnly(base), r)]));
    return ask(cases as Record<Reduction, Case>, (e: Partial<Record<Reduction, Evaluation>>) => {
      const [none, sum, mean] = [e.none, e.sum, e.mean].map((x) => x && read(x, 'value'));
      const comparisons: Comparison[] = [];
      const agree = (got: Estimate | undefined, of: Estimate | undefined): void => {
        if (got && of) comparisons.push({ got, asked: 'equal', of, output: 'value', index: 0 });
      };
      const added = none && total(none);
      agree(sum?.[0], added);
      const whole = added ?? sum?.[0];
      if (mean && whole) agree(mean[0], over(whole, denominatorOf(e.mean!.case, context)));
      return conclude(comparisons, base, 'sum adds the terms, and mean divides their sum by the denominator');
    });
  },
});
