import { formats } from '../../reference/tensor/format.ts';
import { type Case, type TypedTensor, withRespectTo } from '../case.ts';
import type { Draw } from '../property.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { axisOf, extentOf, gather, gatherPositions, layoutOf } from './support/layout.ts';
import { related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';

/** The class is appended. Its own gradients, where it has any, are 0 in the logits and whatever they are elsewhere. */
export const absentClassIrrelevant = defineProperty('absent_class_irrelevant', {
  sentence: 'A class of probability 0 that nobody is labelled with may be left out.',
  plan(base, { symbol, logits, fill }, { spec, draw }) {
    const layout = layoutOf(spec, base);
    const classes = extentOf(layout, symbol);
    const mark = spec.ignore ? base.params[spec.ignore.param] : null;
    // The new class would be the one that marks ignored items.
    if (mark === classes || classes === 0) return undefined;
    const { domain } = spec.operands[logits]!;
    const isProbability = domain.kind === 'interval' && domain.min === 0;
    const absent = isProbability ? 0 : absentLogit(base.operands[logits]!, axisOf(layout, logits, symbol), base, draw);
    const order = [...Array.from({ length: classes }, (_, c) => c), -1];
    const axis = (name: string): number => axisOf(layout, name, symbol);
    const extended = Object.keys(base.operands).filter((name) => axis(name) >= 0);
    const other = related(base, {
      operands: Object.fromEntries(
        extended.map((name) => {
          const number = name === logits ? absent : fill[name];
          if (number === undefined) throw new Error(`spec ${spec.id}: absent_class_irrelevant does not fill ${name}`);
          return [name, gather(base.operands[name]!, axis(name), order, number)];
        }),
      ),
      wants: wantsOfOperands(base).filter((want) => {
        const name = withRespectTo(want);
        return name === undefined || name === logits || !extended.includes(name);
      }),
    });
    const positions = (want: Case['wants'][number]) =>
      withRespectTo(want) === logits ? gatherPositions(base.operands[logits]!.shape, axis(logits), order) : undefined;
    const law = `a class at ${absent} may be left out`;
    return ask({ base, other }, (e) => conclude(sameOutputs(e.other, e.base, { positions }), other, law));
  },
});

/** exp of minus this is less than half of the smallest float64, and than any half ulp. */
const farBelow = 2048;

/** -Infinity, or a number so far below the largest logit of every row that its exponential is nothing beside it. */
function absentLogit(logits: TypedTensor, axis: number, { dtype }: Case, draw: Draw): number {
  const { shape, data } = logits;
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const tops = new Map<number, number>();
  data.forEach((z, k) => {
    const row = Math.floor(k / (stride * shape[axis]!)) * stride + (k % stride);
    tops.set(row, Math.max(tops.get(row) ?? -Infinity, z));
  });
  const lowest = [...tops.values()].reduce((a, b) => Math.min(a, b), Infinity);
  const low = formats[dtype].round(lowest - farBelow);
  const isFar = Number.isFinite(low) && lowest - low >= farBelow / 2;
  return isFar && draw.below(2) === 0 ? low : -Infinity;
}
