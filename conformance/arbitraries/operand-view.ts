import { isDeepStrictEqual } from 'node:util';
import { axisLabels } from '../../reference/losses/extents.ts';
import { type Format, formats } from '../../reference/tensor/format.ts';
import { same } from '../../reference/tensor/shape.ts';
import { holdsLabels } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf, type Operand } from '../../spec/language/operand.ts';
import type { Case } from '../case.ts';

/** An operand of a case with what the spec says of it. */
export interface OperandView {
  readonly name: string;
  readonly operand: Operand;
  /** One per axis, as axisLabels gives them. */
  readonly labels: readonly string[];
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The operands of a case in the spec's order, without those whose rank the spec does not know. */
export function viewsOf(spec: LossSpec, c: Pick<Case, 'operands' | 'params'>): OperandView[] {
  const views: OperandView[] = [];
  for (const name in spec.operands) {
    const operand = spec.operands[name]!;
    const x = c.operands[name];
    const labels = x && axisLabels(axesOf(operand, c.params), x.shape.length);
    if (labels) views.push({ name, operand, labels, shape: x.shape, data: x.data });
  }
  return views;
}

/** A case as predicates look at it. */
export interface Seen {
  readonly spec: LossSpec;
  readonly case: Case;
  readonly format: Format;
  readonly views: readonly OperandView[];
}

export const look = (spec: LossSpec, c: Case): Seen => ({
  spec,
  case: c,
  format: formats[c.dtype],
  views: viewsOf(spec, c),
});

/** Operands of numbers rather than of labels. */
export const floats = (views: readonly OperandView[]): OperandView[] =>
  views.filter(({ operand }) => !holdsLabels(operand.domain));

/** Number operands that must be given: those that carry the loss, where optional ones only weigh it. */
export const carriers = onceOf((views) => floats(views).filter(({ operand }) => operand.absent === undefined));

/** What depends on the kinds and shapes of the operands alone, for the many regimes that ask the same of one case. */
function onceOf<T extends object>(of: (views: readonly OperandView[]) => T): (views: readonly OperandView[]) => T {
  const known = new WeakMap<readonly OperandView[], T>();
  return (views) => {
    let found = known.get(views);
    if (!found) known.set(views, (found = of(views)));
    return found;
  };
}

/** Whether an operand's numbers may be as large as the format goes. */
export const isUnbounded = ({ domain }: Operand): boolean =>
  domain.kind === 'real' ||
  domain.kind === 'box_xyxy' ||
  (domain.kind === 'interval' && (domain.min === -Infinity || domain.max === Infinity));

/** Whether a loss has a number operand that must be given and that fits. */
export const hasCarrier = (spec: LossSpec, fits: (operand: Operand) => boolean = () => true): boolean =>
  Object.values(spec.operands).some((o) => o.absent === undefined && !holdsLabels(o.domain) && fits(o));

/** The largest sets of carriers that can be compared element by element: same axes, same domain, two or more. */
export const peers = onceOf((views): readonly (readonly OperandView[])[] => {
  const groups: OperandView[][] = [];
  for (const view of carriers(views)) {
    const group = groups.find(([first]) => isLike(first!, view));
    if (group) group.push(view);
    else groups.push([view]);
  }
  return groups.filter((group) => group.length > 1);
});

const isLike = (a: OperandView, b: OperandView): boolean =>
  same(a.labels, b.labels) && same(a.shape, b.shape) && isDeepStrictEqual(a.operand.domain, b.operand.domain);

/** Calls for every element of `view` with its position and the position in C order under other axes of the same labels. */
export function eachWithin(
  view: Pick<OperandView, 'labels' | 'shape'>,
  other: Pick<OperandView, 'labels' | 'shape'>,
  visit: (k: number, offset: number) => void,
): void {
  const strides = view.labels.map((label) => strideOf(other, label));
  const at = view.shape.map(() => 0);
  const total = view.shape.reduce((a, b) => a * b, 1);
  for (let k = 0, offset = 0; k < total; k++) {
    visit(k, offset);
    for (let d = at.length - 1; d >= 0; d--) {
      offset += strides[d]!;
      if (++at[d]! < view.shape[d]!) break;
      offset -= strides[d]! * view.shape[d]!;
      at[d] = 0;
    }
  }
}

/** The distance in C order between neighbours along the axis of this label; 0 where there is none. */
export function strideOf({ labels, shape }: Pick<OperandView, 'labels' | 'shape'>, label: string): number {
  const axis = labels.indexOf(label);
  return axis < 0 ? 0 : shape.slice(axis + 1).reduce((a, b) => a * b, 1);
}

export const extentOf = ({ labels, shape }: Pick<OperandView, 'labels' | 'shape'>, label: string): number =>
  shape[labels.indexOf(label)] ?? 1;
