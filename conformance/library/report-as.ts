import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs as ownSpecs } from '../../spec/losses/index.ts';
import { lawSentence as sentence } from '../cli/law-sentence.ts';
import { asText } from '../report/as-text.ts';
import type { ReportKind } from '../report/report-kinds.ts';
import { plainStyle } from '../report/style.ts';
import { terminalReport } from '../report/terminal-report.ts';
import type { RunReport } from '../run/run-report.ts';

/**
 * A report as `lossproof run` prints it (`text`), or as one of the files that `--report` writes. `specs` are the losses,
 * where there are others than the suite's own.
 */
export function reportAs(
  kind: ReportKind | 'text',
  report: RunReport,
  specs: Readonly<Record<string, LossSpec>> = ownSpecs,
): string {
  const specOf = (id: string): LossSpec | undefined => specs[id];
  if (kind === 'text') return terminalReport(report, { style: plainStyle, sentence, specOf });
  return asText(kind, report, { sentence, specOf });
}
