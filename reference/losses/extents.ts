import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { type Axes, axesOf } from '../../spec/language/operand.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import { same } from '../tensor/shape.ts';

/** The extents of one call: a number per symbol, and those of the axes that `...` stands for. */
export interface Extents {
  readonly symbols: Readonly<Record<string, number>>;
  readonly rest: readonly number[];
}

type Params = Readonly<Record<string, ParamValue>>;

/** The default of every parameter that is not given. */
export function completeParams(spec: LossSpec, params: Params): Record<string, ParamValue> {
  const all: Record<string, ParamValue> = {};
  for (const name in spec.params) all[name] = spec.params[name]!.default;
  return Object.assign(all, params);
}

/**
 * One label per axis of an operand of this rank: symbols and fixed extents as written, the axes of `...` as `...0`,
 * `...1`. Undefined where no operand with these axes has this rank.
 */
export function axisLabels(axes: Axes, rank: number): readonly string[] | undefined {
  let byRank = known.get(axes);
  if (!byRank) known.set(axes, (byRank = []));
  if (!(rank in byRank)) byRank[rank] = labelsOf(axes, rank);
  return byRank[rank];
}

/** Axes are written once, in the specs; their labels are asked for with every case. */
const known = new WeakMap<Axes, (readonly string[] | undefined)[]>();

function labelsOf(axes: Axes, rank: number): string[] | undefined {
  const open = axes.includes('...');
  const spare = rank - (open ? axes.length - 1 : axes.length);
  if (open ? spare < 0 : spare !== 0) return undefined;
  return axes.flatMap((axis) => (axis === '...' ? Array.from({ length: spare }, (_, i) => `...${i}`) : [String(axis)]));
}

/** The shape of axes under these extents; a symbol without an extent is one. */
export const shapeUnder = (axes: Axes, { symbols, rest }: Extents): number[] =>
  axes.flatMap((axis) => (axis === '...' ? rest : [typeof axis === 'number' ? axis : (symbols[axis] ?? 1)]));

/** Where an extent was first seen, for the error message of one that differs. */
interface Seen {
  readonly extent: number;
  readonly operand: string;
}

/** What is wrong with the shapes: which operand, and the sentence that says so. */
export interface ShapeDefect {
  readonly operand: string;
  readonly message: string;
}

/**
 * The extents that the shapes of the given operands agree on, or the first thing that is wrong with them: a rank that
 * the axes do not have, an extent that is not the fixed one, or one that differs from another operand's. Nothing is
 * ever broadcast.
 */
export function bindExtents(
  spec: LossSpec,
  shapes: Readonly<Record<string, readonly number[]>>,
  params: Params,
): Extents | ShapeDefect {
  const all = completeParams(spec, params);
  const seen = new Map<string, Seen>();
  let trailing: { readonly rest: readonly number[]; readonly operand: string } | undefined;
  for (const [name, operand] of Object.entries(spec.operands)) {
    const shape = shapes[name];
    if (!shape) continue;
    const axes = axesOf(operand, all);
    const labels = axisLabels(axes, shape.length);
    if (!labels) return { operand: name, message: wrongRank(name, shape, axes) };
    const rest = shape.filter((_, i) => labels[i]!.startsWith('...'));
    if (trailing && axes.includes('...') && !same(rest, trailing.rest)) {
      const other = `${trailing.operand} has [${trailing.rest}]`;
      return { operand: name, message: `${name} has [${rest}] where its axes say "...", but ${other}` };
    }
    if (!trailing && axes.includes('...')) trailing = { rest, operand: name };
    for (const [i, axis] of labels.entries()) {
      if (axis.startsWith('...')) continue;
      const extent = shape[i]!;
      const at = (): string => `${name} has ${extent} on axis ${i} of [${shape}]`;
      if (!Number.isNaN(Number(axis))) {
        if (extent !== Number(axis)) return { operand: name, message: `${at()}, but must have ${axis}` };
        continue;
      }
      const before = seen.get(axis);
      if (!before) seen.set(axis, { extent, operand: name });
      else if (before.extent !== extent) {
        const other = `${before.operand} has ${axis} = ${before.extent}`;
        return { operand: name, message: `${at()}, so ${axis} = ${extent}, but ${other}; shapes are never broadcast` };
      }
    }
  }
  return {
    symbols: Object.fromEntries([...seen].map(([symbol, { extent }]) => [symbol, extent])),
    rest: trailing?.rest ?? [],
  };
}

function wrongRank(name: string, shape: readonly number[], axes: Axes): string {
  const fixed = axes.filter((axis) => axis !== '...').length;
  const count = `${axes.includes('...') ? 'at least ' : ''}${fixed} ${fixed === 1 ? 'axis' : 'axes'}`;
  return `${name} has the shape [${shape}], but must be [${axes.join(', ')}]: ${count}, not ${shape.length}`;
}
