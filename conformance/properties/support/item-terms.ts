import { holdsIntegers } from '../../../spec/language/domain.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Case } from '../../case.ts';
import type { FormulaValue, PropertyContext } from '../../property.ts';
import { type Estimate, exactly, over, times, total, unknown, zero } from './estimate.ts';
import { itemOf, layoutOf } from './layout.ts';
import { valueShapeOf } from './related-case.ts';

/** A formula that is one number per item, as estimates. */
function numbers({ shape, data, radius }: FormulaValue, expression: string): Estimate[] {
  if (shape.length > 0) throw new Error(`"${expression}" must be a number per item, but has the shape [${shape}]`);
  return Array.from(data, (value, i) => (Number.isFinite(value) ? { value, radius: radius[i]! } : unknown));
}

/** The formula for every item of the case; a number, a numeric parameter or a number of the item is just read. */
export function perItem(expression: string, c: Case, context: PropertyContext): Estimate[] {
  const all = (x: number): Estimate[] => new Array<Estimate>(itemCount(c, context)).fill(exactly(x));
  const [constant, param, operand] = [Number(expression), c.params[expression], context.spec.operands[expression]];
  if (expression.trim() !== '' && Number.isFinite(constant)) return all(constant);
  if (typeof param === 'number') return all(param);
  if (operand?.absent !== undefined && !(expression in c.operands)) return all(operand.absent);
  const own = ownNumbers(expression, c, context);
  return own ? own.map(exactly) : numbers(context.formula(expression, c), expression);
}

/** The numbers of an operand that holds one per item, in the order of the items; labels are left to formulas. */
function ownNumbers(name: string, c: Case, { spec }: PropertyContext): number[] | undefined {
  const x = c.operands[name];
  if (!x || holdsIntegers(spec.operands[name]!.domain)) return undefined;
  const layout = layoutOf(spec, c);
  const item = itemOf(layout, name);
  if (!item || layout.labels[name]!.length !== layout.items!.length) return undefined;
  const numbers: number[] = [];
  x.data.forEach((v, k) => {
    numbers[item[k]!] = v;
  });
  return numbers;
}

/** How many items the case has. */
export function itemCount(c: Case, { spec }: PropertyContext): number {
  return valueShapeOf(spec, { ...c, reduction: 'none' }).reduce((a, b) => a * b, 1);
}

/** Which items count: those that are not ignored. */
export function counted(c: Case, spec: LossSpec): boolean[] | undefined {
  const { ignore } = spec;
  const mark = ignore && c.params[ignore.param];
  if (!ignore || mark === null || mark === undefined) return undefined;
  const item = itemOf(layoutOf(spec, c), ignore.operand)!;
  const counts: boolean[] = [];
  c.operands[ignore.operand]!.data.forEach((label, k) => {
    counts[item[k]!] = label !== mark;
  });
  return counts;
}

/** The weight of each item, or undefined where all are 1. */
export function itemWeights(c: Case, context: PropertyContext): number[] | undefined {
  const { spec } = context;
  const name = Object.keys(c.operands).find((n) => spec.operands[n]!.role === 'item_weight');
  if (!name) return undefined;
  const weights = ownNumbers(name, c, context);
  if (!weights) throw new Error(`spec ${spec.id}: ${name} is an item weight, but has not the axes of the items`);
  return weights;
}

/** What the value is, where the unweighted loss of each item is known: weighted, ignored and reduced as the case says. */
export function reduceTerms(items: readonly Estimate[], c: Case, context: PropertyContext): Estimate[] {
  const counts = counted(c, context.spec);
  const weights = itemWeights(c, context);
  const terms = items.map((x, i) => {
    if (counts && !counts[i]) return zero;
    return weights ? times(exactly(weights[i]!), x) : x;
  });
  if (c.reduction === 'none') return terms;
  if (c.reduction === 'sum') return [total(terms)];
  return [over(total(terms), denominatorOf(c, context))];
}

/** What the case's mean divides by. */
export function denominatorOf(c: Case, context: PropertyContext): Estimate {
  const { denominators } = context.spec;
  const chosen = c.params.denominator;
  const { share, ignored } = denominators[typeof chosen === 'string' ? chosen : Object.keys(denominators)[0]!]!;
  const counts = ignored ? undefined : counted(c, context.spec);
  return total(perItem(share, c, context).filter((_, i) => counts?.[i] ?? true));
}
