import { holdsLabels } from '../../spec/language/domain.ts';
import type { Case } from '../case.ts';
import type { Evaluation } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { outputOf } from './support/answers.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { counted } from './support/item-terms.ts';
import { itemOf, layoutOf } from './support/layout.ts';
import { isTheSame } from './support/nan-of-nothing.ts';
import { mapped, related, valueOnly } from './support/related-case.ts';

/** One number of one operand becomes NaN; whether it counts there, the reference says. */
export const nanPropagates = defineProperty('nan_propagates', {
  sentence: 'NaN in an operand that counts gives NaN.',
  plan(base, _, context) {
    const { spec, draw } = context;
    const names = Object.keys(base.operands).filter(
      (name) => !holdsLabels(spec.operands[name]!.domain) && base.operands[name]!.data.length > 0,
    );
    if (names.length === 0) return undefined;
    const name = draw.pick(names);
    const x = base.operands[name]!;
    const counts = counted(base, context.spec);
    const item = itemOf(layoutOf(spec, base), name);
    const candidates = Array.from(x.data.keys()).filter((k) => (item && counts ? counts[item[k]!] : true));
    if (candidates.length === 0) return undefined;
    const at = draw.pick(candidates);
    const instead = (number: number): Case =>
      related(valueOnly(base), { operands: { [name]: mapped(x, (v, k) => (k === at ? number : v)) } });
    return ask({ other: instead(Number.NaN) }, (e) => judge(e.other, `${name}[${at}]`, [x.data[at]!, instead]));
  },
});

/** The number that was there, and the case with another one in its place. */
type Replaced = readonly [number: number, instead: (number: number) => Case];

function judge(evaluation: Evaluation, where: string, replaced: Replaced): Finding {
  const { case: of } = evaluation;
  const got = outputOf(evaluation, 'value').data;
  const { reference } = evaluation.permitted('value');
  const must = Array.from(reference.keys()).filter((i) => Number.isNaN(reference[i]!));
  if (must.length === 0) return { verdict: 'vacuous', why: `${where} does not count` };
  const other = must.filter((i) => !Number.isNaN(got[i]!));
  if (other.length === 0) return { verdict: 'pass' };
  const index = other.find((i) => dependsOn(evaluation, i, replaced));
  // A class that no label has: whether its NaN meets a factor of 0 or is never looked at is nobody's business.
  if (index === undefined) return { verdict: 'vacuous', why: `the loss is the same whatever ${where} is` };
  const message = `value[${index}] is ${got[index]}, although ${where} is NaN`;
  return {
    verdict: 'fail',
    evidence: { class: 'edge', case: of, message, output: 'value', index, got: got[index]!, expected: Number.NaN },
  };
}

/** Whether some other number in its place makes another value. Beyond every kink one is, and between them, and at 0. */
function dependsOn(evaluation: Evaluation, index: number, [number, instead]: Replaced): boolean {
  const far = 1024 * (Math.abs(number) + 1);
  return !isTheSame(evaluation, index, [number, 0, 1, -1, 2 * number, number / 2, far, -far], instead);
}
