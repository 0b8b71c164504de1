import { caseDefect } from '../case-defect.ts';
import { unanswered } from './support/answers.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { valueOnly } from './support/related-case.ts';

/** An implementation that does not say that it validates may answer anything; it is `unsupported` then. */
export const badInputRefused = defineProperty('bad_input_refused', {
  sentence: 'Input outside the domain is refused, by an implementation that says it validates.',
  bases: 'any',
  seesAllOutcomes: true,
  plan(base, _, { spec, promises }) {
    const defect = caseDefect(spec, base);
    if (!defect) return undefined;
    return ask({ base: valueOnly(base) }, ({ base: evaluation }) => {
      const { outcome, case: of } = evaluation;
      if (outcome.status === 'rejected') return { verdict: 'pass' };
      // Without the promise anything will do but the end of the process.
      const ended = outcome.status === 'crash' || outcome.status === 'timeout';
      if (promises && !promises.validates && !ended) {
        return { verdict: 'unsupported', what: `refusing that ${defect.message}` };
      }
      if (outcome.status !== 'value') return unanswered(evaluation)!;
      const message = `an answer was given, although ${defect.message}`;
      return { verdict: 'fail', evidence: { class: 'accepted', case: of, message } };
    });
  },
});
