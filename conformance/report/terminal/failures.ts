import type { RunReport, TestResult } from '../../run/run-report.ts';
import { dialectDetails, dialectLine, followedDialects, followsDialect } from '../followed-dialects.ts';
import { groupBy } from '../group-by.ts';
import { nameOf } from '../loss-lines.ts';
import { counted } from '../readable-number.ts';
import type { Style } from '../style.ts';
import type { TerminalOptions } from '../terminal-report.ts';
import { labelled, wrap } from '../wrap.ts';
import { type FailureOptions, failure } from './failure.ts';

/**
 * What fails the run: by loss and form, the first failure in full and the others by name, then what is a library's
 * convention and no more, unexpected passes, gaps in the coverage and expectations that are no longer right.
 */
export function failureSection(report: RunReport, words: TerminalOptions): string[] {
  const { style } = words;
  const { replayWith = '', implementation } = report;
  const options: FailureOptions = { ...words, replayWith, implementation };
  const failing = report.tests.filter(
    (t) => t.verdict.verdict === 'fail' || (t.verdict.verdict === 'other_convention' && !followsDialect(t)),
  );
  const groups = groupBy(failing, nameOf);
  const followed = followedDialects(report);
  const passing = report.tests.filter(({ verdict }) => verdict.verdict === 'unexpected_pass');
  const missing = report.tests.filter(({ verdict }) => verdict.verdict === 'not_run');
  const { unmatched, expired } = report.expectations;
  const seen = new Map<string, string>();
  return [
    ...[...groups].map(([name, tests]) => group(name, tests, report, options, seen)),
    ...followed.map((f) => notes(dialectLine(f), dialectDetails(f), style)),
    notes('Passed, and expected to fail', passing.map(reasoned), style),
    notes('Not run', missing.map(reasoned), style),
    notes('Never reached', gaps(report), style),
    notes('Expectations that match no test', unmatched, style),
    notes('Expectations past their expiry', expired, style),
  ]
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i > 0 ? ['', ...lines] : lines));
}

/** Failures of a loss by its name; forms of one loss often fail in the same way, which is then said once. */
function group(
  name: string,
  tests: readonly TestResult[],
  report: RunReport,
  options: FailureOptions,
  seen: Map<string, string>,
): string[] {
  const { style, replayWith = '' } = options;
  const [first, ...rest] = tests as [TestResult, ...TestResult[]];
  const total = report.tests.filter((t) => nameOf(t) === name).length;
  const others = [...groupBy(rest, (t) => t.law)].map(([law, all]) => `${law} (${all.map((t) => t.dtype).join(', ')})`);
  const same = seen.get(signature(first));
  if (same === undefined) seen.set(signature(first), name);
  return [
    `${style('red', 'FAILED')} ${style('bold', name)}  ${tests.length} of ${counted(total, 'test')}`,
    ...(same === undefined
      ? failure(first, options)
      : [
          `  ${style('bold', first.law)}  in ${first.dtype}, in the same way as ${same} above`,
          ...(first.replay ? [`    ${'replay'.padEnd(12)}lossproof replay ${first.replay}${replayWith}`] : []),
        ]),
    ...(others.length > 0 ? ['', ...labelled('and also', others.join(', '), 2, 12)] : []),
  ];
}

const signature = ({ loss, law, verdict }: TestResult): string =>
  'evidence' in verdict ? `${loss} ${law} ${verdict.verdict} ${verdict.evidence.message}` : '';

const reasoned = ({ id, verdict }: TestResult): string => ('reason' in verdict ? `${id}: ${verdict.reason}` : id);

const gaps = (report: RunReport): string[] =>
  report.losses
    .filter((l) => l.uncovered.length > 0)
    .map((l) => `${nameOf(l)} in ${l.dtype}: ${l.uncovered.join(', ')}`);

const notes = (title: string, lines: readonly string[], style: Style): string[] =>
  lines.length > 0 ? [style('red', title), ...lines.flatMap((l) => wrap(l, 2))] : [];
