import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Implementation } from '../../implementation.ts';
import { processImplementation } from '../../implementations/process.ts';
import { referenceImplementation } from '../../implementations/reference.ts';
import { parseReport } from '../../report/json-report.ts';
import { run } from '../../run/run.ts';
import type { RunReport } from '../../run/run-report.ts';
import { packageRoot } from '../package-info.ts';
import type { RunWords } from '../run.ts';
import { runOptions } from '../run-options.ts';
import { jobsOf } from '../test-support/jobs-of.ts';
import { startJobs } from './start-jobs.ts';

const words: RunWords = {
  select: '{mse,mae,huber,softmax}/{definition,gradient,edges}',
  dtype: ['f32', 'f16'],
  seed: 3,
  strict: false,
  profile: 'smoke',
};
/** Neither time nor the processes of a run. */
const found = ({ timing: _, ...report }: RunReport) => report;

/** One that is wrong about mse, and counts what it is asked. */
function implementation() {
  const reference = referenceImplementation();
  let [asked, busy, most] = [0, 0, 0];
  const wrong: Implementation = {
    ...reference,
    async evaluate(cases, form) {
      asked += cases.length;
      most = Math.max(most, ++busy);
      const outcomes = await reference.evaluate(cases, form);
      busy--;
      return outcomes.map((outcome, i) => {
        if (outcome.status !== 'value' || cases[i]!.loss !== 'mse' || !outcome.outputs.value) return outcome;
        const { value } = outcome.outputs;
        return { ...outcome, outputs: { ...outcome.outputs, value: { ...value, data: value.data.map((x) => 2 * x) } } };
      });
    },
  };
  return { wrong, asked: () => asked, most: () => most };
}

async function reportOf(count: number) {
  const { wrong, asked, most } = implementation();
  const description = await wrong.describe();
  const { options } = runOptions(words, description, undefined);
  const request = { name: undefined, command: undefined, words };
  const jobs = startJobs(count, request, () => false, { implementation: wrong, description });
  try {
    return { report: await run(wrong, options, count === 0 ? undefined : jobs), asked: asked(), most: most() };
  } finally {
    jobs.close();
  }
}

describe('processes that share an implementation', () => {
  it('find what one process finds, and ask it as much', async () => {
    const [alone, together] = [await reportOf(0), await reportOf(2)];
    expect(found(together.report)).toEqual(found(alone.report));
    expect(together.asked).toBe(alone.asked);
    expect(together.most).toBe(1);
    expect(alone.report.tests.filter((t) => t.verdict.verdict === 'fail').map(({ loss }) => loss)).toContain('mse');
    const { timing } = together.report;
    expect([timing.workers, timing.implementations]).toEqual([2, 1]);
    expect(timing.implementationMs).toBeLessThan(timing.totalMs);
  });
  it('end where it cannot be asked, with what it said', async () => {
    const { wrong } = implementation();
    const description = await wrong.describe();
    const broken = { ...wrong, evaluate: () => Promise.reject(new RangeError('no more')) };
    const { options } = runOptions(words, description, undefined);
    const request = { name: undefined, command: undefined, words };
    const jobs = startJobs(2, request, () => false, { implementation: broken, description });
    await expect(run(broken, options, jobs)).rejects.toThrow('no more');
    jobs.close();
  });
  it('ask nothing more once the run is interrupted', async () => {
    const { wrong, asked } = implementation();
    const description = await wrong.describe();
    const { options } = runOptions(words, description, undefined);
    const request = { name: undefined, command: undefined, words };
    const jobs = startJobs(2, request, () => true, { implementation: wrong, description });
    const report = await run(wrong, { ...options, interrupted: () => true }, jobs);
    jobs.close();
    expect([report.status, report.tests.length, asked()]).toEqual(['interrupted', 0, 0]);
  });
});

