import type { Case } from '../case.ts';
import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { type Estimate, exactly, over, plus, zero } from './support/estimate.ts';
import { counted, denominatorOf } from './support/item-terms.ts';
import { axisOf, itemOf, layoutOf } from './support/layout.ts';
import { ones, related, unweighted } from './support/related-case.ts';

/**
 * Of the unweighted loss and, unless the total is 0, a cotangent of ones: every line along the axis sums to the total of its item, which counts
 * for the value as the item does; where the total is 0, all do.
 */
export const gradientSum = defineProperty('gradient_sum', {
  sentence: 'The gradient sums to a fixed number along this axis.',
  plan(base, { operand, over: symbol, total }, context) {
    const output = `gradient.${operand}` as const;
    if (!base.wants.includes(output) || base.operands[operand]!.data.length === 0) return undefined;
    const start = related(unweighted(context.spec, base), {
      wants: [output],
      // What sums to 0 does so under any cotangent.
      cotangent: total === 0 ? base.cotangent : ones(base, base.cotangent.shape),
    });
    const lines = linesAlong(start, operand, symbol, context.spec);
    return ask({ start }, (e) => {
      const counts = counted(start, context.spec);
      const sums: Estimate[] = Array.from({ length: lines.count }, () => zero);
      read(e.start, output).forEach((g, k) => {
        sums[lines.of[k]!] = plus(sums[lines.of[k]!]!, g);
      });
      const expected = lines.item.map((item) => {
        if (total === 0) return zero;
        if (item === undefined) throw new Error(`${operand} has not the axes of the items, so its sum must be 0`);
        if (counts?.[item] === false) return zero;
        return start.reduction === 'mean' ? over(exactly(total), denominatorOf(start, context)) : exactly(total);
      });
      const law = `${output} sums to ${total} along ${symbol}`;
      return conclude(each(sums, 'equal', expected, output), start, law);
    });
  },
});

/** The lines of an operand along an axis: which one each element is on, and whose item each line is. */
function linesAlong(c: Case, operand: string, symbol: string, spec: Parameters<typeof layoutOf>[0]) {
  const layout = layoutOf(spec, c);
  const { shape, data } = c.operands[operand]!;
  const axis = axisOf(layout, operand, symbol);
  const extent = shape[axis]!;
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const of = Array.from(data.keys(), (k) => Math.floor(k / (stride * extent)) * stride + (k % stride));
  const owner = itemOf(layout, operand);
  const item: (number | undefined)[] = [];
  of.forEach((line, k) => {
    item[line] = owner?.[k];
  });
  return { of, item, count: item.length };
}
