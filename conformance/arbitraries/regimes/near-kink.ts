import type { Format } from '../../../reference/tensor/format.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';
import { inInterval } from '../../../spec/language/domain.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import { nudge } from '../numbers.ts';
import { carriers, hasCarrier, type OperandView, peers, viewsOf } from '../operand-view.ts';
import type { Random } from '../random.ts';
import type { Draft, Regime } from '../regime.ts';

/** How many ulp from a kink still count as near. */
const reach = 4;

/** Where losses have kinks, as far as their texts need not be read: at 0 and at plus or minus each numeric parameter. */
const thresholds = (spec: LossSpec, params: Readonly<Record<string, ParamValue>>): number[] => [
  0,
  ...Object.keys(spec.params)
    .filter((name) => spec.params[name]!.kind === 'number' && typeof params[name] === 'number')
    .map((name) => Math.abs(params[name] as number)),
];

/**
 * Numbers, or differences of like operands, that lie on a threshold or a few ulp beside it. Rows of three like operands
 * are put on one line, so that their distances differ by a threshold, too.
 */
export const nearKink: Regime = {
  name: 'near_kink',
  weight: 3,
  applicable: (spec) => hasCarrier(spec, ({ domain }) => domain.kind !== 'simplex'),
  arrange(draft) {
    const { spec, params, operands, random } = draft;
    const views = viewsOf(spec, { operands, params });
    const at = thresholds(spec, params);
    const groups = peers(views).filter(([first]) => first!.operand.domain.kind !== 'simplex');
    for (const group of groups) {
      const { kind } = group[0]!.operand.domain;
      if (kind === 'box_xyxy') touchBoxes(group, draft);
      else if (kind === 'real') alignRows(group, at, draft);
      else pairUp(group, at, draft);
    }
    if (groups.length > 0) return;
    for (const view of carriers(views)) {
      const { domain } = view.operand;
      view.data.forEach((_, k) => {
        const t = random.sign() * random.pick(at);
        const fits = (x: number): boolean =>
          domain.kind === 'real' || (domain.kind === 'interval' && inInterval(x, domain));
        view.data[k] = [beside(t, draft), t, Math.abs(t)].find(fits) ?? view.data[k]!;
      });
    }
  },
  holds({ spec, case: c, views: all, format }) {
    const views = carriers(all).filter(({ operand }) => operand.domain.kind !== 'simplex');
    const at = thresholds(spec, c.params);
    const groups = peers(views);
    for (const group of groups) {
      const isBox = group[0]!.operand.domain.kind === 'box_xyxy';
      for (const [i, a] of group.entries()) {
        for (const b of group.slice(i + 1)) {
          const near = a.data.some((x, k) => {
            // The same edge of both boxes, or the far edge of the other one.
            const others = isBox ? [b.data[k]!, b.data[k % 4 < 2 ? k + 2 : k - 2]!] : [b.data[k]!];
            return others.some((y) =>
              isNear(Math.abs(x - y), Math.max(Math.abs(x), Math.abs(y)), isBox ? [0] : at, format),
            );
          });
          if (near) return true;
        }
      }
    }
    if (groups.length > 0) return false;
    return views.some(({ data }) => data.some((x) => isNear(Math.abs(x), 0, at, format)));
  },
};

const isNear = (distance: number, size: number, at: readonly number[], format: Format): boolean =>
  at.some((t) => Math.abs(distance - t) <= reach * ulp(Math.max(size, t), format));

const beside = (x: number, { random, format }: Draft): number =>
  nudge(x, random.pick([0, 0, 1, -1, 2, -2]), ulp(x, format), format);

/** Rows that agree in all coordinates but one, in which the operands stand at distances made of the thresholds. */
function alignRows(group: readonly OperandView[], at: readonly number[], draft: Draft): void {
  const { random, format } = draft;
  const { labels, shape, data } = group[0]!;
  const width = labels.at(-1) === 'D' ? shape.at(-1)! : 1;
  for (let from = 0; from < data.length; from += width) {
    const row = Array.from({ length: width }, () => random.between(-16, 16) / 8);
    const turning = random.below(width);
    let shift = 0;
    for (const [i, view] of group.entries()) {
      if (i > 0) shift = shiftFrom(shift, at, random, from === 0 && i === 1);
      const moved = [...row];
      const x = format.round(row[turning]! + shift);
      moved[turning] = i > 0 ? beside(x, draft) : x;
      view.data.set(moved, from);
    }
  }
}

/**
 * A threshold, or what makes the next distance differ from the one before by a threshold, plain or squared; `only` asks
 * for the threshold itself.
 */
function shiftFrom(before: number, at: readonly number[], random: Random, only: boolean): number {
  const t = random.pick(at);
  if (only) return random.sign() * t;
  if (before === 0) return random.sign() * (random.chance(0.3) ? random.pick([0.5, 1, 2]) : t);
  const size = Math.abs(before);
  return Math.sign(before) * random.pick([size + t, size + t, Math.sqrt(size * size + t), t]);
}

/** The second number at a threshold from the first, or, where that leaves the interval, at the first itself. */
function pairUp([first, ...others]: readonly OperandView[], at: readonly number[], draft: Draft): void {
  const { random, format } = draft;
  const { domain } = first!.operand;
  for (const { data } of others) {
    first!.data.forEach((x, k) => {
      const y = beside(format.round(x + random.sign() * random.pick(at)), draft);
      const beyond = domain.kind === 'interval' && !inInterval(y, domain);
      data[k] = beyond ? x : y;
    });
  }
}

/** Boxes that share an edge with the first one, or begin where it ends. */
function touchBoxes([first, ...others]: readonly OperandView[], draft: Draft): void {
  const { random } = draft;
  for (const { data } of others) {
    for (let k = 0; k < data.length; k += 4) {
      const [low, high] = random.pick([
        [0, 2],
        [1, 3],
      ] as const);
      const [from, to] = random.pick([
        [low, low],
        [high, high],
        [high, low],
      ] as const);
      const edge = beside(first!.data[k + from]!, draft);
      data[k + to] = edge;
      if (to === low) data[k + high] = Math.max(edge, data[k + high]!);
      else data[k + low] = Math.min(edge, data[k + low]!);
    }
  }
}
