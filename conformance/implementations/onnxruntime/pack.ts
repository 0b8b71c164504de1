import { size } from '../../../reference/tensor/shape.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import { itemAxes, itemCounter } from '../../../spec/language/items.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, type TypedTensor, typedTensor, type Want } from '../../case.ts';
import { openAxis, type Structure } from './structure.ts';

/** A case whose graph is known, and what is fed to it by name. */
export interface Fed {
  readonly c: Case;
  readonly structure: Structure;
  readonly feeds: Readonly<Record<string, TensorData>>;
}
type Outputs = Partial<Record<Want, TypedTensor>>;

/**
 * What cases must have in common to be answered by one run of their graph, one behind the other along the axis of the
 * items: everything but the items. Undefined where a case has to be alone: its value is reduced, its items see each
 * other or are no leading axis, it has none, or it wants a gradient that all items have a part in.
 */
export function packKey(spec: LossSpec, { c, structure, feeds }: Fed): string | undefined {
  const lead = leadingAxis(spec);
  if (!lead || c.reduction !== 'none' || !c.cotangent.shape[0]) return undefined;
  const shared: unknown[] = [structure.key, c.cotangent.shape.slice(1)];
  for (const [name, { shape, data }] of Object.entries(feeds)) {
    const axes = structure.shapes[name]!;
    const own = axes[0] === lead;
    if (axes.indexOf(lead) > 0 || (own && shape[0] !== c.cotangent.shape[0])) return undefined;
    if (!own && c.wants.includes(`gradient.${name}`)) return undefined;
    // Signed zeros and NaN are told apart; the payload of a NaN is nothing that a loss sees.
    shared.push(name, own ? shape.slice(1) : [shape, Array.from(data, (x) => (Object.is(x, -0) ? '-0' : String(x)))]);
  }
  return JSON.stringify(shared);
}

/** Cases that one run can answer, together. */
export function packs<F extends Fed & { readonly spec: LossSpec }>(cases: readonly F[]): F[][] {
  const groups = new Map<string, F[]>();
  for (const [n, each] of cases.entries()) {
    const key = packKey(each.spec, each) ?? String(n);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()];
}

/** Cases of one key as one case: their items one behind the other. */
export function packed(spec: LossSpec, cases: readonly Fed[]): Fed {
  const [{ c, structure, feeds }] = cases as [Fed];
  const lead = leadingAxis(spec)!;
  const together = Object.entries(feeds).map(([name, own]): [string, TensorData] => [
    name,
    structure.shapes[name]![0] === lead ? behindEachOther(cases.map((each) => each.feeds[name]!)) : own,
  ]);
  const cotangent = behindEachOther(cases.map((each) => each.c.cotangent));
  const wants = [...new Set(cases.flatMap((each) => each.c.wants))];
  return {
    c: { ...c, cotangent: typedTensor(c.dtype, cotangent.data, cotangent.shape), wants },
    structure,
    feeds: Object.fromEntries(together),
  };
}

/** The outputs of each case, taken out of those of all of them. */
export function unpacked(cases: readonly Fed[], outputs: Outputs): Outputs[] {
  let first = 0;
  return cases.map(({ c }) => {
    const from = first;
    const count = c.cotangent.shape[0]!;
    first += count;
    return Object.fromEntries(
      c.wants.map((want) => {
        const { dtype, shape, data } = outputs[want]!;
        const item = size(shape.slice(1));
        return [want, { dtype, shape: [count, ...shape.slice(1)], data: data.slice(from * item, first * item) }];
      }),
    );
  });
}

/** The name of the axis that numbers the items of a loss whose items are slices of its operands. */
function leadingAxis({ items }: LossSpec): string | undefined {
  const [axis] = itemCounter(items) ? [] : itemAxes(items);
  return axis === '...' ? openAxis(0) : axis;
}

function behindEachOther(tensors: readonly TensorData[]): TensorData {
  const data = new Float64Array(tensors.reduce((n, x) => n + x.data.length, 0));
  let at = 0;
  for (const x of tensors) {
    data.set(x.data, at);
    at += x.data.length;
  }
  return { shape: [tensors.reduce((n, x) => n + x.shape[0]!, 0), ...tensors[0]!.shape.slice(1)], data };
}
