import type { Domain } from '../../spec/language/domain.ts';
import { type TypedTensor, withRespectTo } from '../case.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { gridBelow, snapped } from './support/exact-steps.ts';
import { mapped, related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';

/**
 * Targets and complemented parameters first move to the grid on which 1 - y is exact. Labels that are other numbers than
 * 0 and 1 change places with the one as far from the other end: -1 with 1.
 */
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
    const ends = endsOf(spec.operands[target]!.domain);
    const wants = wantsOfOperands(base, flipped);
    const start = related(base, { operands: { [target]: labels }, params: paramsOf((p) => p), wants });
    const other = related(base, {
      operands: { [negated]: mapped(z, (x) => -x), [target]: mapped(labels, (x) => ends - x) },
      params: paramsOf((p) => 1 - p),
      wants,
    });
    if (!isFiniteAndValid(start, spec) || !isFiniteAndValid(other, spec)) return undefined;
    const turned = new Set([negated, target, ...flipped]);
    const factor = (want: (typeof base.wants)[number]) => (turned.has(withRespectTo(want) ?? '') ? -1 : 1);
    const law = `L(${negated}, ${target}) = L(-${negated}, ${ends === 0 ? '-' : `${ends} - `}${target})`;
    return ask({ start, other }, (e) => conclude(sameOutputs(e.other, e.start, { factor }), start, law));
  },
});

/** What a label and its opposite add up to. */
const endsOf = (domain: Domain): number =>
  domain.kind === 'levels' ? Math.min(...domain.values) + Math.max(...domain.values) : 1;