describe('lossproof run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shared-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  // Enough of them for two processes.
  const names = ['mse', 'mae', 'huber', 'log_cosh', 'smooth_l1', 'pseudo_huber', 'cauchy', 'charbonnier'];
  names.push('msle', 'mape', 'expectile', 'pinball', 'tukey_biweight');
  const module = join(folder, 'zeros.mjs');
  // It says how many there are of it.
  writeFileSync(
    module,
    `import { appendFileSync } from 'node:fs';
     appendFileSync(${JSON.stringify(join(folder, 'started'))}, 'x');
     const zeros = ({ prediction }, { reduction }) => (reduction === 'none' ? prediction.map(() => 0) : 0);
     export const losses = { ${names.map((name) => `${name}: zeros`).join(', ')} };`,
  );
  const lossproof = async (...argv: string[]) => {
    const bin = join(packageRoot, 'bin', 'lossproof.mjs');
    const given = ['--dtype', 'f64', '--cases', '20', '--select', '*/definition', '--report', 'json', '--out', folder];
    await promisify(execFile)(process.execPath, [bin, 'run', ...given, ...argv, module]).catch(() => {});
    const report = parseReport(readFileSync(join(folder, 'report.json'), 'utf8'));
    const processes = readFileSync(join(folder, 'started'), 'utf8').length;
    rmSync(join(folder, 'started'));
    return { report, processes };
  };
  it('starts a module once however many processes ask it, and once for each where it is told how many', async () => {
    const own = await lossproof('--jobs', '2');
    // The run itself asks it what it is.
    expect([own.processes, own.report.timing.implementations]).toEqual([3, 2]);
    const shared = await lossproof();
    const { workers, implementations } = shared.report.timing;
    const count = Math.min(2, availableParallelism());
    expect([shared.processes, implementations, workers]).toEqual([1, 1, count]);
    expect(found(shared.report)).toEqual(found(own.report));
    expect(shared.report.tests.filter((t) => t.verdict.verdict === 'fail')).toHaveLength(names.length);
  });
  it('lets go of processes that have started while the implementation did, and for which there is nothing to do', async () => {
    const slow = join(folder, 'slow.mjs');
    writeFileSync(
      slow,
      `await new Promise((resolve) => setTimeout(resolve, 1500));
       export const losses = { mse: ({ prediction }, { reduction }) => (reduction === 'none' ? prediction.map(() => 0) : 0) };`,
    );
    const bin = join(packageRoot, 'bin', 'lossproof.mjs');
    const child = spawn(process.execPath, [bin, 'run', '--cases', '20', slow], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const seen = new Set<number>();
    const looking = setInterval(() => {
      for (const pid of jobsOf(child.pid)) seen.add(pid);
    }, 100);
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    clearInterval(looking);
    expect(out).toMatch(/cases evaluated in [\d.]+ s, /);
    expect(code).toBe(1);
    expect(seen.size).toBe(availableParallelism() > 1 ? Math.min(4, Math.max(2, availableParallelism() - 1)) : 0);
    for (const pid of seen) expect(() => process.kill(pid, 0)).toThrow();
  });
});

it('an adapter that crashes costs the cases that it crashes on, whoever asked', async () => {
  const fake = join(packageRoot, 'conformance', 'implementations', 'process', 'fakes', 'fake-adapter.mjs');
  const few: RunWords = { ...words, select: 'mse/definition', dtype: ['f64', 'f32'] };
  const reportBy = async (count: number) => {
    const crashing = processImplementation([process.execPath, fake, 'exit', '1']);
    const description = await crashing.describe();
    const { options } = runOptions(few, description, undefined);
    const request = { name: undefined, command: undefined, words: few };
    const jobs = startJobs(count, request, () => false, { implementation: crashing, description });
    const report = await run(crashing, options, count === 0 ? undefined : jobs);
    jobs.close();
    await crashing.close();
    return { report: found(report), restarts: crashing.stats.restarts };
  };
  const [alone, together] = [await reportBy(0), await reportBy(2)];
  expect(together.report).toEqual(alone.report);
  expect(alone.restarts).toBeGreaterThan(0);
  expect(together.restarts).toBeGreaterThan(0);
  // In one of the dtypes no drawn case begins with 1.
  const failed = together.report.tests.filter(({ verdict }) => verdict.verdict !== 'pass');
  expect(failed.length).toBeGreaterThan(0);
  for (const { verdict, broken, examined } of failed) {
    expect(verdict).toMatchObject({ verdict: 'fail', evidence: { class: 'crash' } });
    expect(broken).toBeLessThan(examined / 2);
  }
});
