import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, type TypedTensor, typedTensor } from '../../case.ts';
import { extentOf, type OperandView, viewsOf } from '../operand-view.ts';
import { gather } from '../regimes/repeat-along.ts';
import { fittedCotangent } from './fitted-cotangent.ts';

/**
 * The case with only these slices along an axis, in every operand that has it. Labels of classes follow their class, or
 * become 0 where it is gone; what a gone class had of a simplex goes to the first one.
 */
export function keepSlices(spec: LossSpec, c: Case, label: string, kept: readonly number[]): Case {
  const operands: Record<string, TypedTensor> = { ...c.operands };
  for (const view of viewsOf(spec, c)) {
    const { name, labels, operand } = view;
    const x = operands[name]!;
    const { domain } = operand;
    if (labels.includes(label)) {
      const within = kept.filter((i) => i < extentOf(view, label));
      operands[name] = gather(x, labels, label, within);
      if (domain.kind === 'simplex' && domain.over === label) restoreSums(operands[name], view, label);
    }
    if (domain.kind === 'index' && domain.of === label) {
      const ignored = spec.ignore?.operand === name ? c.params[spec.ignore.param] : null;
      const renamed = x.data.map((y) => {
        const beyond = y === ignored || !Number.isInteger(y) || y < 0 || y >= extentIn(spec, c, label);
        return beyond ? y : Math.max(0, kept.indexOf(y));
      });
      operands[name] = typedTensor(x.dtype, renamed, x.shape);
    }
  }
  return fittedCotangent(spec, c, { ...c, operands }, label, kept);
}

/** The largest extent that an operand has along an axis; 0 where none has it. */
export function extentIn(spec: LossSpec, c: Case, label: string): number {
  return Math.max(0, ...viewsOf(spec, c).map((v) => (v.labels.includes(label) ? extentOf(v, label) : 0)));
}

function restoreSums(x: TypedTensor, { labels, shape }: OperandView, label: string): void {
  const axis = labels.indexOf(label);
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const extent = x.shape[axis]!;
  for (let k = 0; k < x.data.length; k++) {
    if (Math.floor(k / stride) % extent !== 0) continue;
    let others = 0;
    for (let i = 1; i < extent; i++) others += x.data[k + i * stride]!;
    x.data[k] = 1 - others;
  }
}
