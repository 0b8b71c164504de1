import { floats, hasCarrier, type OperandView, strideOf, viewsOf } from '../operand-view.ts';
import type { Random } from '../random.ts';
import type { Draft, Regime } from '../regime.ts';
import { ignoredItems } from './ignored-items.ts';

/** NaN in an operand of numbers, or an infinity in one that is not bounded by its domain. */
export const special: Regime = {
  name: 'special',
  weight: 1,
  applicable: (spec) => hasCarrier(spec),
  arrange(draft) {
    const { random } = draft;
    const views = floats(viewsOf(draft.spec, draft));
    const hidden = random.chance(0.4) ? hiddenPlaces(draft, views) : [];
    for (let left = random.pick([1, 1, 2]); left > 0; left--) {
      const [view, k] = hidden.length ? random.pick(hidden) : place(views, random);
      view.data[k] = specialNumber(view, k, random);
    }
  },
  holds: ({ views }) => floats(views).some(({ data }) => data.some((x) => !Number.isFinite(x))),
};

function place(views: readonly OperandView[], random: Random): readonly [OperandView, number] {
  const carrying = views.filter(({ operand }) => operand.absent === undefined);
  const view = random.pick(random.chance(0.9) ? carrying : views);
  return [view, random.below(view.data.length)];
}

/** Where ignored items keep their numbers: what stands there must reach neither value nor gradient. */
function hiddenPlaces({ spec, params, operands }: Draft, views: readonly OperandView[]): [OperandView, number][] {
  const items = ignoredItems(spec, { params, operands });
  if (!items) return [];
  const carrying = views.filter(
    (v) => v.operand.absent === undefined && items.labels.every((l) => v.labels.includes(l)),
  );
  return carrying.flatMap((view) =>
    [...view.data.keys()]
      .filter((k) => {
        const item = items.labels.reduce((sum, label, axis) => {
          const extent = view.shape[view.labels.indexOf(label)]!;
          return sum + (Math.floor(k / strideOf(view, label)) % extent) * strideOf(items, items.labels[axis]!);
        }, 0);
        return items.ignored[item]!;
      })
      .map((k): [OperandView, number] => [view, k]),
  );
}

function specialNumber({ operand, data }: OperandView, k: number, random: Random): number {
  if (operand.domain.kind === 'real') return random.pick([Number.NaN, Infinity, -Infinity]);
  if (operand.domain.kind !== 'box_xyxy') return Number.NaN;
  const other = data[k % 4 < 2 ? k + 2 : k - 2]!;
  return random.pick(Number.isNaN(other) ? [Number.NaN] : [Number.NaN, k % 4 < 2 ? -Infinity : Infinity]);
}
