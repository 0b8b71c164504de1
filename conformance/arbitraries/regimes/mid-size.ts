import type { Extents } from '../../../reference/losses/extents.ts';
import { itemAxes } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { largestOperand, symbolsOf } from '../draw-extents.ts';
import { redrawOver } from '../draw-operands.ts';
import { floats } from '../operand-view.ts';
import type { Draft, Regime } from '../regime.ts';
import { fewDistinct, isFew, repeatAlong } from './repeat-along.ts';

/** Below it extents are small, from a thousand on sums are long. */
const [least, beyond] = [7, 1000];
/** Powers of two and what is beside them, where kernels go from one block to the next, and what fills no block. */
const lengths = [7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257];
/** So many elements may all differ; of more at most 16 do. */
const mostDistinct = 160;

/**
 * The longest that an axis is made. What meets itself two by two or three by three costs more, and of steps that labels
 * are aligned with the exact oracle tries every sequence, or every path between them.
 */
function longest(spec: LossSpec, axis: string): number {
  if (isAligned(spec, axis) || isLattice(spec, axis)) return 12;
  const meets = axis === 'N' && spec.pairwise !== 'D' && !itemAxes(spec.items).includes('N');
  const hasNames = Object.values(spec.operands).some(({ domain }) => domain.kind === 'name');
  if (axis === 'T' || (meets && hasNames)) return 33;
  if (areSorted(spec, axis)) return 129;
  // The places of a batch that is one mask meet each other, too.
  const meetsWithBatch = axis === 'B' && spec.pairwise !== undefined;
  return meets || meetsWithBatch || axis === spec.pairwise ? 65 : 257;
}

/**
 * The lengths that an axis may have. In the first round every axis is more than half as long as it ever is, so that what
 * drops the terms behind its first block of 16, 32 or 128 meets some.
 */
function lengthsOf(spec: LossSpec, axis: string, isFirstRound: boolean): number[] {
  const most = longest(spec, axis);
  return lengths.filter((n) => n <= most && (!isFirstRound || 2 * n > most));
}

const isAligned = (spec: LossSpec, axis: string): boolean => axis === 'T' && symbolsOf(spec).symbols.includes('S');

/** Steps by places of labels, through which paths lead. */
const isLattice = (spec: LossSpec, axis: string): boolean =>
  (axis === 'T' || axis === 'U') && symbolsOf(spec).symbols.includes('U');

/**
 * Places of a mask of one class, by their errors. Of equal ones the exact oracle tries every order, which takes it
 * minutes, so that all of them differ, in one mask.
 */
const areSorted = (spec: LossSpec, axis: string): boolean =>
  axis === 'P' && spec.pairwise === axis && !symbolsOf(spec).symbols.includes('C');

/** Small enough beside a long axis that this one stays the longest. */
function smallBeside(spec: LossSpec, axis: string): Record<string, number> {
  if (areSorted(spec, axis)) return { N: 1 };
  if (isLattice(spec, axis)) return { C: 2 };
  return isLattice(spec, 'U') ? { N: 1, T: 2, U: 2, C: 2 } : {};
}

const withExtent = ({ symbols, rest }: Extents, axis: string, extent: number): Extents =>
  axis === '...' ? { symbols, rest: [extent] } : { symbols: { ...symbols, [axis]: extent }, rest };

const extentOf = ({ symbols, rest }: Extents, axis: string): number => (axis === '...' ? rest[0] : symbols[axis]) ?? 0;

const axesThatGrow = (spec: LossSpec, params?: Draft['params']): string[] => {
  const { symbols, open } = symbolsOf(spec, params);
  // Labels that do not fit into the steps say little: their places grow with the steps.
  return [...symbols.filter((s) => s !== 'S'), ...(open ? ['...'] : [])];
};

/**
 * One axis after the other, in every round from the next one on: an option of two values, which takes turns as well, must
 * not meet the same axis each time.
 */
const inTurn = (axes: readonly string[], turn: number): string =>
  axes[(turn + Math.floor(turn / axes.length)) % axes.length]!;

const isFirst = (turn: number | undefined, axes: readonly string[]): boolean =>
  turn !== undefined && turn < axes.length;

/** A batch, classes, coordinates, steps or elements as there are in practice, along one axis at a time: 7 to 257. */
export const midSize: Regime = {
  name: 'mid_size',
  weight: 0,
  quota: 4,
  applicable: (spec) => axesThatGrow(spec).length > 0,
  reshape({ symbols }, { spec, params, random, turn }) {
    const axes = axesThatGrow(spec, params);
    const axis = turn === undefined ? random.pick(axes) : inTurn(axes, turn);
    const length = random.pick(lengthsOf(spec, axis, isFirst(turn, axes)));
    const others = Object.keys(symbols).map((s) => [s, random.pick(s === 'N' ? [1, 2] : [2, 2, 3])]);
    const aligned = isAligned(spec, axis) ? { C: 2, S: 2 + Math.floor(length / 4) } : smallBeside(spec, axis);
    const full = withExtent({ symbols: { ...Object.fromEntries(others), ...aligned }, rest: [] }, axis, length);
    if (largestOperand(spec, params, full) <= mostDistinct) return full;
    const perSlice = largestOperand(spec, params, withExtent(full, axis, 1));
    // Less than `least`, so that `arrange` knows what it has to repeat.
    return withExtent(full, axis, Math.max(1, Math.min(least - 1, Math.floor(fewDistinct / perSlice))));
  },
  arrange(draft) {
    const { spec, params, random, extents, turn } = draft;
    const axes = axesThatGrow(spec, params);
    if (axes.some((axis) => extentOf(extents, axis) >= least)) return;
    const axis = axes.reduce((a, b) => (extentOf(extents, b) > extentOf(extents, a) ? b : a));
    const before = extentOf(extents, axis);
    const perSlice = largestOperand(spec, params, extents) / before;
    const most = longest(spec, axis);
    const may = lengthsOf(spec, axis, isFirst(turn, axes));
    const length = random.pick(may.filter((n) => n * perSlice > mostDistinct || n === most));
    const picks = Array.from({ length }, () => random.below(before));
    repeatAlong(draft, axis === '...' ? '...0' : axis, picks);
    redrawOver(draft, axis);
  },
  holds: ({ views }) =>
    views.some(({ shape }) => shape.some((n) => n >= least && n < beyond)) &&
    floats(views).every((view) => view.data.length < 200 || isFew(view)),
};
