import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { makeFolder } from '../make-folder.ts';
import { badgeReport } from '../report/badge-report.ts';
import { htmlReport } from '../report/html-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { junitReport } from '../report/junit-report.ts';
import { markdownReport } from '../report/markdown-report.ts';
import type { RunReport } from '../run/run-report.ts';
import { UsageError } from '../run/usage-error.ts';
import type { reportKinds } from './report-kinds.ts';

/** Writes the reports into a folder, which is made where it is not there, and returns their paths. */
export function writeReports(
  kinds: readonly (typeof reportKinds)[number][],
  folder: string,
  report: RunReport,
  {
    sentence,
    specOf,
  }: { readonly sentence: (law: LawId) => string; readonly specOf: (id: string) => LossSpec | undefined },
): string[] {
  const files = {
    json: { name: 'report.json', text: () => jsonReport(report) },
    junit: { name: 'junit.xml', text: () => junitReport(report, specOf) },
    html: { name: 'report.html', text: () => htmlReport(report, sentence, specOf) },
    badge: { name: 'lossproof.svg', text: () => badgeReport(report) },
    md: { name: 'report.md', text: () => markdownReport(report, sentence, specOf) },
  };
  try {
    makeFolder(folder);
    return kinds.map((kind) => {
      const path = join(folder, files[kind].name);
      writeFileSync(path, files[kind].text());
      return path;
    });
  } catch (error) {
    throw new UsageError(`the reports cannot be written to ${folder}: ${(error as Error).message}`);
  }
}
