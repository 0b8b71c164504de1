import { type Dtype, formats } from '../../reference/tensor/format.ts';
import type { Dialect } from '../../spec/language/dialect.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';
import { suiteVersion } from '../../spec/version.ts';
import { type LossReference, references } from '../acceptance/references.ts';
import type { Description, Implementation } from '../implementation.ts';
import { Answers, type Subject } from './answers.ts';
import { statedLaws } from './examine.ts';
import { formulaContext } from './formula-context.ts';
import { glob } from './glob.ts';
import { applyExpectations } from './match-expectations.ts';
import { type LossRun, runLoss } from './run-loss.ts';
import type { RunOptions } from './run-options.ts';
import { profiles } from './run-options.ts';
import type { LossResult, RunReport, TestResult } from './run-report.ts';
import { testIds } from './test-ids.ts';
import { requireSupport, unsupportedLoss } from './unsupported.ts';
import { UsageError } from './usage-error.ts';

/** Ended by the user between two batches. */
export class Interrupted extends Error {}

/**
 * Asks an implementation about every selected loss and law. Never throws for what the implementation does; throws a
 * UsageError where the options leave nothing to run or a pattern matches nothing.
 */
export async function run(implementation: Implementation, options: RunOptions): Promise<RunReport> {
  const from = performance.now();
  const description = await implementation.describe();
  const answers = new Answers(implementation);
  const all = subjects(description, options.specs, options.dialect);
  const known = testIds(options.specs, description, Object.keys(formats) as Dtype[]);
  const selected = selector(options, known);
  const work = all.flatMap((subject) =>
    options.dtypes
      .filter((dtype) => subject.support.dtypes.includes(dtype))
      .map((dtype) => ({
        subject,
        dtype,
        laws: statedLaws(subject).filter(({ law }) => selected(testId(subject, law, dtype))),
      }))
      .filter(({ laws }) => laws.length > 0),
  );
  const missing = options.specs.filter(
    (spec) =>
      !all.some((s) => s.spec.id === spec.id) &&
      options.dtypes.some((dtype) => Object.keys(spec.laws).some((law) => selected(testId({ spec }, law, dtype)))),
  );
  if (work.length === 0) {
    throw new UsageError(`${description.name} has none of the selected losses in ${options.dtypes.join(', ')}`);
  }

  const total = work.reduce((n, { laws }) => n + laws.length, 0);
  const done: LossRun[] = [];
  let status: RunReport['status'] = 'complete';
  let reason: string | undefined;
  let count = 0;
  for (const { subject, dtype, laws } of work) {
    try {
      const result = await runLoss({
        subject,
        dtype,
        laws,
        answers,
        description,
        options,
        referenceOf: (id) => referenceOf(id, options),
        context: formulaContext(subject.specOf, description),
        onTest: (test) => options.onTest?.(test, ++count, total),
      });
      done.push(result);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      status = 'interrupted';
      reason = 'interrupted by the user';
      break;
    }
    answers.forget();
  }
  const incomplete = (implementation as { readonly incomplete?: string }).incomplete;
  if (status === 'complete' && incomplete) [status, reason] = ['incomplete', incomplete];

  const today = new Date().toISOString().slice(0, 10);
  const absent = missing.map((spec) => unsupportedLoss(spec, options.dtypes));
  const outcome = applyExpectations(
    requireSupport([...done.flatMap((d) => d.tests), ...absent.flatMap((a) => a.tests)], options.require),
    options.expectations,
    { version: description.version, today, known },
  );
  const losses: LossResult[] = [...done.map((d) => d.loss), ...absent.map((a) => a.loss)];
  const timing = { totalMs: performance.now() - from, implementationMs: answers.waited };
  const placement = implementation.placement?.();
  return {
    ...report(description, options, { status, ...(reason ? { reason } : {}) }, losses, outcome, timing),
    ...(placement ? { placement } : {}),
  };
}

function report(
  { losses: _, ...implementation }: Description,
  options: RunOptions,
  end: Pick<RunReport, 'status' | 'reason'>,
  losses: readonly LossResult[],
  {
    tests,
    unmatched,
    expired,
  }: {
    readonly tests: readonly TestResult[];
    readonly unmatched: readonly string[];
    readonly expired: readonly string[];
  },
  timing: RunReport['timing'],
): RunReport {
  const { seed, profile, cases, dtypes, strict, dialect, select, skip, require } = options;
  return {
    schema: 'lossproof-report/1',
    suiteVersion,
    implementation,
    options: {
      seed,
      cases: cases ?? profiles[profile].cases,
      profile,
      dtypes,
      strict,
      ...(dialect ? { dialect: dialect.id } : {}),
      ...(select ? { select } : {}),
      ...(skip ? { skip } : {}),
      ...(require ? { require } : {}),
    },
    ...end,
    losses,
    tests,
    expectations: { unmatched, expired },
    timing,
  };
}

/** Every loss and form that the description has, of the given specs. */
export function subjects(description: Description, of: readonly LossSpec[], dialect?: Dialect): Subject[] {
  const specOf = (id: string): LossSpec | undefined => of.find((s) => s.id === id) ?? specs[id];
  return of.flatMap((spec) =>
    Object.entries(description.losses)
      .filter(([key]) => key === spec.id || key.startsWith(`${spec.id}@`))
      .map(([key, support]) => {
        const form = key.slice(spec.id.length + 1);
        return {
          spec,
          ...(form ? { form } : {}),
          support,
          supports: description.losses,
          specOf,
          ...(dialect ? { dialect } : {}),
        };
      }),
  );
}

export const testId = (subject: Pick<Subject, 'spec' | 'form'>, law: string, dtype: Dtype): string =>
  `${subject.spec.id}${subject.form ? `@${subject.form}` : ''}/${law}/${dtype}`;

const referenceOf = (id: string, options: RunOptions): LossReference | undefined =>
  options.references?.[id] ?? references[id];

/** Which test ids run; throws a UsageError for a pattern that matches none. */
function selector({ select, skip, require }: RunOptions, known: readonly string[]): (id: string) => boolean {
  const compiled = [select, skip, require].map((pattern) => {
    if (pattern === undefined) return undefined;
    const matches = glob(pattern);
    if (pattern !== require && !known.some(matches)) throw new UsageError(`the pattern ${pattern} matches no test`);
    return matches;
  });
  const [selected, skipped] = compiled;
  return (id) => (selected?.(id) ?? true) && !(skipped?.(id) ?? false);
}
