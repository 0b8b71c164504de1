import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { zero } from './support/estimate.ts';
import { valueOnly } from './support/related-case.ts';

/** A right answer may round below zero, by no more than the permitted error. */
export const nonNegative = defineProperty('non_negative', {
  sentence: 'The loss is never negative.',
  plan: (base) =>
    ask({ base: valueOnly(base) }, (e) => {
      const values = read(e.base, 'value');
      return conclude(
        each(
          values,
          'at least',
          values.map(() => zero),
        ),
        e.base.case,
        'the loss is never negative',
      );
    }),
});
