import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { RunReport } from '../run/run-report.ts';
import { exitReason } from './exit-reason.ts';
import { countVerdicts } from './loss-lines.ts';
import { placementLine } from './placement-line.ts';
import { present } from './present.ts';
import { probeLines } from './probe-lines.ts';
import { counted } from './readable-number.ts';
import type { Style } from './style.ts';
import { expectedFailures } from './terminal/expected-failures.ts';
import { failureSection } from './terminal/failures.ts';
import { lossTable } from './terminal/loss-table.ts';
import { unanswered } from './terminal/unanswered.ts';
import { wrap } from './wrap.ts';

export interface TerminalOptions {
  readonly style: Style;
  /** A law in one sentence. */
  readonly sentence: (law: LawId) => string;
  /** The losses, where there are others than the suite's own. */
  readonly specOf?: (id: string) => LossSpec | undefined;
}

/**
 * A run for a reader: what was judged, one line a loss, failures with their smallest counterexamples, what is known or
 * was not answered, and why the exit code is what it is.
 */
export function terminalReport(report: RunReport, options: TerminalOptions): string {
  const { style } = options;
  const sections = [
    [heading(report, style)],
    lossTable(report, style),
    failureSection(report, options),
    expectedFailures(report, style),
    unanswered(report, style),
    probes(report, style),
    summary(report, style),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading({ suiteVersion, implementation: i, options: o }: RunReport, style: Style): string {
  const name = style('bold', `lossproof ${suiteVersion}: ${i.name} ${i.version}`);
  const convention = o.dialect ? `, dialect ${o.dialect}` : '';
  return `${name} ${style('dim', `(${i.device}) in ${o.dtypes.join(', ')}, ${counted(o.cases, 'case')} a loss, profile ${o.profile}${o.strict ? ', strict' : ''}${convention}, seed ${o.seed}`)}`;
}

function probes({ implementation: { probes: found } }: RunReport, style: Style): string[] {
  const lines = probeLines(found);
  if (lines.length === 0) return [];
  const title = `Outside the published table: ${counted(lines.length, 'finding')} among ${counted(found!.operators.length, 'operator')}`;
  return [style('yellow', title), ...lines.flatMap((line) => wrap(line, 2))];
}

function summary(report: RunReport, style: Style): string[] {
  const { tests } = present(report);
  const counts = countVerdicts(tests);
  const losses = new Set(report.losses.filter((l) => !l.unsupported).map((l) => l.loss)).size;
  const evaluated = report.losses.reduce((n, l) => n + l.evaluated, 0);
  const { totalMs, implementationMs, workers, implementations = workers } = report.timing;
  const parts = [
    `${counts.pass} passed`,
    counts.fail ? `${counts.fail} failed` : '',
    counts.other_convention ? `${counts.other_convention} of another convention` : '',
    counts.unexpected_pass ? `${counts.unexpected_pass} passed unexpectedly` : '',
    counts.expected_failure ? `${counts.expected_failure} failed as expected` : '',
    counts.vacuous ? `${counts.vacuous} vacuous` : '',
    counts.unsupported ? `${counts.unsupported} unsupported` : '',
    counts.not_run ? `${counts.not_run} not run` : '',
  ].filter((part) => part !== '');
  const share = totalMs > 0 ? Math.round((100 * implementationMs) / (totalMs * implementations)) : 0;
  const by = workers > 1 ? ` by ${workers} processes` : '';
  const { code, why } = exitReason(report);
  const end = wrap(`Exit code ${code}: ${why}.`);
  return [
    ...wrap(`${counted(losses, 'loss', 'losses')}, ${counted(tests.length, 'test')}: ${parts.join(', ')}.`),
    `${counted(evaluated, 'case')} evaluated in ${(totalMs / 1000).toFixed(1)} s${by}, ${share}% of it in the implementation.`,
    ...(report.budget ? wrap(budgetLine(report.budget, report.options.seed)) : []),
    // That of the CPU goes without saying.
    ...(report.placement?.proof === 'profile' ? wrap(placementLine(report.placement)) : []),
    ...end.map((line) => style(code === 0 ? 'green' : 'red', line)),
  ];
}

/** What was done within a budget of time, of which a report shows the last run. */
function budgetLine({ firstSeed, runs, evaluated, totalMs }: NonNullable<RunReport['budget']>, seed: number): string {
  const time = totalMs < 120_000 ? `${(totalMs / 1000).toFixed(1)} s` : `${(totalMs / 60_000).toFixed(1)} min`;
  const all = `${counted(evaluated, 'case')} in ${time}`;
  return runs === 1
    ? `One run fitted into the budget: ${all}.`
    : `The last of ${runs} runs, with the seeds from ${firstSeed} to ${seed}: ${all} altogether.`;
}
