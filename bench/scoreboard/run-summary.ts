import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { exitReason } from '../../conformance/report/exit-reason.ts';
import type { RunReport } from '../../conformance/run/run-report.ts';

const count = z.int().nonnegative();

/** What the scoreboard keeps of a run of one library: who, how, and which laws of which losses deviated and why. */
const summarySchema = z.strictObject({
  schema: z.literal('lossproof-scoreboard/1'),
  library: z.string(),
  version: z.string(),
  language: z.string(),
  suiteVersion: z.string(),
  /** What stands behind `--` or is the implementation, with which every replay line ends. */
  implementation: z.string(),
  /** Everything between `lossproof run` and the implementation. */
  options: z.string(),
  seed: z.int(),
  cases: count,
  exitCode: count,
  losses: z.array(
    z.strictObject({
      /** `loss` or `loss@form`. */
      loss: z.string(),
      origin: z.enum(['library', 'composed']),
      passed: count,
      /** By reason: `law/dtype` of the tests that deviate as an expectation says; the reason is the expectation's. */
      deviations: z.record(z.string(), z.array(z.string())),
      /** `law/dtype` of those that no expectation covers. */
      unexplained: z.array(z.string()),
    }),
  ),
});
export type RunSummary = z.infer<typeof summarySchema>;

/** A run in short. A loss that this version could not be asked at all is left out. */
export function summarise(report: RunReport, options: string, implementation: string): RunSummary {
  const names = [...new Set(report.losses.map(nameOf))];
  return {
    schema: 'lossproof-scoreboard/1',
    library: report.implementation.name,
    version: report.implementation.version,
    language: report.implementation.language,
    suiteVersion: report.suiteVersion,
    implementation,
    options,
    seed: report.options.seed,
    cases: report.options.cases,
    exitCode: exitReason(report).code,
    losses: names.flatMap((name) => {
      const tests = report.tests.filter((t) => nameOf(t) === name);
      const passed = tests.filter((t) => t.verdict.verdict === 'pass').length;
      const deviations: Record<string, string[]> = {};
      const unexplained: string[] = [];
      for (const { verdict, law, dtype } of tests) {
        if (verdict.verdict === 'expected_failure') (deviations[verdict.reason] ??= []).push(`${law}/${dtype}`);
        else if (['fail', 'other_convention', 'unexpected_pass'].includes(verdict.verdict))
          unexplained.push(`${law}/${dtype}`);
      }
      if (passed + unexplained.length + Object.keys(deviations).length === 0) return [];
      const { origin } = report.losses.find((l) => nameOf(l) === name)!;
      return [{ loss: name, origin, passed, deviations, unexplained }];
    }),
  };
}

/** Reads what was written of a summary. Throws a ZodError where it is none. */
export function readSummary(path: string): RunSummary {
  return summarySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

const nameOf = ({ loss, form }: { readonly loss: string; readonly form?: string }): string =>
  form === undefined ? loss : `${loss}@${form}`;
