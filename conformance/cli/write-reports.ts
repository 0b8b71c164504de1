import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { fileTrouble } from '../file-trouble.ts';
import { makeFolder } from '../make-folder.ts';
import { asText } from '../report/as-text.ts';
import type { ReportKind } from '../report/report-kinds.ts';
import type { RunReport } from '../run/run-report.ts';
import { UsageError } from '../run/usage-error.ts';

const names: Readonly<Record<ReportKind, string>> = {
  json: 'report.json',
  junit: 'junit.xml',
  html: 'report.html',
  badge: 'lossproof.svg',
  md: 'report.md',
};

/** Writes the reports into a folder, which is made where it is not there, and returns their paths. */
export function writeReports(
  kinds: readonly ReportKind[],
  folder: string,
  report: RunReport,
  words: { readonly sentence: (law: LawId) => string; readonly specOf: (id: string) => LossSpec | undefined },
): string[] {
  try {
    makeFolder(folder);
    return kinds.map((kind) => {
      const path = join(folder, names[kind]);
      writeFileSync(path, asText(kind, report, words));
      return path;
    });
  } catch (error) {
    throw new UsageError(`the reports cannot be written to ${folder}: ${fileTrouble(error)}`);
  }
}
