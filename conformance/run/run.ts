import { suiteVersion } from '../../spec/version.ts';
import type { Description, Implementation, Placement } from '../implementation.ts';
import { absentLines } from './absent.ts';
import { Interrupted } from './interrupted.ts';
import { joined } from './joined-placement.ts';
import { applyExpectations, today } from './match-expectations.ts';
import { type Plan, planOf } from './plan.ts';
import { requireSupport } from './require-support.ts';
import type { RunOptions } from './run-options.ts';
import { profiles } from './run-options.ts';
import type { LossResult, RunReport, TestResult } from './run-report.ts';
import { type Crew, localWorker, type Part, type Worker } from './worker.ts';

/**
 * Asks an implementation about every selected loss and law, in this process or by a given crew. Never throws for
 * what the implementation does; throws a UsageError where the options leave nothing to run or a pattern matches nothing.
 */
export async function run(implementation: Implementation, options: RunOptions, crew?: Crew): Promise<RunReport> {
  const from = performance.now();
  const description = await implementation.describe();
  const plan = planOf(description, options);
  const { workers, implementations } = crew ?? {
    workers: [localWorker(implementation, description, plan, options)],
    implementations: 1,
  };
  const { parts, placement = implementation.placement?.(), ...end } = await shared(plan, workers, options);

  const absent = plan.absent.map(absentLines);
  const outcome = applyExpectations(
    requireSupport(
      [...parts.flatMap((p) => p.tests), ...absent.flatMap((a) => a.tests)],
      options.require,
      plan.whole.tests,
    ),
    options.expectations,
    { version: description.version, today: today(), known: plan.known },
  );
  const losses: LossResult[] = [...parts.map((p) => p.loss), ...absent.flatMap((a) => a.losses)];
  const timing = {
    totalMs: performance.now() - from,
    implementationMs: parts.reduce((sum, p) => sum + p.implementationMs, 0),
    workers: workers.length,
    implementations,
  };
  return {
    ...report(description, options, end, losses, outcome, timing),
    ...(options.shard ? { shard: { ...options.shard, lines: plan.whole.lines } } : {}),
    ...(placement ? { placement } : {}),
  };
}

interface Shared extends Pick<RunReport, 'status' | 'reason'> {
  /** In the order of the plan. */
  readonly parts: readonly Part[];
  readonly placement: Placement | undefined;
}

/** Each worker takes the next item when it has done one, until nothing is left or the run ends early. */
async function shared({ items }: Plan, workers: readonly Worker[], options: RunOptions): Promise<Shared> {
  const total = items.reduce((n, { laws }) => n + laws.length, 0);
  const parts: Part[] = [];
  const placements = new Map<Worker, Placement>();
  let [next, count] = [0, 0];
  let end: Pick<RunReport, 'status' | 'reason'> = { status: 'complete' };
  const onTest = (test: TestResult): void => options.onTest?.(test, ++count, total);
  const work = async (worker: Worker): Promise<void> => {
    while (next < items.length && end.status !== 'interrupted') {
      const item = next++;
      try {
        const part = await worker.run(item, onTest);
        parts[item] = part;
        if (part.placement) placements.set(worker, part.placement);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        end = { status: 'interrupted', reason: 'interrupted by the user' };
      }
    }
  };
  await Promise.all(workers.map(work));
  // The last one knows of every loss that was given up.
  const incomplete = parts.findLast((p) => p?.incomplete !== undefined)?.incomplete;
  if (end.status === 'complete' && incomplete !== undefined) end = { status: 'incomplete', reason: incomplete };
  return { ...end, parts: parts.filter((p) => p !== undefined), placement: joined([...placements.values()]) };
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
    schema: 'lossproof-report/2',
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
