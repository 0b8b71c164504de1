import { plainDeclaration } from '../acceptance/declaration.ts';
import type { Description, Implementation } from '../implementation.ts';
import { type Losses, ownLosses } from '../losses/losses.ts';
import type { Finding, Verdict } from '../verdict.ts';
import { Answers, type Subject } from './answers.ts';
import { type Examiner, examineOne } from './examine.ts';
import { formulaContext } from './formula-context.ts';
import { Judge } from './judge.ts';
import type { TestResult } from './run-report.ts';
import { statedLaws } from './stated-laws.ts';
import { subjects, testId } from './subjects.ts';
import { type Replay, writeToken } from './token.ts';
import { UsageError } from './usage-error.ts';

/**
 * Asks an implementation the one question of a replay token, and judges its answer as a run does: no generator, no seed,
 * no shrinking. Throws a UsageError where the token is of a loss, a form or a law that is not there.
 */
export async function replay(
  implementation: Implementation,
  token: Replay,
  { strict, losses = ownLosses }: { readonly strict: boolean; readonly losses?: Losses },
): Promise<TestResult> {
  const { base, law, instance, round, form } = token;
  const description = await implementation.describe();
  const subject = subjectOf(token, description, losses);
  const stated = statedLaws(subject).find((s) => s.law === law);
  if (!stated || instance >= stated.instances.length) {
    throw new UsageError(
      `the law ${law} of ${base.loss} is not the one that this token was made for: it is of another version`,
    );
  }
  const judge = new Judge({
    declaration: description.arithmetic[base.dtype] ?? plainDeclaration(base.dtype),
    specOf: subject.specOf,
    referenceOf: (id) => losses.references[id],
    strict,
  });
  const examiner: Examiner = {
    subject,
    dtype: base.dtype,
    answers: new Answers(implementation),
    judge,
    context: formulaContext(subject.specOf, description),
  };
  const finding = await examineOne(examiner, stated, { base, instance, ...(round === undefined ? {} : { round }) });
  const verdict = verdictOf(finding);
  return {
    id: testId(subject, law, base.dtype),
    loss: base.loss,
    ...(form === undefined ? {} : { form }),
    law,
    dtype: base.dtype,
    verdict,
    examined: verdict.verdict === 'pass' || verdict.verdict === 'fail' ? 1 : 0,
    broken: verdict.verdict === 'fail' ? 1 : 0,
    vacuous: verdict.verdict === 'vacuous' ? 1 : 0,
    regime: base.regime,
    replay: writeToken(token),
  };
}

function subjectOf({ base, form }: Replay, description: Description, { specs }: Losses): Subject {
  const spec = Object.hasOwn(specs, base.loss) ? specs[base.loss] : undefined;
  if (!spec) throw new UsageError(`the token is of ${base.loss}, which this version does not have`);
  const found = subjects(description, Object.values(specs)).find((s) => s.spec === spec && s.form === form);
  if (found) return found;
  throw new UsageError(`${description.name} has no ${form === undefined ? base.loss : `${base.loss}@${form}`}`);
}

function verdictOf(finding: Finding | undefined): Verdict {
  if (!finding) return { verdict: 'not_run', reason: 'the law says nothing about this case' };
  return finding.verdict === 'pass' ? { verdict: 'pass' } : finding;
}
