import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { RunReport } from '../run/run-report.ts';
import { badgeReport } from './badge-report.ts';
import { htmlReport } from './html-report.ts';
import { jsonReport } from './json-report.ts';
import { junitReport } from './junit-report.ts';
import { markdownReport } from './markdown-report.ts';
import type { ReportKind } from './report-kinds.ts';

/** A report as the text of a file of this kind. */
export function asText(
  kind: ReportKind,
  report: RunReport,
  {
    sentence,
    specOf,
  }: { readonly sentence: (law: LawId) => string; readonly specOf: (id: string) => LossSpec | undefined },
): string {
  switch (kind) {
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report, specOf);
    case 'md':
      return markdownReport(report, sentence, specOf);
    case 'html':
      return htmlReport(report, sentence, specOf);
    case 'badge':
      return badgeReport(report);
  }
}
