import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Case } from '../../case.ts';
import { viewsOf } from '../operand-view.ts';

/** Which items of a case do not count, in the axes of the operand that says so. */
export interface IgnoredItems {
  readonly labels: readonly string[];
  readonly shape: readonly number[];
  readonly ignored: readonly boolean[];
}

/** The operand whose zeros leave items out, where a loss has one. */
export const itemWeightOf = (spec: LossSpec): string | undefined =>
  Object.keys(spec.operands).find((name) => spec.operands[name]!.role === 'item_weight');

/**
 * By the label that says ignore, else by an item weight of 0; undefined where the loss has neither or the case gives
 * neither.
 */
export function ignoredItems(spec: LossSpec, c: Pick<Case, 'operands' | 'params'>): IgnoredItems | undefined {
  const views = viewsOf(spec, c);
  const label = spec.ignore && c.params[spec.ignore.param];
  const by = typeof label === 'number' ? spec.ignore!.operand : itemWeightOf(spec);
  const view = views.find(({ name }) => name === by);
  if (!view) return undefined;
  const out = typeof label === 'number' ? label : 0;
  return { labels: view.labels, shape: view.shape, ignored: Array.from(view.data, (x) => x === out) };
}
