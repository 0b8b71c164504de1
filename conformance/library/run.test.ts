import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../cli/package-info.ts';
import { exitCode, type ModuleLoss, reportAs, run, type TestResult, UsageError } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'library-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Numbers = number | readonly Numbers[];
const flat = (x: unknown): number[] => [x as Numbers].flat(9) as number[];
const squares =
  (factor: number): ModuleLoss =>
  ({ prediction, target }, { reduction }) => {
    const t = flat(target);
    const terms = flat(prediction).map((p, i) => factor * (p - t[i]!) ** 2);
    if (reduction === 'none') return terms;
    const sum = terms.reduce((a, b) => a + b, 0);
    return reduction === 'sum' ? sum : sum / terms.length;
  };
const verdictOf = (tests: readonly TestResult[], law: string): string =>
  tests.find((test) => test.law === law)!.verdict.verdict;

describe('run', () => {
  it('resolves to the report of functions, right and wrong', async () => {
    const right = await run({ losses: { mse: squares(1) } });
    expect([exitCode(right), verdictOf(right.tests, 'definition'), right.status]).toEqual([0, 'pass', 'complete']);

    const seen: string[] = [];
    const settings = { select: 'mse/{definition,convex}', dtypes: ['f64'] as const, cases: 100, seed: 7 };
    const wrong = await run({ losses: { mse: squares(0.5) } }, { ...settings, onTest: ({ id }) => seen.push(id) });
    expect([exitCode(wrong), verdictOf(wrong.tests, 'definition')]).toEqual([1, 'fail']);
    expect(seen).toEqual(['mse/definition/f64', 'mse/convex/f64']);
    expect(wrong.options).toMatchObject({ cases: 100, seed: 7, select: settings.select, dtypes: ['f64'] });
    expect(reportAs('text', wrong)).toMatch(
      /diagnosis {3}returns half the squared error\n.*replay {6}lossproof replay /,
    );
  });
  it('asks a module, and says how to replay on it', async () => {
    const module = join(packageRoot, 'conformance', 'adapters', 'kits', 'javascript', 'losses.mjs');
    const report = await run({ module }, { select: 'huber/definition' });
    expect(verdictOf(report.tests, 'definition')).toBe('pass');
    expect(report.replayWith).toContain('losses.mjs');
  });
  it('takes what the suite has by name, with losses of a user', async () => {
    const loss = [join(packageRoot, 'docs', 'examples', 'my-loss')];
    const report = await run({ name: 'reference' }, { loss, select: 'linex/{definition,gradient}' });
    expect(report.tests.map(({ id, verdict }) => [id, verdict.verdict])).toEqual([
      ['linex/definition/f32', 'pass'],
      ['linex/gradient/f32', 'pass'],
    ]);
  });
  it('sets results against a file of expectations', async () => {
    const expected = { id: 'mse/definition', status: 'fails', reason: 'x', issue: 'unreported', classes: ['value'] };
    const expect_ = join(folder, 'known.json');
    writeFileSync(expect_, JSON.stringify({ schema: 'lossproof-expectations/1', expectations: [expected] }));
    const report = await run({ losses: { mse: squares(2) } }, { select: 'mse/definition', expect: expect_ });
    expect([verdictOf(report.tests, 'definition'), exitCode(report)]).toEqual(['expected_failure', 0]);
  });
  it('ends where the signal says so', async () => {
    const controller = new AbortController();
    const report = await run(
      { name: 'reference' },
      { select: '{mse,mae,huber}', signal: controller.signal, onTest: () => controller.abort() },
    );
    expect([report.status, exitCode(report), report.tests.length < 10]).toEqual(['interrupted', 130, true]);
  });
  it('throws for what cannot be asked', async () => {
    const subject = { losses: { mse: squares(1) } };
    await expect(run(subject, { select: 'mze' })).rejects.toThrow(UsageError);
    await expect(run(subject, { dialect: 'karas' })).rejects.toThrow('Did you mean keras?');
    await expect(run({ name: 'onnxruntim' })).rejects.toThrow('there is no implementation "onnxruntim"');
    await expect(run({ command: ['lossproof-no-such-command'] })).rejects.toThrow('lossproof-no-such-command');
    await expect(run({ losses: { mze: squares(1) } })).rejects.toThrow('losses.mze is no loss of the spec');
  });
});

describe('reportAs', () => {
  it('is what each file has', async () => {
    const report = await run({ losses: { mse: squares(1) } }, { select: 'mse/definition' });
    expect(JSON.parse(reportAs('json', report)).schema).toBe('lossproof-report/2');
    expect(reportAs('junit', report)).toContain('<testsuites');
    expect(reportAs('md', report)).toContain('mse');
    expect(reportAs('html', report)).toMatch(/^<!doctype html>/i);
    expect(reportAs('badge', report)).toContain('<svg');
  });
});
