import type { LossSpec } from '../../../../spec/language/loss-spec.ts';
import type { Axes, Operand } from '../../../../spec/language/operand.ts';
import { eachWithin, extentOf, type OperandView, strideOf, viewsOf } from '../../operand-view.ts';
import type { Draft } from '../../regime.ts';
import { type Form, gap, sureLogit } from './form.ts';

/** The symbol that an operand's labels or shares are of. */
const classesOf = ({ domain }: Operand): string | undefined =>
  domain.kind === 'index' ? domain.of : domain.kind === 'simplex' ? domain.over : undefined;

const axesOf = ({ axes }: Operand): readonly Axes[] => ('by' in axes ? Object.values(axes.axes) : [axes]);

/** Whether these can be the logits of that label: the operand has its axes, and that of the classes. */
function isPair(target: Operand, logits: Operand): boolean {
  const symbol = classesOf(target);
  if (symbol === undefined || logits.domain.kind !== 'real') return false;
  return axesOf(logits).some((a) => axesOf(target).some((t) => [...t, symbol].every((s) => a.includes(s))));
}

/** One row of logits with the class that its target says, or that has the largest share of it. */
interface Row {
  readonly logits: OperandView;
  /** Position of the first class, and the distance to the next. */
  readonly at: number;
  readonly stride: number;
  readonly length: number;
  readonly label: number;
}

/** Labels or shares of classes, with the logits of these classes. */
export const againstClasses: Form = {
  applicable(spec) {
    const given = Object.values(spec.operands).filter((o) => o.absent === undefined);
    return given.some((target) => given.some((logits) => isPair(target, logits)));
  },
  arrange(draft) {
    const { spec, params, operands, random, format } = draft;
    const mood = random.pick(['right', 'wrong', 'mixed'] as const);
    for (const view of viewsOf(spec, { operands, params })) settleTarget(view, draft);
    for (const { logits, at, stride, length, label } of rows(spec, viewsOf(spec, { operands, params }), params)) {
      for (let i = 0; i < length; i++) logits.data[at + i * stride] = format.round(random.within(-0.5, 0.5));
      const right = mood === 'right' || (mood === 'mixed' && random.chance(0.5));
      logits.data[at + label * stride] = format.round((right ? 1 : -1) * sureLogit(draft));
    }
  },
  holds: ({ spec, case: c, views }) =>
    rows(spec, views, c.params).some(({ logits, at, stride, length, label }) => {
      let others = -Infinity;
      for (let i = 0; i < length; i++) if (i !== label) others = Math.max(others, logits.data[at + i * stride]!);
      return length > 1 && Math.abs(logits.data[at + label * stride]! - others) >= gap;
    }),
};

/** Makes sure that one row counts; shares mostly become one class's own. */
function settleTarget(view: OperandView, { spec, params, random, extents }: Draft): void {
  const { domain } = view.operand;
  const ignored = spec.ignore?.operand === view.name ? params[spec.ignore.param] : null;
  if (domain.kind === 'index' && view.data[0] === ignored) {
    view.data[0] = ignored === 0 ? extents.symbols[domain.of]! - 1 : 0;
  }
  if (domain.kind !== 'simplex' || random.chance(0.4)) return;
  const [stride, length] = [strideOf(view, domain.over), extentOf(view, domain.over)];
  view.data.forEach((_, k) => {
    if (Math.floor(k / stride) % length !== 0) return;
    const hot = random.below(length);
    for (let i = 0; i < length; i++) view.data[k + i * stride] = i === hot ? 1 : 0;
  });
}

function rows(spec: LossSpec, views: readonly OperandView[], params: Draft['params']): Row[] {
  const found: Row[] = [];
  for (const target of views) {
    const symbol = classesOf(target.operand);
    const logits = views.find(({ operand }) => isPair(target.operand, operand));
    if (!symbol || !logits) continue;
    const [stride, length] = [strideOf(logits, symbol), extentOf(logits, symbol)];
    const own = strideOf(target, symbol);
    const ignored = spec.ignore?.operand === target.name ? params[spec.ignore.param] : null;
    eachWithin(target, logits, (k, at) => {
      if (target.operand.domain.kind === 'index') {
        const label = target.data[k]!;
        if (label !== ignored && label >= 0 && label < length) found.push({ logits, at, stride, length, label });
      } else if (Math.floor(k / own) % length === 0) {
        const shares = Array.from({ length }, (_, i) => target.data[k + i * own]!);
        found.push({ logits, at, stride, length, label: shares.indexOf(Math.max(...shares)) });
      }
    });
  }
  return found;
}
