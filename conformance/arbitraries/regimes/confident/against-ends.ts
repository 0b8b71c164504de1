import { type Interval, interval } from '../../../../spec/language/domain.ts';
import type { Operand } from '../../../../spec/language/operand.ts';
import { carriers, type OperandView, viewsOf } from '../../operand-view.ts';
import { type Form, gap, sureLogit } from './form.ts';

/** The closed interval between two finite ends that an operand is in; of labels the lowest and the highest level. */
export function closedInterval({ domain }: Operand): Interval | undefined {
  if (domain.kind === 'levels') return interval(Math.min(...domain.values), Math.max(...domain.values));
  if (domain.kind !== 'interval' || domain.open !== 'none') return undefined;
  return Number.isFinite(domain.min) && Number.isFinite(domain.max) ? domain : undefined;
}

const sameAxes = (a: Operand, b: Operand): boolean => JSON.stringify(a.axes) === JSON.stringify(b.axes);

const isPair = (target: Operand, logit: Operand): boolean =>
  closedInterval(target) !== undefined && logit.domain.kind === 'real' && sameAxes(target, logit);

/** A target between two ends, with a logit for each element. */
export const againstEnds: Form = {
  applicable(spec) {
    const given = Object.values(spec.operands).filter((o) => o.absent === undefined);
    return given.some((target) => given.some((logit) => isPair(target, logit)));
  },
  arrange(draft) {
    const { spec, params, operands, random, format } = draft;
    for (const [target, logit] of pairs(viewsOf(spec, { operands, params }))) {
      const { min, max } = closedInterval(target.operand)!;
      target.data.forEach((_, k) => {
        if (k > 0 && random.chance(0.2)) return;
        const high = random.below(2) === 1;
        target.data[k] = high ? max : min;
        logit.data[k] = format.round((high ? 1 : -1) * random.sign() * sureLogit(draft));
      });
    }
  },
  holds: ({ views }) =>
    pairs(views).some(([target, logit]) => {
      const { min, max } = closedInterval(target.operand)!;
      return target.data.some((y, k) => (y === min || y === max) && Math.abs(logit.data[k]!) >= gap);
    }),
};

const pairs = (views: readonly OperandView[]): [OperandView, OperandView][] =>
  views
    .filter(({ operand }) => operand.absent === undefined)
    .flatMap((target) =>
      carriers(views)
        .filter((logit) => isPair(target.operand, logit.operand))
        .map((logit): [OperandView, OperandView] => [target, logit]),
    );
