import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { replaced, sameBut } from './support/irrelevant.ts';
import { itemOf, layoutOf } from './support/layout.ts';
import { mapped, related } from './support/related-case.ts';

/** One more item gets weight 0; only the gradient in a weight may know what its own item holds. */
export const zeroWeightIrrelevant = defineProperty('zero_weight_irrelevant', {
  sentence: 'What an item of weight 0 holds, NaN and infinity too, reaches neither value nor gradient.',
  bases: 'valid',
  plan(base, { weight }, context) {
    const { spec, draw } = context;
    const given = base.operands[weight];
    if (!given || given.data.length === 0) return undefined;
    const at = draw.below(given.data.length);
    const weights = mapped(given, (w, k) => (k === at ? 0 : w));
    const start = related(base, { operands: { [weight]: weights } });
    const item = itemOf(layoutOf(spec, start), weight);
    if (!item) throw new Error(`spec ${spec.id}: ${weight} has not the axes of the items`);
    const light = new Set(Array.from(item.keys(), (k) => item[k]!).filter((_, k) => weights.data[k] === 0));
    const isReplaced = (i: number): boolean => light.has(i);
    const other = replaced(start, isReplaced, [weight], context);
    return ask({ start, other }, (e) =>
      conclude(
        sameBut(e.other, e.start, isReplaced, context, (want) => want === `gradient.${weight}`),
        other,
        'what an item of weight 0 holds must not matter, and its gradient is 0',
      ),
    );
  },
});
