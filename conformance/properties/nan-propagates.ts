import { holdsLabels } from '../../spec/language/domain.ts';
import type { TypedTensor } from '../case.ts';
import type { Evaluation } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { outputOf } from './support/answers.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { counted } from './support/item-terms.ts';
import { itemOf, layoutOf } from './support/layout.ts';
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
    const poisoned: TypedTensor = mapped(x, (v, k) => (k === at ? Number.NaN : v));
    const other = related(valueOnly(base), { operands: { [name]: poisoned } });
    return ask({ other }, (e) => judge(e.other, `${name}[${at}]`));
  },
});

function judge(evaluation: Evaluation, where: string): Finding {
  const { case: of } = evaluation;
  const got = outputOf(evaluation, 'value').data;
  const { reference } = evaluation.permitted('value');
  const must = Array.from(reference.keys()).filter((i) => Number.isNaN(reference[i]!));
  if (must.length === 0) return { verdict: 'vacuous', why: `${where} does not count` };
  const index = must.find((i) => !Number.isNaN(got[i]!));
  if (index === undefined) return { verdict: 'pass' };
  const message = `value[${index}] is ${got[index]}, although ${where} is NaN`;
  return {
    verdict: 'fail',
    evidence: { class: 'edge', case: of, message, output: 'value', index, got: got[index]!, expected: Number.NaN },
  };
}
