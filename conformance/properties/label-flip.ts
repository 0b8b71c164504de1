import type { TypedTensor } from '../case.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { gridBelow, snapped } from './support/exact-steps.ts';
import { mapped, related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs, withRespectTo } from './support/same-outputs.ts';

/** Targets and complemented parameters first move to the grid on which 1 - y is exact. */
export const labelFlip = defineProperty('label_flip', {
  sentence: 'Exchanging the two labels, with the sign of the logit, changes nothing.',
  plan(base, { negated, target, complement = [] }, { spec }) {
    const [z, y] = [base.operands[negated]!, base.operands[target]!];
    const grid = gridBelow(0, base.dtype);
    const onGrid = (x: number): number => Math.round(x / grid) * grid;
    const flipped = complement.filter((name) => typeof base.params[name] === 'number');
    const paramsOf = (f: (p: number) => number) =>
      Object.fromEntries(flipped.map((name) => [name, f(onGrid(base.params[name] as number))]));

    const labels: TypedTensor = snapped(y, grid);
    const wants = wantsOfOperands(base, flipped);
    const start = related(base, { operands: { [target]: labels }, params: paramsOf((p) => p), wants });
    const other = related(base, {
      operands: { [negated]: mapped(z, (x) => -x), [target]: mapped(labels, (x) => 1 - x) },
      params: paramsOf((p) => 1 - p),
      wants,
    });
    if (!isFiniteAndValid(start, spec) || !isFiniteAndValid(other, spec)) return undefined;
    const turned = new Set([negated, target, ...flipped]);
    const factor = (want: (typeof base.wants)[number]) => (turned.has(withRespectTo(want) ?? '') ? -1 : 1);
    const law = `L(${negated}, ${target}) = L(-${negated}, 1 - ${target})`;
    return ask({ start, other }, (e) => conclude(sameOutputs(e.other, e.start, { factor }), start, law));
  },
});
