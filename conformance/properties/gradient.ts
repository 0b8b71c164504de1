import { ask, defineProperty } from './support/define-property.ts';
import { gradientsOf, related } from './support/related-case.ts';

/** Every wanted gradient against the reference; at a kink, membership in the subdifferential. */
export const gradient = defineProperty('gradient', {
  sentence:
    'Each gradient, contracted with the cotangent, is the derivative of the formula, within the permitted error.',
  bases: 'valid',
  plan(base) {
    const wants = gradientsOf(base);
    return wants.length === 0 ? undefined : ask({ base: related(base, { wants }) }, (e) => e.base.accepted());
  },
});
