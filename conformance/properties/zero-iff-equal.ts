import type { Case } from '../case.ts';
import type { Evaluation, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { zero } from './support/estimate.ts';
import { counted } from './support/item-terms.ts';
import { itemOf, layoutOf } from './support/layout.ts';
import { related, unweighted, valueOnly } from './support/related-case.ts';

/**
 * Zero with the second operand in both places. Positive where the two differ in every item: refuted by an answer that is
 * not positive where the reference exceeds its permitted error (float32 squares of 1e-30 are 0), or, on ordinary
 * numbers, where the reference is 0, too.
 */
export const zeroIffEqual = defineProperty('zero_iff_equal', {
  sentence: 'The loss is 0 where the two operands are equal, and positive where they differ.',
  plan(base, { operands: [a, b] }, context) {
    const apart = valueOnly(unweighted(context.spec, base));
    const equal = related(apart, { operands: { [a]: apart.operands[b]! } });
    if (!isFiniteAndValid(equal, context.spec)) return undefined;
    const differs = everyItemDiffers(apart, a, b, context);
    return ask({ equal, apart }, (e) => {
      const values = read(e.equal, 'value');
      const same = conclude(
        each(
          values,
          'equal',
          values.map(() => zero),
        ),
        e.equal.case,
        `0 where ${a} and ${b} are equal`,
      );
      if (same.verdict === 'fail' || !differs) return same;
      return notPositive(e.apart, `${a} and ${b} differ in every item`) ?? same;
    });
  },
});

/** Each item has a place where the two differ. */
function everyItemDiffers(c: Case, a: string, b: string, context: PropertyContext): boolean {
  const [x, y] = [c.operands[a]!, c.operands[b]!];
  if (x.data.length === 0) return false;
  const item = itemOf(layoutOf(context.spec, c), a);
  const counts = counted(c, context.spec);
  const differs = new Map<number, boolean>();
  x.data.forEach((v, k) => {
    const i = item?.[k] ?? 0;
    differs.set(i, (differs.get(i) ?? false) || v !== y.data[k] || counts?.[i] === false);
  });
  return [...differs.values()].every(Boolean);
}

function notPositive(apart: Evaluation, why: string): Finding | undefined {
  const { reference, radius } = apart.permitted('value');
  const ordinary = apart.case.regime === 'ordinary';
  const values = read(apart, 'value');
  const index = values.findIndex(({ value }, i) => {
    const certain = reference[i]! > radius[i]! || (ordinary && reference[i] === 0);
    return radius[i]! < Infinity && certain && !(value > 0);
  });
  if (index < 0) return undefined;
  const got = values[index]!.value;
  const message = `value[${index}] is ${got}, but must be positive: ${why}`;
  return {
    verdict: 'fail',
    evidence: { class: 'value', case: apart.case, message, output: 'value', index, got, expected: reference[index]! },
  };
}
