import { exponent } from '../../../../reference/tensor/format.ts';
import { holdsLabels } from '../../../../spec/language/domain.ts';
import type { Operand } from '../../../../spec/language/operand.ts';
import { type OperandView, peers, viewsOf } from '../../operand-view.ts';
import type { Draft } from '../../regime.ts';
import { closedInterval } from './against-ends.ts';
import type { Form } from './form.ts';

/** How near alike numbers are, relative to their size or to the length of their interval. */
const near = 2 ** -4;

const suits = ({ domain }: Operand): boolean => domain.kind === 'real' || domain.kind === 'box_xyxy';

/** Operands of the same axes and domain that nearly agree or, where that has a meaning, are opposite. */
export const byLikeness: Form = {
  applicable(spec) {
    const given = Object.values(spec.operands).filter(
      (o) => o.absent === undefined && !holdsLabels(o.domain) && (suits(o) || closedInterval(o) !== undefined),
    );
    const kinds = given.map((o) => JSON.stringify([o.axes, o.domain]));
    return new Set(kinds).size < kinds.length;
  },
  arrange(draft) {
    for (const group of groups(viewsOf(draft.spec, draft))) {
      if (closedInterval(group[0]!.operand)) approachEnds(group, draft);
      else approachFirst(group, draft);
    }
  },
  holds: ({ views }) =>
    groups(views).some((group) =>
      group.some((a, i) => group.slice(i + 1).some((b) => a.data.some((x, k) => alike(x, b.data[k]!, a.operand)))),
    ),
};

const groups = (views: readonly OperandView[]): (readonly OperandView[])[] =>
  peers(views).filter(([first]) => suits(first!.operand) || closedInterval(first!.operand) !== undefined);

/** Just below 1, by a power of two that the format resolves. */
const almostOne = ({ random, format }: Draft): number => 1 - 2 ** -random.between(5, -exponent(format.unit) - 1);

function approachFirst([first, ...others]: readonly OperandView[], draft: Draft): void {
  const { random, format } = draft;
  const turned = random.below(3);
  for (const [i, { data, operand }] of others.entries()) {
    const opposite = operand.domain.kind === 'real' && i === turned;
    const factor = almostOne(draft);
    // A positive factor keeps the order of a box's corners.
    data.set(first!.data.map((x) => format.round(opposite ? -x : x * factor)));
  }
}

/** The first is hard, the others are soft and on its side or on the other one. */
function approachEnds([first, ...others]: readonly OperandView[], draft: Draft): void {
  const { random, format } = draft;
  const { min, max } = closedInterval(first!.operand)!;
  first!.data.forEach((_, k) => {
    first!.data[k] = random.below(2) ? max : min;
  });
  for (const { data } of others) {
    const wrong = random.chance(0.4);
    const share = almostOne(draft);
    first!.data.forEach((x, k) => {
      const [from, to] = (x === max) === wrong ? [max, min] : [min, max];
      data[k] = format.round(from + (to - from) * share);
    });
  }
}

function alike(a: number, b: number, operand: Operand): boolean {
  const interval = closedInterval(operand);
  const size = interval ? interval.max - interval.min : Math.max(Math.abs(a), Math.abs(b));
  const distance = Math.abs(a - b);
  if (a !== b && distance <= near * size) return true;
  return interval ? distance >= (1 - near) * size : a !== 0 && a === -b;
}
