import { axisLabels } from '../../../reference/losses/extents.ts';
import { termAxes } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { axesOf } from '../../../spec/language/operand.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import type { Reduction } from '../../../spec/language/reduction.ts';
import { type Case, type TypedTensor, typedTensor } from '../../case.ts';
import { eachWithin, extentOf, viewsOf } from '../operand-view.ts';
import { fittedCotangent, ones } from './fitted-cotangent.ts';
import { extentIn, keepSlices } from './keep-slices.ts';

/** Of a long axis a thirty-second at a time is dropped, of a short one a single slice. */
const finest = 32;

/** The case with fewer items, rows, classes or coordinates: halves first, then less. */
export function* fewerSlices(spec: LossSpec, c: Case): Generator<Case> {
  const labels = new Set(viewsOf(spec, c).flatMap((view) => view.labels));
  for (const label of labels) {
    if (!Number.isNaN(Number(label))) continue; // a fixed extent
    const extent = extentIn(spec, c, label);
    const least = Math.max(1, Math.ceil(extent / finest));
    for (let chunk = Math.floor(extent / 2); chunk >= least; chunk = Math.floor(chunk / 2)) {
      for (let from = 0; from < extent; from += chunk) {
        const kept = [...Array(extent).keys()].filter((i) => i < from || i >= from + chunk);
        if (kept.length > 0) yield keepSlices(spec, c, label, kept);
      }
    }
  }
}

/** The case without one of the axes that `...` stands for, at its first slice. */
export function* fewerAxes(spec: LossSpec, c: Case): Generator<Case> {
  const views = viewsOf(spec, c);
  const labels = new Set(views.flatMap((view) => view.labels).filter((label) => label.startsWith('...')));
  for (const label of labels) {
    // Of operands that do not fit each other, one may have no slice left.
    if (views.some((view) => view.labels.includes(label) && extentOf(view, label) === 0)) continue;
    const sliced = keepSlices(spec, c, label, [0]);
    const operands: Record<string, TypedTensor> = { ...sliced.operands };
    for (const view of views) {
      const axis = view.labels.indexOf(label);
      const x = operands[view.name]!;
      if (axis >= 0) operands[view.name] = { ...x, shape: x.shape.toSpliced(axis, 1) };
    }
    const axes = termAxes(spec.items);
    const cotangent = axes && axisLabels(axes, sliced.cotangent.shape.length);
    const at = cotangent?.indexOf(label) ?? -1;
    const shape = at < 0 ? sliced.cotangent.shape : sliced.cotangent.shape.toSpliced(at, 1);
    const shaped = { ...sliced, operands, cotangent: { ...sliced.cotangent, shape } };
    yield fittedCotangent(spec, shaped, shaped);
  }
}

/** The case without one of its optional operands. */
export function* fewerOperands(spec: LossSpec, c: Case): Generator<Case> {
  for (const name of Object.keys(c.operands)) {
    if (spec.operands[name]?.absent === undefined) continue;
    const { [name]: _, ...operands } = c.operands;
    yield { ...c, operands, wants: c.wants.filter((want) => want !== `gradient.${name}`) };
  }
}

/** The case with one parameter at its default; operands whose axes it orders follow. */
export function* plainerParams(
  spec: LossSpec,
  c: Case,
  defaults: Readonly<Record<string, ParamValue>>,
): Generator<Case> {
  for (const name of Object.keys(spec.params)) {
    if (!Object.is(c.params[name], defaults[name])) yield withParam(spec, c, name, defaults[name]!);
  }
}

function withParam(spec: LossSpec, c: Case, name: string, value: ParamValue): Case {
  const params = { ...c.params, [name]: value };
  const operands: Record<string, TypedTensor> = { ...c.operands };
  for (const view of viewsOf(spec, c)) {
    const axes = axesOf(view.operand, params);
    const labels = axisLabels(axes, view.shape.length);
    // Axes in another order are moved; axes of other names are the same numbers, seen otherwise.
    const reordered = labels?.some((label, i) => label !== view.labels[i]);
    if (!labels || !reordered || !labels.every((label) => view.labels.includes(label))) continue;
    const shape = labels.map((label) => view.shape[view.labels.indexOf(label)]!);
    const values = new Float64Array(view.data.length);
    eachWithin(view, { labels, shape }, (k, offset) => {
      values[offset] = view.data[k]!;
    });
    operands[view.name] = typedTensor(operands[view.name]!.dtype, values, shape);
  }
  const wants = value === null ? c.wants.filter((want) => want !== `gradient.${name}`) : c.wants;
  const changed: Case = { ...c, params, operands, wants };
  return fittedCotangent(spec, changed, changed);
}

/** The case reduced less, asked for one output only, or with a cotangent of ones. */
export function* lessAsked(spec: LossSpec, c: Case, reductions: readonly Reduction[]): Generator<Case> {
  for (const reduction of reductions) {
    if (reduction === c.reduction) continue;
    const changed: Case = { ...c, reduction };
    yield fittedCotangent(spec, changed, changed);
  }
  if (c.wants.length > 1) for (const want of c.wants) yield { ...c, wants: [want] };
  if (c.cotangent.data.some((x) => x !== 1)) yield { ...c, cotangent: ones(c.dtype, c.cotangent.shape) };
}
