import { hasClasses, leastExtent } from '../draw-extents.ts';
import { extentOf } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

/** Several items of one class alone, where a share is always 1 and a rival never there. */
export const oneClass: Regime = {
  name: 'one_class',
  weight: 0,
  quota: 1,
  applicable: (spec) => hasClasses(spec) && leastExtent(spec, 'C') === 1,
  reshape: ({ symbols, rest }) => ({ symbols: { ...symbols, C: 1 }, rest }),
  holds: ({ views }) =>
    views.some((view) => view.labels.includes('C') && extentOf(view, 'C') === 1 && view.data.length > 0),
};
