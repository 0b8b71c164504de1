import { ask, defineProperty } from './support/define-property.ts';
import { gradientsOf, related } from './support/related-case.ts';
import { staysFinite } from './support/stays-finite.ts';

/** As `finite`, of every wanted gradient. */
export const gradientFinite = defineProperty('gradient_finite', {
  sentence: 'Each gradient is finite wherever the exact one is, with a margin of 4 to the largest number.',
  plan(base) {
    const wants = gradientsOf(base);
    return wants.length === 0 ? undefined : ask({ base: related(base, { wants }) }, (e) => staysFinite(e.base));
  },
});
