import type { Evaluation, PropertyContext } from '../property.ts';
import { read } from './support/answers.ts';
import { type Comparison, conclude, each } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { type Estimate, over, plus, times } from './support/estimate.ts';
import { denominatorOf } from './support/item-terms.ts';
import { axisOf, extentOf, gather, gatherPositions, labelsOf, layoutOf } from './support/layout.ts';
import { related, valueOnly } from './support/related-case.ts';

/** The batch cut in two along an axis of its items. */
export const composes = defineProperty('composes', {
  sentence: 'The loss of a batch follows from the losses of its parts.',
  plan(base, { along }, context) {
    const { spec, draw } = context;
    const layout = layoutOf(spec, base);
    const axes = along === undefined ? layout.places : labelsOf(layout, along);
    const labels = axes.filter((label) => extentOf(layout, label) > 1);
    if (labels.length === 0) return undefined;
    const label = draw.pick(labels);
    const extent = extentOf(layout, label);
    const cut = 1 + draw.below(extent - 1);
    const all = Array.from({ length: extent }, (_, i) => i);
    const ofTerms = layout.terms?.indexOf(label) ?? -1;
    if (base.reduction === 'none' && ofTerms < 0) return undefined;
    const whole = valueOnly(base);
    const part = (order: readonly number[]) =>
      related(whole, {
        operands: Object.fromEntries(
          Object.entries(base.operands).flatMap(([name, x]) => {
            const axis = axisOf(layout, name, label);
            return axis < 0 ? [] : [[name, gather(x, axis, order)]];
          }),
        ),
        ...(base.reduction === 'none' ? { cotangent: gather(base.cotangent, ofTerms, order) } : {}),
      });
    const halves = [all.slice(0, cut), all.slice(cut)] as const;
    const cases = { whole, first: part(halves[0]), second: part(halves[1]) };
    return ask(cases, (e) => {
      const parts = [e.first, e.second] as const;
      const law = 'the loss of a batch follows from those of its parts';
      if (base.reduction !== 'none') return conclude([ofParts(e.whole, ...parts, context)], whole, law);
      const terms = read(e.whole, 'value');
      const comparisons = parts.flatMap((p, i) => {
        const from = gatherPositions(base.cotangent.shape, ofTerms, halves[i]!);
        const own = Array.from(from, (k) => terms[k]!);
        return [...each(read(p, 'value'), 'equal', own)];
      });
      return conclude(comparisons, whole, law);
    });
  },
});

function ofParts(whole: Evaluation, first: Evaluation, second: Evaluation, context: PropertyContext): Comparison {
  const number = (e: Evaluation): Estimate => read(e, 'value')[0]!;
  const [got, a, b] = [number(whole), number(first), number(second)];
  const comparison = { got, asked: 'equal', output: 'value', index: 0 } as const;
  if (whole.case.reduction === 'sum') return { ...comparison, of: plus(a, b) };
  const [d, f] = [denominatorOf(first.case, context), denominatorOf(second.case, context)];
  return { ...comparison, of: over(plus(times(d, a), times(f, b)), plus(d, f)) };
}
