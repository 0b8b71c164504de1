import { hasClasses } from '../draw-extents.ts';
import { redrawOver } from '../draw-operands.ts';
import { power } from '../elementary.ts';
import { extentOf, floats } from '../operand-view.ts';
import type { Regime } from '../regime.ts';
import { fewDistinct, isFew, repeatAlong } from './repeat-along.ts';

/** 200 to 2000 classes, to 400 where they are compared two by two, of which at most 16 differ. */
export const manyClasses: Regime = {
  name: 'many_classes',
  weight: 0.1,
  applicable: hasClasses,
  reshape({ symbols }, { random }) {
    const items = random.pick([1, 1, 2]);
    const classes = Math.floor(fewDistinct / items);
    const small = Object.keys(symbols).map((name) => [name, name === 'C' ? classes : name === 'N' ? items : 1]);
    return { symbols: Object.fromEntries(small), rest: [] };
  },
  arrange(draft) {
    const { spec, random } = draft;
    const before = draft.extents.symbols.C!;
    const classes = Math.round(200 * power(spec.pairwise === 'C' ? 2 : 10, random.uniform()));
    const picks = Array.from({ length: classes }, () => random.below(before));
    repeatAlong(draft, 'C', picks);
    redrawOver(draft, 'C');
  },
  holds({ views }) {
    return views.some((view) => view.labels.includes('C') && extentOf(view, 'C') >= 200) && floats(views).every(isFew);
  },
};
