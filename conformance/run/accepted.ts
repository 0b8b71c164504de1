import { caseToJson } from '../case.ts';
import type { Evidence } from '../verdict.ts';
import type { Expectation } from './expectations.ts';
import type { RunReport, TestResult } from './run-report.ts';
import { readToken } from './token.ts';

/**
 * Expectations under which a run would have had no failure: one for each test that failed, with the class of its failure
 * and the case that showed it. The reasons are what the run knew, and want a reader.
 */
export function acceptedFailures({ tests, implementation }: RunReport): Expectation[] {
  return tests.flatMap((test): Expectation[] => {
    const { verdict } = test;
    if (verdict.verdict !== 'fail' && verdict.verdict !== 'other_convention') return [];
    const { evidence } = verdict;
    const why = verdict.verdict === 'other_convention' ? `another convention: ${verdict.which}` : test.diagnosis;
    return [
      {
        id: test.id,
        status: 'fails',
        reason: `To be reviewed: ${why ?? evidence.message}`,
        issue: 'unreported',
        versions: `>=${implementation.version}`,
        classes: [evidence.class],
        ...pinOf(test, evidence),
      },
    ];
  });
}

function pinOf({ replay }: TestResult, { got, expected }: Evidence): Pick<Expectation, 'pin'> {
  if (replay === undefined || got === undefined || expected === undefined) return {};
  return { pin: { case: caseToJson(readToken(replay).base), exact: String(expected), got: String(got) } };
}
