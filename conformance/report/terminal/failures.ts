import type { RunReport, TestResult } from '../../run/run-report.ts';
import type { Evidence } from '../../verdict.ts';
import { counterexample } from '../counterexample.ts';
import { groupBy } from '../group-by.ts';
import { nameOf } from '../loss-lines.ts';
import { counted, readableNumber, readableRatio } from '../readable-number.ts';
import type { Style } from '../style.ts';
import type { TerminalOptions } from '../terminal-report.ts';
import { labelled, wrap } from '../wrap.ts';

/**
 * What fails the run: by loss and form, the first failure in full and the others by name, then unexpected passes, gaps
 * in the coverage and expectations that are no longer right.
 */
export function failureSection(report: RunReport, options: TerminalOptions): string[] {
  const { style } = options;
  const failing = report.tests.filter(({ verdict: v }) => v.verdict === 'fail' || v.verdict === 'other_convention');
  const groups = groupBy(failing, nameOf);
  const passing = report.tests.filter(({ verdict }) => verdict.verdict === 'unexpected_pass');
  const { unmatched, expired } = report.expectations;
  return [
    ...[...groups].map(([name, tests]) => group(name, tests, report, options)),
    notes('Passed, and expected to fail', passing.map(unexpected), style),
    notes('Never reached', gaps(report), style),
    notes('Expectations that match no test', unmatched, style),
    notes('Expectations past their expiry', expired, style),
  ]
    .filter((lines) => lines.length > 0)
    .flatMap((lines, i) => (i > 0 ? ['', ...lines] : lines));
}

function group(name: string, tests: readonly TestResult[], report: RunReport, options: TerminalOptions): string[] {
  const { style } = options;
  const [first, ...rest] = tests;
  const total = report.tests.filter((t) => nameOf(t) === name).length;
  const head = `${style('red', 'FAILED')} ${style('bold', name)}  ${tests.length} of ${counted(total, 'test')}`;
  const others = [...groupBy(rest, (t) => t.law)].map(([law, all]) => `${law} (${all.map((t) => t.dtype).join(', ')})`);
  return [
    head,
    ...failure(first!, options),
    ...(others.length > 0 ? ['', ...labelled('and also', others.join(', '), 2, 12)] : []),
  ];
}

/** One failure in full. */
export function failure(test: TestResult, { style, sentence, replayWith = '' }: TerminalOptions): string[] {
  const { verdict, law, dtype, examined, broken, regime, replay, diagnosis } = test;
  if (verdict.verdict !== 'fail' && verdict.verdict !== 'other_convention') return [];
  const { evidence } = verdict;
  const field = (label: string, text: string): string[] => labelled(label, text, 4, 12);
  const other = verdict.verdict === 'other_convention' ? verdict.which : undefined;
  return [
    ...labelled(law, sentence(law), 2, law.length + 2, style('bold', law)),
    ...wrap(`in ${dtype}, broken by ${broken} of ${counted(examined, 'case')}${regime ? `, here ${regime}` : ''}:`, 2),
    ...counterexample(evidence.case),
    ...answer(evidence, style),
    ...field('found', evidence.message),
    ...(other ? field('convention', other) : []),
    ...(diagnosis && diagnosis !== other ? field('diagnosis', diagnosis) : []),
    ...(replay ? [`    ${'replay'.padEnd(12)}lossproof replay ${replay}${replayWith}`] : []),
  ];
}

function answer(e: Evidence, style: Style): string[] {
  const { output, index, got, expected, bound, ratio, case: c } = e;
  const line = (label: string, text: string): string => `    ${label.padEnd(12)}${text}`;
  const at = output ? `${output}${index === undefined ? '' : `, element ${index}`}` : undefined;
  const error =
    bound === undefined || got === undefined || expected === undefined || !Number.isFinite(got - expected)
      ? undefined
      : `${Number(Math.abs(got - expected).toPrecision(3))}, permitted ${Number(bound.toPrecision(3))}`;
  return [
    ...(at ? [line('output', at)] : []),
    ...(got === undefined ? [] : [line('got', style('red', readableNumber(got, c.dtype)))]),
    ...(expected === undefined ? [] : [line('expected', style('green', String(expected)))]),
    ...(error ? [line('error', `${error}${ratio === undefined ? '' : `: ${readableRatio(ratio)} times that`}`)] : []),
  ];
}

const unexpected = ({ id, verdict }: TestResult): string =>
  verdict.verdict === 'unexpected_pass' ? `${id}: ${verdict.reason}` : id;

const gaps = (report: RunReport): string[] =>
  report.losses
    .filter((l) => l.uncovered.length > 0)
    .map((l) => `${nameOf(l)} in ${l.dtype}: ${l.uncovered.join(', ')}`);

const notes = (title: string, lines: readonly string[], style: Style): string[] =>
  lines.length > 0 ? [style('red', title), ...lines.flatMap((l) => wrap(l, 2))] : [];
