import { readFileSync } from 'node:fs';
import { fileTrouble } from '../file-trouble.ts';
import { parseReport } from '../report/json-report.ts';
import type { RunReport } from '../run/run-report.ts';
import { UsageError } from '../run/usage-error.ts';

/** The report in a file; throws a UsageError that says what is wrong with it. */
export function readReport(path: string): RunReport {
  try {
    return parseReport(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} cannot be read as a report: ${fileTrouble(error)}`);
  }
}
