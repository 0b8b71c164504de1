import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { extentOf, layoutOf } from './support/layout.ts';
import { permuted } from './support/permuted.ts';
import { mapped } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';
import { shuffle } from './support/shuffle.ts';

/** A class whose index marks ignored items keeps its place, so that no label becomes the mark. */
export const classPermutation = defineProperty('class_permutation', {
  sentence: 'The order of the classes does not matter, if labels and weights follow.',
  plan(base, { symbol }, { spec, draw }) {
    const layout = layoutOf(spec, base);
    const mark = spec.ignore ? base.params[spec.ignore.param] : null;
    const order = Array.from({ length: extentOf(layout, symbol) }, (_, c) => c);
    const free = order.filter((c) => c !== mark);
    if (free.length < 2) return undefined;
    shuffle(draw, free.length).forEach((from, to) => {
      order[free[to]!] = free[from]!;
    });
    const placeOf: number[] = [];
    order.forEach((c, place) => {
      placeOf[c] = place;
    });
    const labels = Object.entries(base.operands)
      .filter(([name]) => holdsLabels(name, symbol, spec))
      .map(([name, x]) => [name, mapped(x, (y) => (y === mark ? y : placeOf[y]!))] as const);
    const other = permuted(base, layout, symbol, order, Object.fromEntries(labels));
    if (!other) return undefined;
    const law = 'the order of the classes does not matter';
    return ask({ base, other: other.case }, (e) => conclude(sameOutputs(e.other, e.base, other), base, law));
  },
});

function holdsLabels(name: string, symbol: string, spec: LossSpec): boolean {
  const { domain } = spec.operands[name]!;
  return domain.kind === 'index' && domain.of === symbol;
}
