import type { Regime } from '../regime.ts';
import { admitsIgnoring, canIgnore, leaveOut } from './ignored.ts';
import { ignoredItems } from './ignored-items.ts';

/** No item counts, though there are some. */
export const allIgnored: Regime = {
  name: 'all_ignored',
  weight: 0.5,
  applicable: canIgnore,
  admits: admitsIgnoring,
  arrange: (draft) => leaveOut(draft, () => true),
  holds({ spec, case: c }) {
    const items = ignoredItems(spec, c)?.ignored;
    return items !== undefined && items.length > 0 && !items.includes(false);
  },
};
