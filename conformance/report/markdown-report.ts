import type { LawId } from '../../spec/language/law.ts';
import type { RunReport, TestResult } from '../run/run-report.ts';
import { ownSpec } from './counterexample.ts';
import { evidenceLines } from './evidence-lines.ts';
import { exitReason } from './exit-reason.ts';
import { dialectDetails, dialectLine, followedDialects, followsDialect } from './followed-dialects.ts';
import { placementLine } from './placement-line.ts';
import { othersAbsent, present } from './present.ts';
import { probeLines } from './probe-lines.ts';
import { grouped, readableRatio } from './readable-number.ts';

/** Failures beyond these are named only. */
const shown = 20;

/** The run as Markdown, for a pull request's comment or a job's summary. */
export function markdownReport(report: RunReport, sentence: (law: LawId) => string, specOf = ownSpec): string {
  const { implementation: i, options: o } = report;
  const { code, why } = exitReason(report);
  const failing = report.tests.filter(
    (t) => t.verdict.verdict === 'fail' || (t.verdict.verdict === 'other_convention' && !followsDialect(t)),
  );
  const known = report.tests.filter(({ verdict: v }) => v.verdict === 'expected_failure');
  const passing = report.tests.filter(({ verdict: v }) => v.verdict === 'unexpected_pass');
  const missing = report.tests.filter(({ verdict: v }) => v.verdict === 'not_run');
  return `${[
    `# lossproof: ${cell(`${i.name} ${i.version}`)}`,
    `${code === 0 ? 'Conformant' : 'Not conformant'}: ${cell(why)} (exit code ${code}).`,
    `Suite ${report.suiteVersion}, ${cell(i.device)}, ${o.dtypes.join(', ')}, ${o.cases} cases a loss, profile ${o.profile}, seed ${o.seed}${o.strict ? ', strict' : ''}${o.dialect ? `, dialect ${o.dialect}` : ''}.`,
    report.placement ? cell(placementLine(report.placement)) : '',
    table(report),
    ...(failing.length > 0
      ? ['## Failures', ...failing.slice(0, shown).map((t) => failure(t, report, sentence, specOf))]
      : []),
    list(
      'And also',
      failing.slice(shown).map((t) => `\`${t.id}\``),
    ),
    ...followedDialects(report).map((f) => list(dialectLine(f), dialectDetails(f).map(cell))),
    list('Passed, and expected to fail', passing.map(reasoned)),
    list('Not run', missing.map(reasoned)),
    list(
      'Never reached',
      report.losses.flatMap((l) => l.uncovered.map((gap) => `\`${l.loss}\` in ${l.dtype}: ${cell(gap)}`)),
    ),
    list(
      'Expectations that match no test',
      report.expectations.unmatched.map((id) => `\`${id}\``),
    ),
    list(
      'Expectations past their expiry',
      report.expectations.expired.map((id) => `\`${id}\``),
    ),
    list('Failed as expected', known.map(reasoned)),
    list('Operators outside the published table', probeLines(i.probes).map(cell)),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function table(report: RunReport): string {
  const ratio = (x: number | undefined): string => (x === undefined ? '' : readableRatio(x));
  const { lines, absent } = present(report);
  const there = lines.filter(({ result }) => result.unsupported === undefined);
  const rows = there.map(({ name, result, passed, tests, worstValue, worstGradient, verdict }) =>
    [
      `\`${name}\``,
      result.dtype,
      grouped(result.cases),
      `${passed}/${tests.length}`,
      ratio(worstValue),
      ratio(worstGradient),
      cell(verdict),
    ].join(' | '),
  );
  return [
    '| loss | dtype | cases | laws | value: error/permitted | gradients: error/permitted | verdict |',
    '|---|---|--:|--:|--:|--:|---|',
    ...rows.map((r) => `| ${r} |`),
    ...(absent.named.length > 0 ? ['', `Not there: ${absent.named.map((name) => `\`${name}\``).join(', ')}.`] : []),
    ...(absent.others > 0 ? ['', `${othersAbsent(absent, rows.length)}.`] : []),
  ].join('\n');
}

function failure(
  test: TestResult,
  report: RunReport,
  sentence: (law: LawId) => string,
  specOf: typeof ownSpec,
): string {
  const { id, law, verdict, diagnosis } = test;
  if (verdict.verdict !== 'fail' && verdict.verdict !== 'other_convention') return '';
  const { evidence: e } = verdict;
  const message = cell(e.message).replace(/[^.]$/, '$&.');
  const which = verdict.verdict === 'other_convention' ? ` Another convention: ${cell(verdict.which)}.` : '';
  const why = diagnosis ? ` Diagnosis: ${cell(diagnosis)}.` : '';
  return `### \`${id}\`\n\n${cell(sentence(law))} ${message}${which}${why}\n\n${fence(evidenceLines(e, test, report, specOf).join('\n'))}`;
}

const reasoned = ({ id, verdict }: TestResult): string =>
  `\`${id}\`${'reason' in verdict ? `: ${cell(verdict.reason)}` : ''}`;

const list = (title: string, items: readonly string[]): string =>
  items.length > 0 ? [`## ${title}`, '', ...items.map((item) => `- ${item}`)].join('\n') : '';

/** Text that neither ends a table's cell nor turns into markup. */
const cell = (text: string): string => text.replace(/[\\`*_<>|[\]#]/g, (c) => `\\${c}`).replace(/\s*\n\s*/g, ' ');

const fence = (text: string): string => `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``;
