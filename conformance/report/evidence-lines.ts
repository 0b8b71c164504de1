import type { RunReport, TestResult } from '../run/run-report.ts';
import type { Evidence } from '../verdict.ts';
import { answerWords } from './answer-words.ts';
import { calledAs } from './called-as.ts';
import { counterexample, type ownSpec } from './counterexample.ts';

/** What a file shows of a failure as it stands: the smallest input, what came out and what should, and how to repeat it. */
export function evidenceLines(
  e: Evidence,
  { replay }: Pick<TestResult, 'replay'>,
  { replayWith = '', implementation }: Pick<RunReport, 'replayWith' | 'implementation'>,
  specOf: typeof ownSpec,
): string[] {
  const called = calledAs(e.case, implementation, specOf);
  return [
    ...counterexample(e.case, specOf).map((line) => line.slice(4)),
    ...(called ? [`called as   ${called}`] : []),
    ...Object.entries(answerWords(e)).map(([label, text]) => `${label.padEnd(12)}${text}`),
    ...(replay ? [`replay      lossproof replay ${replay}${replayWith}`] : []),
  ];
}
