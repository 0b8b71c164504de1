import { type Format, formats } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import { reductions } from '../../../spec/language/reduction.ts';
import type { Case, TypedTensor } from '../../case.ts';
import { numberCost } from './number-cost.ts';

/**
 * How hard a case is to read, to be compared entry by entry: elements, axes, parameters that are not at their default,
 * the reduction, outputs, the cotangent, and last the numbers. Every entry is a whole number that is not negative and
 * every shrink lowers the list, so shrinking ends.
 */
export class CaseCost {
  private readonly spec: LossSpec;
  private readonly defaults: Readonly<Record<string, ParamValue>>;
  private readonly format: Format;
  private readonly numbers = new Map<number | string, number>();

  constructor(spec: LossSpec, defaults: Readonly<Record<string, ParamValue>>, dtype: Case['dtype']) {
    this.spec = spec;
    this.defaults = defaults;
    this.format = formats[dtype];
  }

  of(c: Case): number[] {
    const tensors = Object.values(c.operands);
    const changed = Object.keys(this.spec.params).filter((name) => !Object.is(c.params[name], this.defaults[name]));
    return [
      tensors.reduce((sum, { data }) => sum + data.length, 0),
      tensors.reduce((sum, { shape }) => sum + shape.length, 0),
      changed.length,
      reductions.indexOf(c.reduction),
      c.wants.length,
      c.cotangent.data.reduce((sum, x) => sum + (x === 1 ? 0 : 1), 0),
      this.total(c.cotangent),
      tensors.reduce((sum, x) => sum + this.total(x), 0) +
        Object.values(c.params).reduce<number>((sum, v) => sum + (typeof v === 'number' ? this.number(v) : 0), 0),
    ];
  }

  number(x: number): number {
    const key = Object.is(x, -0) ? '-0' : x;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const cost = numberCost(x, this.format);
    this.numbers.set(key, cost);
    return cost;
  }
  private total({ data }: TypedTensor): number {
    return data.reduce((sum, x) => sum + this.number(x), 0);
  }
}

/** Whether cost a is less than b: smaller in the first entry in which they differ. */
export function cheaper(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((x, k) => x !== b[k]);
  return i >= 0 && a[i]! < b[i]!;
}
