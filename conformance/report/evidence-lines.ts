import type { RunReport, TestResult } from '../run/run-report.ts';
import type { Evidence } from '../verdict.ts';
import { counterexample, type ownSpec } from './counterexample.ts';
import { readableNumber, readableRatio } from './readable-number.ts';

/** What a page shows of a failure as it stands: the smallest input, what came out and what should, and how to repeat it. */
export function evidenceLines(
  e: Evidence,
  { replay }: Pick<TestResult, 'replay'>,
  { replayWith = '' }: Pick<RunReport, 'replayWith'>,
  specOf: typeof ownSpec,
): string[] {
  return [
    ...counterexample(e.case, specOf).map((line) => line.slice(4)),
    ...(e.output === undefined
      ? []
      : [`output      ${e.output}${e.index === undefined ? '' : `, element ${e.index}`}`]),
    ...(e.got === undefined ? [] : [`got         ${readableNumber(e.got, e.case.dtype)}`]),
    ...(e.expected === undefined ? [] : [`expected    ${e.expected}`]),
    ...(e.ratio === undefined ? [] : [`error       ${readableRatio(e.ratio)} times the permitted one`]),
    ...(replay ? [`replay      lossproof replay ${replay}${replayWith}`] : []),
  ];
}
