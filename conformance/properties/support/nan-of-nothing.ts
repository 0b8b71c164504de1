import type { Case } from '../../case.ts';
import type { Evaluation, PropertyContext } from '../../property.ts';
import { outputOf } from './answers.ts';
import { counted, itemWeights } from './item-terms.ts';
import { itemOf, layoutOf } from './layout.ts';
import { mapped, related } from './related-case.ts';

/** Whether the reference has the same value at an index for all of these numbers in some place. */
export function isTheSame(
  { permittedOf }: Evaluation,
  index: number,
  numbers: readonly number[],
  instead: (number: number) => Case,
): boolean {
  const valueWith = (x: number): number => permittedOf(instead(x), 'value').reference[index]!;
  const [first, ...others] = numbers;
  const value = valueWith(first!);
  return others.every((x) => Object.is(valueWith(x), value));
}

/**
 * Whether all that is wrong with a value is NaN in it where the case holds NaN in numbers that it does not depend on, as
 * it does not on a log-probability under a target of 0: what is multiplied by 0 becomes NaN, what is not looked at does
 * not, and both are right (spec/decisions/0013). Of ignored items and those of weight 0 the spec says which.
 */
export function isNanOfNothing(evaluation: Evaluation, context: PropertyContext): boolean {
  const { case: of } = evaluation;
  const reaches = reachOfNaN(of, context);
  if (!reaches) return false;
  const { reference, radius } = evaluation.permitted('value');
  const instead = (x: number): Case => withoutNaN(of, x);
  return outputOf(evaluation, 'value').data.every((x, i) => {
    if (!Number.isNaN(x)) return x === reference[i] || Math.abs(x - reference[i]!) <= radius[i]!;
    return Number.isNaN(reference[i]!) || (reaches(i) && isTheSame(evaluation, i, [0, 1, -1, 1024, -1024], instead));
  });
}

/** At which indices of the value NaN may show; undefined where none is held, or by an item that is left out. */
function reachOfNaN(of: Case, context: PropertyContext): ((index: number) => boolean) | undefined {
  const { spec } = context;
  const layout = layoutOf(spec, of);
  const [counts, weights] = [counted(of, spec), itemWeights(of, context)];
  const items = new Set<number | undefined>();
  for (const [name, { data }] of Object.entries(of.operands)) {
    const item = itemOf(layout, name);
    data.forEach((x, k) => {
      if (Number.isNaN(x)) items.add(item?.[k]);
    });
  }
  const isLeftOut = (i: number | undefined): boolean =>
    i !== undefined && (counts?.[i] === false || weights?.[i] === 0);
  if (items.size === 0 || [...items].some(isLeftOut)) return undefined;
  if (of.reduction !== 'none' || items.has(undefined)) return () => true;
  return (index) => items.has(index);
}

const withoutNaN = (of: Case, instead: number): Case =>
  related(of, {
    operands: Object.fromEntries(
      Object.entries(of.operands).map(([name, x]) => [name, mapped(x, (v) => (Number.isNaN(v) ? instead : v))]),
    ),
  });
