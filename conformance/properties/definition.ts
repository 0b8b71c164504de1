import type { Evaluation, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { unanswered } from './support/answers.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { isNanOfNothing } from './support/nan-of-nothing.ts';
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
  const refusal = isRefusedMean(of, context);
  const mustRefuse = refusal === 'yes';
  if (outcome.status === 'rejected' && mustRefuse) return { verdict: 'pass' };
  if (outcome.status === 'rejected' && refusal === 'maybe') {
    return { verdict: 'vacuous', why: 'numbers that are not finite decide whether the mean is over nothing' };
  }
  if (isUncertain(evaluation, mustRefuse, context)) {
    return { verdict: 'vacuous', why: 'rounding decides whether the mean is over nothing' };
  }
  if (outcome.status === 'value' && mustRefuse) {
    const message = 'a mean over nothing was answered, but empty is throw';
    return { verdict: 'fail', evidence: { class: 'accepted', case: of, message } };
  }
  const finding = unanswered(evaluation) ?? evaluation.accepted();
  if (finding.verdict === 'fail' && outcome.status === 'value' && isNanOfNothing(evaluation, context)) {
    return { verdict: 'vacuous', why: 'NaN where a number is NaN that the value does not depend on' };
  }
  return finding;
}

/**
 * Whether a denominator that counts what violates a bound is 0 here and not there, so that a mean that is to be refused
 * over nothing may be refused or not: exactly it is one, and to the reference or to its balls the other.
 */
function isUncertain(evaluation: Evaluation, mustRefuse: boolean, context: PropertyContext): boolean {
  const { case: of, outcome } = evaluation;
  const isAsked = of.reduction === 'mean' && of.params.empty === 'throw' && isFiniteAndValid(of, context.spec);
  if (!isAsked || outcome.status !== (mustRefuse ? 'value' : 'rejected')) return false;
  const { reference, radius } = evaluation.permitted('value');
  return mustRefuse ? !Number.isNaN(reference[0]!) : Number.isNaN(reference[0]!) || radius[0] === Infinity;
}
