import { roundDecimal } from '../../reference/exact/decimal.ts';
import { exact } from '../../reference/exact/exact.ts';
import { float64 } from '../../reference/tensor/format.ts';
import { eachIndex, size } from '../../reference/tensor/shape.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { valueShape } from '../arbitraries/value-shape.ts';
import type { Case } from '../case.ts';
import { counted } from '../properties/support/item-terms.ts';
import type { FormulaValue, Promises, PropertyContext } from '../property.ts';
import { roundingOf } from './oracle-evaluation.ts';

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

/** Larger values of one item are not evaluated: every number of it takes an evaluation of its own. */
const mostNumbers = 32;

/**
 * The expression in the place of the loss's own formula, without weights and reduction, so that it sees the same names.
 * NaN of ignored items, and where it has no value or leaves the oracle's range.
 */
export function formulaValue(spec: LossSpec, expression: string, c: Case, shape: readonly number[]): FormulaValue {
  const parts = size(shape) <= mostNumbers ? numberTexts(expression, shape) : [];
  const columns = parts.map((text) => itemNumbers({ ...unweighted(spec), formula: text }, c));
  const items = columns[0]?.length ?? 0;
  const data = new Float64Array(items * parts.length);
  const radius = new Float64Array(items * parts.length);
  columns.forEach((column, k) => {
    column.forEach((text, item) => {
      const [at, x] = [item * parts.length + k, text === undefined ? Number.NaN : roundDecimal(text, float64)];
      data[at] = x;
      radius[at] = text === undefined ? Infinity : roundingOf(text, x);
    });
  });
  return { shape, data, radius };
}

/** One expression for each number of an item's value, in C order. */
function numberTexts(expression: string, shape: readonly number[]): string[] {
  if (shape.length === 0) return [expression];
  const end = expression.lastIndexOf(';') + 1;
  const whole = `${expression.slice(0, end)} item_value = ${expression.slice(end)}`;
  const texts: string[] = [];
  eachIndex(
    shape,
    shape.map(() => 0),
    (k) => {
      texts.push(`${whole}; item_value[${indicesOf(k, shape).map((i) => i + 1)}]`);
    },
  );
  return texts;
}

function indicesOf(k: number, shape: readonly number[]): number[] {
  let rest = k;
  return shape.map((_, axis) => {
    const inner = size(shape.slice(axis + 1));
    const index = Math.floor(rest / inner);
    rest %= inner;
    return index;
  });
}

const unweighted = (spec: LossSpec): LossSpec => ({
  ...spec,
  operands: Object.fromEntries(Object.entries(spec.operands).map(([name, { role: _, ...operand }]) => [name, operand])),
});

/** The formula's number for every item; undefined where it has none. */
function itemNumbers(spec: LossSpec, c: Case): (string | undefined)[] {
  const { outputs, settled } = exact(spec, {
    operands: c.operands,
    params: c.params,
    reduction: 'none',
    wants: ['value'],
  });
  const counts = counted(c, spec);
  // Out of its range the oracle gives no output; how many items there are is still known.
  const numbers = outputs.value?.values ?? new Array<undefined>(size(valueShape(spec, { ...c, reduction: 'none' })));
  return Array.from(numbers, (text, item) => (settled && counts?.[item] !== false ? text : undefined));
}
