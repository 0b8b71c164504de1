import { exactFormula } from '../../reference/exact/exact-formula.ts';
import { size } from '../../reference/tensor/shape.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case } from '../case.ts';
import type { FormulaValue, Promises, PropertyContext } from '../property.ts';

/** What laws see beside the case: other losses, what is promised, and formulas evaluated by the oracle. */
export function formulaContext(
  specOf: (id: string) => LossSpec | undefined,
  promises: Promises,
): Pick<PropertyContext, 'specOf' | 'promises' | 'formula'> {
  return {
    specOf,
    promises,
    formula: (expression, c, shape = []) => {
      const spec = specOf(c.loss);
      if (!spec) throw new Error(`there is no loss ${c.loss}`);
      return formulaValue(spec, expression, c, shape);
    },
  };
}

/** Larger values of one item are not evaluated. */
const mostNumbers = 32;

/**
 * The expression over the names that the loss's own formula sees. NaN of ignored items, and where it has no value or
 * leaves the oracle's range.
 */
export function formulaValue(spec: LossSpec, expression: string, c: Case, shape: readonly number[]): FormulaValue {
  if (size(shape) > mostNumbers) return { shape, data: new Float64Array(), radius: new Float64Array() };
  return exactFormula(spec, expression, c, shape);
}
