import { afterAll, beforeAll, describe, it } from 'vitest';
import type { LawId } from '../../spec/language/law.ts';
import { specs } from '../../spec/losses/index.ts';
import type { Implementation } from '../implementation.ts';
import { optionsOf, type Settings } from '../library/run.ts';
import { chosen, type Subject } from '../library/subject.ts';
import { properties } from '../properties/index.ts';
import { plainStyle } from '../report/style.ts';
import { type FailureOptions, failure } from '../report/terminal/failure.ts';
import { absentLines } from '../run/absent.ts';
import { applyExpectations, today } from '../run/match-expectations.ts';
import { type Item, planOf } from '../run/plan.ts';
import { requireSupport } from '../run/require-support.ts';
import type { TestResult } from '../run/run-report.ts';
import { localWorker } from '../run/worker.ts';

/** As the options of `lossproof run`. */
export interface ConformanceOptions extends Settings {
  /** Of all laws of one loss in one type, in milliseconds; two minutes if not said. */
  readonly timeout?: number;
}

/**
 * Registers one test for each law of each loss that the subject has, in the suite of whoever calls it:
 * `await conformance({ losses: { huber } })` at the top of a test file. A law that the subject cannot be asked about is
 * skipped, and so is what fails as the file of expectations says, each with its reason; an entry of it that matches nothing
 * or is past its expiry, and a required loss that is not there, fail a test of their own. Throws a UsageError where a pattern matches nothing, and what keeps the
 * subject from starting.
 */
export async function conformance(subject: Subject, options: ConformanceOptions = {}): Promise<void> {
  const { timeout = 120_000, ...settings } = options;
  const { implementation, expectations: known, words: replayWith } = await chosen(subject);
  const { description, asked, plan } = await planned(implementation, settings, known).catch(async (error) => {
    await implementation.close();
    throw error;
  });
  const worker = localWorker(implementation, description, plan, asked);
  const { expectations, require } = asked;
  const settled = (tests: readonly TestResult[]) =>
    applyExpectations(requireSupport(tests, require, plan.whole.tests), expectations, {
      version: description.version,
      today: today(),
      known: plan.known,
    });
  describe(`${description.name} conforms`, () => {
    afterAll(async () => await implementation.close());
    plan.items.forEach((item, index) => {
      describe(titleOf(item), () => {
        const found = new Map<string, TestResult>();
        beforeAll(async () => {
          const { tests } = await worker.run(index, () => {});
          for (const test of settled(tests).tests) found.set(test.law, test);
        }, timeout);
        for (const { law } of item.laws) {
          it(`${law}: ${properties[law].sentence}`, ({ skip }) => {
            const test = found.get(law)!;
            const { verdict } = test;
            if (verdict.verdict === 'unsupported') skip(`unsupported: ${verdict.what}`);
            if (verdict.verdict === 'vacuous') skip(`says nothing here: ${verdict.why}`);
            if (verdict.verdict === 'expected_failure') skip(`fails as expected: ${verdict.reason}`);
            if (verdict.verdict !== 'pass')
              throw new Error(explained(test, { replayWith, implementation: description }));
          });
        }
      });
    });
    if (expectations.length === 0 && require === undefined) return;
    it('is what is expected and required of it', () => {
      const absent = plan.absent.flatMap((each) => absentLines(each).tests);
      const { tests, unmatched, expired } = settled(absent);
      const wrong = [
        ...unmatched.map((id) => `${id} matches no test`),
        ...expired.map((id) => `${id} is past its expiry`),
        ...tests.flatMap(({ id, verdict }) => (verdict.verdict === 'not_run' ? [`${id} is ${verdict.reason}`] : [])),
      ];
      if (wrong.length > 0) throw new Error(wrong.join('; '));
    });
  });
}

async function planned(implementation: Implementation, settings: Settings, known: string | undefined) {
  const description = await implementation.describe();
  const asked = optionsOf(settings, description, known);
  return { description, asked, plan: planOf(description, asked) };
}

const titleOf = ({ subject: { spec, form }, dtype }: Item): string =>
  `${spec.id}${form === undefined ? '' : `@${form}`} in ${dtype}`;

/** The failure as `lossproof run` prints it. */
function explained(test: TestResult, asked: Pick<FailureOptions, 'replayWith' | 'implementation'>): string {
  const { verdict } = test;
  if (verdict.verdict === 'not_run') return verdict.reason;
  if (verdict.verdict === 'unexpected_pass') return `it passes, and is expected to fail: ${verdict.reason}`;
  const sentence = (law: LawId): string => properties[law].sentence;
  return failure(test, { style: plainStyle, sentence, specOf: (id) => specs[id], ...asked }).join('\n');
}
