import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { extentOf, labelsOf, layoutOf } from './support/layout.ts';
import { permuted } from './support/permuted.ts';
import { sameOutputs } from './support/same-outputs.ts';
import { shuffle } from './support/shuffle.ts';

/** The cotangent of terms is permuted alike, and so are the gradients. */
export const itemPermutation = defineProperty('item_permutation', {
  sentence: 'The order of the items does not matter.',
  plan(base, { along }, { spec, draw }) {
    const layout = layoutOf(spec, base);
    const labels = labelsOf(layout, along).filter((label) => extentOf(layout, label) > 1);
    if (labels.length === 0) return undefined;
    const label = draw.pick(labels);
    const other = permuted(base, layout, label, shuffle(draw, extentOf(layout, label)));
    if (!other) return undefined;
    const law = 'the order of the items does not matter';
    return ask({ base, other: other.case }, (e) => conclude(sameOutputs(e.other, e.base, other), base, law));
  },
});
