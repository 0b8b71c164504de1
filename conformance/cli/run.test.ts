import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseReport } from '../report/json-report.ts';
import { evidence, fabricatedReport, loss, test } from '../report/test-support/fabricated-report.ts';
import { run } from '../run/run.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { RunReport } from '../run/run-report.ts';
import { defaultSeed } from './package-info.ts';
import { lossproof } from './test-support/lossproof.ts';

// What a run finds is the runner's business, and has its own tests; here it is what the command line makes of it.
vi.mock('../run/run.ts', () => ({ run: vi.fn() }));

const folder = mkdtempSync(join(tmpdir(), 'cli-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

let asked: RunOptions | undefined;
beforeEach(() => {
  asked = undefined;
  vi.mocked(run).mockReset();
});
function finding(report: Partial<RunReport> | Error): void {
  vi.mocked(run).mockImplementation(async (_, options) => {
    asked = options;
    if (report instanceof Error) throw report;
    return fabricatedReport(report);
  });
}
const failing = test('mse', 'edges', { verdict: 'fail', evidence: evidence() }, { replay: 'tok' });

describe('the exit code of a run', () => {
  it.each([
    ['conformant and complete', {}, 0],
    ['a failure', { tests: [failing] }, 1],
    [
      'another convention',
      {
        tests: [test('mse', 'edges', { verdict: 'other_convention', which: 'x', dialects: [], evidence: evidence() })],
      },
      1,
    ],
    ['an unexpected pass', { tests: [test('mse', 'edges', { verdict: 'unexpected_pass', reason: 'x' })] }, 1],
    ['a required test that was not run', { tests: [test('mse', 'edges', { verdict: 'not_run', reason: 'x' })] }, 1],
    ['a regime that was never reached', { losses: [loss('mse', { uncovered: ['regime tie'] })] }, 1],
    ['an expectation that matches nothing', { expectations: { unmatched: ['mze'], expired: [] } }, 1],
    ['an expired expectation', { expectations: { unmatched: [], expired: ['mse'] } }, 1],
    ['incomplete', { status: 'incomplete' }, 4],
    ['incomplete with a failure', { status: 'incomplete', tests: [failing] }, 1],
    ['interrupted with a failure', { status: 'interrupted', tests: [failing] }, 130],
  ] as const)('%s: %#', async (_, report, code) => {
    finding(report);
    const found = await lossproof('run', 'reference');
    expect(found.code).toBe(code);
    expect(found.out).toContain(`Exit code ${code}: `);
    expect(found.err).toBe('');
  });
  it('is 3 where the command does not start', async () => {
    finding({});
    const { code, err } = await lossproof('run', '--', 'lossproof-no-such-command');
    expect([code, asked]).toEqual([3, undefined]);
    expect(err).toMatch(/^error: .*lossproof-no-such-command/);
    expect(err).not.toMatch(/\n {4}at /);
  });
  it('is 4, with a trace, where lossproof itself is wrong', async () => {
    finding(new Error('a bug'));
    const { code, err } = await lossproof('run', 'reference');
    expect(code).toBe(4);
    expect(err).toMatch(/mistake in lossproof itself.*\nError: a bug\n {4}at /);
  });
});

describe('usage', () => {
  it.each([
    ['an unknown option', ['run', '--sedd', '1'], /unknown option '--sedd'\n\(Did you mean --seed\?\)/],
    ['zero cases', ['run', '--cases', '0'], /--cases <n>.*must be a whole number from 1/s],
    ['a seed that is none', ['run', '--seed', 'soon'], /must be a whole number from 0/],
    ['an unknown dtype', ['run', '--dtype', 'f31'], /no dtype "f31".*Did you mean f32\?/s],
    ['an unknown profile', ['run', '--profile', 'quick'], /Allowed choices are smoke, standard, deep/],
    ['a provider that is not there', ['run', '--ep', 'tpu'], /Allowed choices are cpu, webgpu, wasm, cuda/],
    ['a shard that is none', ['run', '--shard', '3/2'], /which part of how many/],
    [
      'a report that is not there',
      ['run', '--report', 'pdf'],
      /no report "pdf"; there are json, junit, md, html, badge/,
    ],
    ['a place for no report', ['run', '--out', 'x'], /add --report json/],
    ['a pattern that matches nothing', ['run', 'reference', '--select', 'hubr'], /matches no test.*Did you mean huber/],
    ['an unknown implementation', ['run', 'onnx'], /no implementation "onnx".*Did you mean onnxruntime/],
    ['two implementations', ['run', 'reference', 'onnxruntime'], /too many arguments/],
    ['a command that is empty', ['run', '--'], /nothing stands after --/],
    ['an unknown command', ['rnu'], /unknown command 'rnu'\n\(Did you mean run\?\)/],
    ['no expectations file', ['run', 'reference', '--expect', './absent.json'], /absent\.json cannot be read/],
  ])('%s exits with 2 and says what is wrong', async (_, argv, message) => {
    finding({});
    const { code, out, err } = await lossproof(...argv);
    expect([code, out, asked]).toEqual([2, '', undefined]);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });
});

describe('what a run is asked', () => {
  it('is in float64 of a module that declares nothing, as the help says', async () => {
    const module = join(folder, 'mine.mjs');
    writeFileSync(module, 'export const losses = { mse: ({ prediction }) => prediction };');
    finding({});
    await lossproof('run', module);
    expect(asked?.dtypes).toEqual(['f64']);
    const { out } = await lossproof('run', '--help');
    expect(out.replace(/\s+/g, ' ')).toContain('f32 where it is declared, else the first that is: f64 for a module');
  });
  it('is everything in float32, from the seed of this version, where nothing is said', async () => {
    finding({});
    await lossproof('run', 'reference');
    expect(asked).toMatchObject({ seed: defaultSeed, profile: 'smoke', dtypes: ['f32'], strict: false });
  });
  it('is what the options say', async () => {
    finding({});
    const words = '--select mse --select huber/definition --cases 7 --seed 3 --dtype f64,f32 --strict --dialect keras';
    await lossproof('run', 'reference', ...words.split(' '));
    expect(asked).toMatchObject({
      select: 'mse,huber/definition',
      cases: 7,
      seed: 3,
      dtypes: ['f64', 'f32'],
      strict: true,
    });
    expect(asked?.dialect?.id).toBe('keras');
    await lossproof('run', 'reference', '--shard', '2/3', '--report', 'html', '--out', join(folder, 'html'));
    expect(asked).toMatchObject({ shard: { index: 2, of: 3 }, curves: true });
  });
  it('knows no progress where stderr is no terminal', async () => {
    vi.mocked(run).mockImplementation(async (_, options) => {
      options.onTest?.(failing, 1, 1);
      return fabricatedReport();
    });
    expect((await lossproof('run', 'reference')).err).toBe('');
  });
  it('hears of Ctrl-C between batches', async () => {
    vi.mocked(run).mockImplementation(async (_, options) => {
      expect(options.interrupted?.()).toBe(false);
      process.emit('SIGINT');
      expect(options.interrupted?.()).toBe(true);
      return fabricatedReport({ status: 'interrupted' });
    });
    const { code, out } = await lossproof('run', 'reference');
    expect(code).toBe(130);
    expect(out).toContain('this report is partial');
  });
});

describe('--list', () => {
  it('prints the tests that would run, in their order, and runs none', async () => {
    finding({ tests: [failing] });
    const { code, out, err } = await lossproof('run', 'reference', '--list', '--select', '{mse,bce}/{edges,gradient}');
    expect([code, err, asked]).toEqual([0, '', undefined]);
    expect(out).toBe('bce/gradient/f32\nbce/edges/f32\nmse/gradient/f32\nmse/edges/f32\n');
  });
  it('is of no use to a report', async () => {
    const { code, err } = await lossproof('run', 'reference', '--list', '--report', 'json');
    expect(code).toBe(2);
    expect(err).toBe('error: --list runs nothing that --report could be about: leave one of them out\n');
  });
});

describe('--budget', () => {
  it('asks with further seeds until something fails, and reports that run', async () => {
    const seeds: number[] = [];
    vi.mocked(run).mockImplementation(async (_, { seed }) => {
      seeds.push(seed);
      return fabricatedReport(seed === 1 ? { tests: [failing] } : {});
    });
    const { code, out } = await lossproof('run', 'reference', '--seed', String(2 ** 31 - 2), '--budget', '1h');
    expect([code, seeds]).toEqual([1, [2 ** 31 - 2, 2 ** 31 - 1, 0, 1]]);
    expect(out).toMatch(/^The last of 4 runs, with the seeds from 2147483646 to \d+: .* altogether\.$/m);
  });
  it('is one run where no other fits', async () => {
    finding({});
    const { code, out } = await lossproof('run', 'reference', '--budget', '0.001s');
    expect([code, vi.mocked(run).mock.calls.length]).toEqual([0, 1]);
    expect(out).toMatch(/^One run fitted into the budget: /m);
  });
  it.each(['10', '0s', '1d', 'm'])('is no %s', async (time) => {
    const { code, err } = await lossproof('run', 'reference', '--budget', time);
    expect(code).toBe(2);
    expect(err).toContain('It must be a time such as 90s, 10m or 2h.');
  });
  it('is not for shards, which end apart', async () => {
    const { code, err } = await lossproof('run', 'reference', '--budget', '1m', '--shard', '1/2');
    expect(code).toBe(2);
    expect(err).toMatch(/--budget ends each shard with a seed of its own/);
  });
});

describe('reports', () => {
  it('are written where they are asked for, and named on stderr', async () => {
    finding({ tests: [failing] });
    const out = join(folder, 'deep', 'results');
    const { code, err } = await lossproof('run', 'reference', '--report', 'json,junit,md,badge', '--out', out);
    expect(code).toBe(1);
    expect(err).toBe(
      ['report.json', 'junit.xml', 'report.md', 'lossproof.svg'].map((f) => `wrote ${join(out, f)}\n`).join(''),
    );
    expect(parseReport(readFileSync(join(out, 'report.json'), 'utf8')).tests).toHaveLength(1);
    expect(readFileSync(join(out, 'junit.xml'), 'utf8')).toContain('<failure');
    expect(readFileSync(join(out, 'report.md'), 'utf8')).toContain('### `mse/edges/f32`');
  });
  it('that cannot be written are a usage error before the run', async () => {
    finding({});
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, err } = await lossproof('run', 'reference', '--report', 'json', '--out', join(file, 'sub'));
    expect([code, asked, existsSync(join(file, 'sub'))]).toEqual([2, undefined, false]);
    expect(err).toMatch(/the reports cannot be written to/);
  });
  it('name the file of the expectations, and how to replay on the same implementation', async () => {
    const known = join(folder, 'known.json');
    const entry = { id: 'mse', status: 'fails', reason: 'x', issue: 'unreported', classes: ['value'] };
    writeFileSync(known, JSON.stringify({ schema: 'lossproof-expectations/1', expectations: [entry] }));
    finding({
      tests: [failing, test('mse', 'finite', { verdict: 'expected_failure', reason: 'x', evidence: evidence() })],
    });
    const { out } = await lossproof('run', 'reference', '--expect', known);
    expect(asked?.expectations).toEqual([entry]);
    expect(out).toMatch(/Failed as expected: 1 test \(.*known\.json\)/);
    expect(out).toContain('lossproof replay tok reference\n');
  });
});
