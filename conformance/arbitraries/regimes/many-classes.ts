import { hasClasses } from '../draw-extents.ts';
import { redraw } from '../draw-operands.ts';
import { power } from '../elementary.ts';
import { ordinaryNumbers } from '../numbers.ts';
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
    const { spec, random, operands } = draft;
    const before = draft.extents.symbols.C!;
    const classes = Math.round(200 * power(spec.pairwise === 'C' ? 2 : 10, random.uniform()));
    const picks = Array.from({ length: classes }, () => random.below(before));
    repeatAlong(draft, 'C', picks);
    for (const name of Object.keys(operands)) {
      const { domain } = spec.operands[name]!;
      const newSum = domain.kind === 'simplex' && domain.over === 'C';
      if (newSum || (domain.kind === 'index' && domain.of === 'C')) redraw(draft, name, ordinaryNumbers(random));
    }
  },
  holds({ views }) {
    return views.some((view) => view.labels.includes('C') && extentOf(view, 'C') >= 200) && floats(views).every(isFew);
  },
};
