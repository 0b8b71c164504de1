import { axisLabels } from '../../../reference/losses/extents.ts';
import { axesOf } from '../../../spec/language/operand.ts';
import type { TypedTensor } from '../../case.ts';
import { type OperandView, strideOf } from '../operand-view.ts';
import type { Draft } from '../regime.ts';

/** How many distinct numbers an operand of a big case holds, so that high precision need not repeat itself. */
export const fewDistinct = 16;

export const isFew = ({ data }: OperandView): boolean => new Set(data).size <= fewDistinct;

/** Every operand with this axis becomes the slices along it that `picks` names, in that order. */
export function repeatAlong(draft: Draft, label: string, picks: readonly number[]): void {
  const { spec, params, operands, extents } = draft;
  for (const [name, x] of Object.entries(operands)) {
    const labels = axisLabels(axesOf(spec.operands[name]!, params), x.shape.length)!;
    if (labels.includes(label)) operands[name] = gather(x, labels, label, picks);
  }
  const trailing = /^\.\.\.(\d+)$/.exec(label);
  draft.extents = trailing
    ? { ...extents, rest: extents.rest.with(Number(trailing[1]), picks.length) }
    : { ...extents, symbols: { ...extents.symbols, [label]: picks.length } };
}

/** The slices of a tensor along the axis of this label, by index. */
export function gather(
  x: TypedTensor,
  labels: readonly string[],
  label: string,
  picks: readonly number[],
): TypedTensor {
  const axis = labels.indexOf(label);
  const shape = x.shape.map((n, i) => (i === axis ? picks.length : n));
  const stride = strideOf({ labels, shape: x.shape }, label);
  const extent = x.shape[axis]!;
  const data = new Float64Array(shape.reduce((a, b) => a * b, 1));
  let k = 0;
  for (let outer = 0; outer < x.data.length; outer += extent * stride) {
    for (const pick of picks) {
      const from = outer + pick * stride;
      for (let i = 0; i < stride; i++) data[k++] = x.data[from + i]!;
    }
  }
  return { dtype: x.dtype, shape, data };
}
