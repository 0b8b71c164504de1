import { inInterval } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case, TypedTensor } from '../case.ts';
import type { Draw, Evaluation } from '../property.ts';
import { read } from './support/answers.ts';
import { type Comparison, conclude, each } from './support/conclude.ts';
import { contracted } from './support/contracted.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { type Estimate, exactly, plus, times, total } from './support/estimate.ts';
import { gridBelow, isHeld, leadingExponent, snapped } from './support/exact-steps.ts';
import { gradientsOf, mapped, related, valueOnly } from './support/related-case.ts';
import { slopeAlong } from './support/steps.ts';

type Tensors = Readonly<Record<string, TypedTensor>>;

/**
 * On a segment whose ends lie on a dyadic grid, so that its middle is exact: the value in the middle is at most the mean
 * of the ends, and, where gradients are wanted, the far end is at least the tangent there. Any subgradient satisfies
 * that. Terms are contracted with the magnitude of the cotangent, since a negative one would turn the inequality.
 */
export const convex = defineProperty('convex', {
  sentence: 'The loss is convex in these operands.',
  plan(base, { in: names }, { spec, draw, to }) {
    const ends = to ? { from: base.operands, to: { ...base.operands, ...to } } : segment(base, names, spec, draw);
    const middle = Object.fromEntries(
      names.map((name) => [name, mapped(ends.from[name]!, (x, i) => x / 2 + ends.to[name]!.data[i]! / 2)]),
    );
    const positive = mapped(base.cotangent, Math.abs);
    const at = (operands: Tensors): Case => valueOnly(related(base, { operands, cotangent: positive }));
    const gradients = gradientsOf(base, names);
    const isTangent = gradients.length === names.length;
    const cases = {
      from: related(at(ends.from), { wants: isTangent ? ['value', ...gradients] : ['value'] }),
      middle: at(middle),
      to: at(ends.to),
    };
    const isExact = names.every((name) => middle[name]!.data.every((x) => isHeld(x, base.dtype)));
    if (!isExact || !Object.values(cases).every((c) => isFiniteAndValid(c, spec))) return undefined;
    return ask(cases, (e) => {
      const [a, b] = [read(e.from, 'value'), read(e.to, 'value')];
      const means = a.map((x, i) => times(exactly(0.5), plus(x, b[i]!)));
      const comparisons: Comparison[] = [
        ...each(read(e.middle, 'value'), 'at most', means),
        ...(isTangent ? [aboveTangent(e.from, e.to, gradients)] : []),
      ];
      return conclude(comparisons, cases.from, `the loss is convex in ${names.join(' and ')}`);
    });
  },
});

function aboveTangent(from: Evaluation, to: Evaluation, gradients: Case['wants']): Comparison {
  const slopes: Estimate[] = gradients.map((want) => slopeAlong(read(from, want), want, from.case, to.case));
  const of = plus(contracted(read(from, 'value'), from.case), total(slopes));
  return { got: contracted(read(to, 'value'), to.case), asked: 'at least', of, output: gradients[0]!, index: 0 };
}

/** From the base, moved to a grid, to a point of the same grid at a drawn distance; nothing moves out of its interval. */
function segment(
  base: Case,
  names: readonly string[],
  spec: LossSpec,
  draw: Draw,
): { readonly from: Tensors; readonly to: Tensors } {
  const operands = names.map((name) => base.operands[name]!);
  const leading = leadingExponent(operands) + 1;
  const grid = 2 * gridBelow(leading, base.dtype);
  const step = Math.max(grid, 2 ** (leading - 5 - draw.below(6)));
  const from = Object.fromEntries(names.map((name) => [name, snapped(base.operands[name]!, grid)]));
  const to = names.map((name) => {
    const { domain } = spec.operands[name]!;
    const moved = mapped(from[name]!, (x) => {
      const y = x + (draw.below(31) - 15) * step;
      return domain.kind === 'interval' && !inInterval(y, domain) ? x : y;
    });
    return [name, moved] as const;
  });
  return { from, to: Object.fromEntries(to) };
}
