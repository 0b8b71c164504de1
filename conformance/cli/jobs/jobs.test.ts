import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parseReport } from '../../report/json-report.ts';
import { packageRoot } from '../package-info.ts';
import { jobsOf } from '../test-support/jobs-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'jobs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bin = join(packageRoot, 'bin', 'lossproof.mjs');

async function lossproof(...argv: string[]) {
  return await promisify(execFile)(process.execPath, [bin, ...argv]).then(
    ({ stdout, stderr }) => ({ stdout, stderr, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
}
async function reportOf(jobs: string) {
  const out = join(folder, jobs);
  const select = '{mse,cross_entropy}{,@N*}/{definition,edges}';
  const { stdout, code } = await lossproof('run', '--select', select, '--jobs', jobs, '--report', 'json', '--out', out);
  const { timing, ...report } = parseReport(readFileSync(join(out, 'report.json'), 'utf8'));
  return { stdout, code, timing, report };
}

/** A run of everything in two processes, and its children. */
function started() {
  const run = spawn(process.execPath, [bin, 'run', 'reference', '--jobs', '2']);
  let [out, err] = ['', ''];
  run.stdout.on('data', (data) => {
    out += data;
  });
  run.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    run.on('close', (code) => resolve({ code, out, err }));
  });
  const jobs = async (): Promise<number[]> => {
    for (;;) {
      const own = jobsOf(run.pid);
      if (own.length === 2) return own;
      await wait(50);
    }
  };
  return { run, ended, jobs };
}
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
async function gone(pids: readonly number[]): Promise<boolean> {
  for (let tries = 0; tries < 200 && pids.some(isAlive); tries++) await wait(50);
  return !pids.some(isAlive);
}

describe('a run in several processes', () => {
  it('finds what a run in one process finds, in the same order', async () => {
    const [one, two] = await Promise.all([reportOf('1'), reportOf('2')]);
    expect(two.report).toEqual(one.report);
    expect([one.code, two.code]).toEqual([0, 0]);
    expect([one.timing.workers, two.timing.workers]).toEqual([1, 2]);
    expect(one.report.tests.some((t) => t.verdict.verdict === 'expected_failure')).toBe(true);
    expect(two.stdout).toMatch(/cases evaluated in .* s by 2 processes, \d+% of it in the implementation/);
  });
  it('ends with a partial report, and all its processes, when it is interrupted', async () => {
    const { run, ended, jobs } = started();
    const pids = await jobs();
    // Both hear it, as they do on a terminal.
    for (const pid of [run.pid!, ...pids]) process.kill(pid, 'SIGINT');
    const { code, out } = await ended;
    expect(out).toContain('interrupted by the user');
    expect(code).toBe(130);
    expect(await gone(pids)).toBe(true);
  });
  it('ends, and says so, when one of them does', async () => {
    const { ended, jobs } = started();
    const pids = await jobs();
    process.kill(pids[0]!, 'SIGKILL');
    const { code, err } = await ended;
    expect(err).toContain('a process of this run ended with SIGKILL');
    expect(code).toBe(4);
    expect(await gone(pids)).toBe(true);
  });
  it('says what cannot be asked as a run in one process does', async () => {
    for (const jobs of ['1', '2']) {
      const few = ['--select', '{cauchy,mse}/definition', '--cases', '5', '--jobs', jobs];
      const { stderr, code } = await lossproof('run', 'reference', ...few);
      expect(stderr).toMatch(
        /^error: \w+ in f32: 5 cases cannot cover every regime and option, which takes at least \d+\n$/,
      );
      expect(code).toBe(2);
    }
  });
  it('is refused in numbers that make no sense', async () => {
    const { stderr, code } = await lossproof('run', '--jobs', '0');
    expect(stderr).toContain('--jobs');
    expect(code).toBe(2);
    expect((await lossproof('job')).stderr).toContain('job is what run --jobs starts');
  });
});
