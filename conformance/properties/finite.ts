import { ask, defineProperty } from './support/define-property.ts';
import { valueOnly } from './support/related-case.ts';
import { staysFinite } from './support/stays-finite.ts';

/** Where the permitted error is finite (nothing on the way may overflow) and the reference is a quarter of the largest. */
export const finite = defineProperty('finite', {
  sentence: 'The value is finite wherever the mathematics is, with a margin of 4 to the largest number.',
  plan: (base) => ask({ base: valueOnly(base) }, (e) => staysFinite(e.base)),
});
