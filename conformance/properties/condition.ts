import { formats } from '../../reference/tensor/format.ts';
import type { Condition } from '../../spec/language/law.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Case } from '../case.ts';

/**
 * Whether every clause of the condition is true of the case. Numbers are compared as the case's dtype holds them.
 * Throws where the condition names a parameter that the case does not have: such a law would never be stated.
 */
export function conditionHolds(when: Condition | undefined, c: Case): boolean {
  if (!when) return true;
  const { round } = formats[c.dtype];
  const asHeld = (v: ParamValue): ParamValue => (typeof v === 'number' && !Number.isInteger(v) ? round(v) : v);
  const paramFits = ([name, wanted]: [string, NonNullable<Condition['params']>[string]]): boolean => {
    const value = c.params[name];
    if (value === undefined) throw new Error(`a condition of ${c.loss} names ${name}, which is no parameter of it`);
    if (Array.isArray(wanted)) return wanted.some((v) => asHeld(v) === value);
    if (wanted === null || typeof wanted !== 'object') return asHeld(wanted as ParamValue) === value;
    const { min = -Infinity, max = Infinity } = wanted as { readonly min?: number; readonly max?: number };
    return typeof value === 'number' && value >= round(min) && value <= round(max);
  };
  const isHard = (name: string): boolean => c.operands[name]?.data.every((x) => x === 0 || x === 1) ?? true;
  const hasNoZero = (name: string): boolean => c.operands[name]?.data.every((x) => x !== 0) ?? true;
  return (
    Object.entries(when.params ?? {}).every(paramFits) &&
    (when.absent ?? []).every((name) => !(name in c.operands)) &&
    (when.present ?? []).every((name) => name in c.operands) &&
    (when.reduction?.includes(c.reduction) ?? true) &&
    (when.hard ?? []).every(isHard) &&
    (when.nonzero ?? []).every(hasNoZero)
  );
}
