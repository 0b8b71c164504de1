import { relative } from 'node:path';
import { fileTrouble } from '../file-trouble.ts';
import type { Description, Implementation } from '../implementation.ts';
import { loadLosses } from '../losses/load-losses.ts';
import { makeFolder } from '../make-folder.ts';
import { styleFor } from '../report/style.ts';
import { terminalReport } from '../report/terminal-report.ts';
import { planned, planOf } from '../run/plan.ts';
import { exitCode, type RunReport } from '../run/run-report.ts';
import { UsageError } from '../run/usage-error.ts';
import { chooseImplementation, isNamed } from './choose-implementation.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { listenForInterrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { howManyAhead, howManyJobs } from './jobs/how-many.ts';
import { JobProcesses } from './jobs/job-processes.ts';
import type { Request } from './jobs/messages.ts';
import type { Jobs, startJobs } from './jobs/start-jobs.ts';
import { progressOn } from './progress.ts';
import type { RunWords } from './run.ts';
import { runOptions } from './run-options.ts';
import { started } from './started.ts';
import { withinBudget } from './within-budget.ts';
import { writeReports } from './write-reports.ts';

/** Runs the suite on an implementation, prints and writes the reports, and resolves to the exit code. */
export async function runSuite(name: string | undefined, words: RunWords, { io, command }: Context): Promise<ExitCode> {
  const folder = reportFolder(words);
  const losses = await loadLosses(words.loss);
  const chosen = await chooseImplementation(name, command, words, losses);
  const interrupt = listenForInterrupt(io);
  const processes = new JobProcesses();
  try {
    const [description, { run }] = await Promise.all([
      startedMeanwhile(chosen.implementation, { name, command, words }, processes, io),
      import('../run/run.ts'),
    ]);
    const { options, file } = runOptions(words, description, chosen.expectations, losses);
    const plan = planOf(description, options);
    if (words.list) {
      io.stdout.write(
        planned(plan)
          .map((id) => `${id}\n`)
          .join(''),
      );
      return exitCodes.conformant;
    }
    const progress = progressOn(io);
    const shared = { implementation: chosen.implementation, description, onQuestion: progress.ask };
    const runWith = async (seed: number): Promise<RunReport> => {
      const asked = {
        ...options,
        seed,
        onTest: progress.show,
        onQuestion: progress.ask,
        interrupted: interrupt.pressed,
      };
      const request = { name, command, words: { ...words, seed } };
      const jobs = await jobsFor(request, plan.items.length, interrupt.pressed, shared, processes);
      return await run(chosen.implementation, asked, jobs).finally(() => {
        progress.clear();
        jobs?.close();
      });
    };
    const finished = await withinBudget(words.budget, words.seed, runWith);
    const known =
      file === undefined || options.expectations.length === 0 ? {} : { file: relative(process.cwd(), file) };
    const report: RunReport = {
      ...finished,
      expectations: { ...finished.expectations, ...known },
      ...(chosen.words === '' ? {} : { replayWith: chosen.words }),
    };
    const specOf = (id: string) => losses.specs[id];
    const { lawSentence: sentence } = await import('./law-sentence.ts');
    io.stdout.write(terminalReport(report, { style: styleFor(io.stdout), sentence, specOf }));
    for (const path of words.report ? writeReports(words.report, folder, report, { sentence, specOf }) : []) {
      io.stderr.write(`wrote ${path}\n`);
    }
    return exitCode(report);
  } catch (error) {
    if (!interrupt.pressed()) throw error;
    io.stderr.write(`interrupted before there was anything to report: ${(error as Error).message}\n`);
    return exitCodes.interrupted;
  } finally {
    interrupt.dispose();
    processes.close();
    await chosen.implementation.close();
  }
}

/** An implementation that takes longer than this to start, in milliseconds, is a large library. */
const longStart = 300;

/** What the implementation says of itself; while a large library starts, so do processes that are likely to be needed. */
async function startedMeanwhile(
  implementation: Implementation,
  request: Request,
  processes: JobProcesses,
  io: Pick<Io, 'stderr'>,
): Promise<Description> {
  // What is selected may be too little for them.
  if (request.words.select !== undefined || !isSharedBy(request)) return await started(implementation, io);
  const timer = setTimeout(() => processes.startAhead(howManyAhead()), longStart);
  try {
    return await started(implementation, io);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Where nobody says how many processes there are, they share what is not ours: a second one of a command, a module or a
 * user of the graphics card may be in the way of the first.
 */
function isSharedBy({ name, command, words }: Request): boolean {
  const isOurs = !command && (name === undefined || isNamed(name)) && !/^(webgpu|cuda)$/.test(words.ep ?? 'cpu');
  return !isOurs && words.jobs === undefined;
}

/** Those who do the run, or none where it is done in this process. */
async function jobsFor(
  request: Request,
  items: number,
  interrupted: () => boolean,
  running: Parameters<typeof startJobs>[3],
  processes: JobProcesses,
): Promise<Jobs | undefined> {
  const isShared = isSharedBy(request);
  const count = Math.min(request.words.jobs ?? howManyJobs(items, isShared), items);
  if (count <= 1) return undefined;
  const { startJobs } = await import('./jobs/start-jobs.ts');
  return startJobs(count, request, interrupted, isShared ? running : undefined, processes);
}

/** Where reports go; made before the run, so that it does not fail after it. */
function reportFolder({ report, out, list, budget, shard }: RunWords): string {
  if (out !== undefined && !report) throw new UsageError('--out says where, --report says what: add --report json');
  if (list && report) throw new UsageError('--list runs nothing that --report could be about: leave one of them out');
  if (budget !== undefined && shard) {
    throw new UsageError('--budget ends each shard with a seed of its own, so that their reports are not of one run');
  }
  const folder = out ?? 'lossproof-report';
  try {
    if (report) makeFolder(folder);
  } catch (error) {
    throw new UsageError(`the reports cannot be written to ${folder}: ${fileTrouble(error)}`);
  }
  return folder;
}
