import type { Evaluation, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { unanswered } from './support/answers.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { isRefusedMean } from './support/over-nothing.ts';
import { valueOnly } from './support/related-case.ts';

/** The value against the reference. A mean over nothing that was to be refused must be refused. */
export const definition = defineProperty('definition', {
  sentence: 'The value is what the formula says, within the permitted error.',
  bases: 'valid',
  seesAllOutcomes: true,
  plan: (base, _, context) => ask({ base: valueOnly(base) }, (evaluations) => judge(evaluations.base, context)),
});

function judge(evaluation: Evaluation, context: PropertyContext): Finding {
  const { case: of, outcome } = evaluation;
  const mustRefuse = isRefusedMean(of, context);
  if (outcome.status === 'rejected' && mustRefuse) return { verdict: 'pass' };
  if (outcome.status === 'value' && mustRefuse) {
    const message = 'a mean over nothing was answered, but empty is throw';
    return { verdict: 'fail', evidence: { class: 'accepted', case: of, message } };
  }
  return unanswered(evaluation) ?? evaluation.accepted();
}
