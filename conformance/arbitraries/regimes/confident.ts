import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Regime } from '../regime.ts';
import { againstClasses } from './confident/against-classes.ts';
import { againstEnds } from './confident/against-ends.ts';
import { byLikeness } from './confident/by-likeness.ts';
import type { Form } from './confident/form.ts';

const forms: readonly Form[] = [againstClasses, againstEnds, byLikeness];

/** The first form that fits: what classes say, what two ends say, or how alike operands are. */
function formOf(spec: LossSpec): Form | undefined {
  if (found.has(spec)) return found.get(spec);
  const form = forms.find(({ applicable }) => applicable(spec));
  found.set(spec, form);
  return form;
}
const found = new WeakMap<LossSpec, Form | undefined>();

/** Predictions that are close to their label or target, or far against it. */
export const confident: Regime = {
  name: 'confident',
  weight: 2,
  applicable: (spec) => formOf(spec) !== undefined,
  arrange: (draft) => formOf(draft.spec)!.arrange(draft),
  holds: (seen) => formOf(seen.spec)?.holds(seen) === true,
};
