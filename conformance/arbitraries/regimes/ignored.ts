import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { atLeastTwo } from '../draw-extents.ts';
import type { Option } from '../options.ts';
import type { Draft, Regime } from '../regime.ts';
import { ignoredItems, itemWeightOf } from './ignored-items.ts';

/** Whether a loss can leave items out at all. */
export const canIgnore = (spec: LossSpec): boolean => spec.ignore !== undefined || itemWeightOf(spec) !== undefined;

/** Options under which items can be left out: a label that says ignore or, where there is no such thing, item weights. */
export function admitsIgnoring(spec: LossSpec, factor: string, option: Option): boolean {
  if (spec.ignore) return factor !== spec.ignore.param || option.value !== null;
  return factor !== itemWeightOf(spec) || option.value === true;
}

/** Leaves out the items that `chosen` names and counts the others. */
export function leaveOut(draft: Draft, chosen: (item: number) => boolean): void {
  const { spec, params, operands, random, extents } = draft;
  const name = spec.ignore ? spec.ignore.operand : itemWeightOf(spec)!;
  const out = spec.ignore ? (params[spec.ignore.param] as number) : 0;
  const { domain } = spec.operands[name]!;
  const { data } = operands[name]!;
  const classes = domain.kind === 'index' ? (extents.symbols[domain.of] ?? 1) : 0;
  data.forEach((x, item) => {
    if (chosen(item)) data[item] = out;
    else if (x === out) data[item] = domain.kind === 'index' ? otherClass(out, classes, random.below(classes)) : 1;
  });
}

const otherClass = (out: number, classes: number, drawn: number): number =>
  drawn === out ? (drawn + 1) % classes : drawn;

/** Some items do not count, and some do. */
export const ignored: Regime = {
  name: 'ignored',
  weight: 2,
  applicable: canIgnore,
  admits: admitsIgnoring,
  reshape: (extents, draft) => atLeastTwo(extents, draft),
  arrange(draft) {
    const { spec, operands, random } = draft;
    const items = operands[spec.ignore ? spec.ignore.operand : itemWeightOf(spec)!]!.data.length;
    const [out, kept] = [random.below(items), random.below(items - 1)];
    leaveOut(draft, (item) => item === out || (item !== (kept < out ? kept : kept + 1) && random.chance(0.4)));
  },
  holds({ spec, case: c }) {
    const items = ignoredItems(spec, c)?.ignored;
    return items?.includes(true) === true && items.includes(false);
  },
};
