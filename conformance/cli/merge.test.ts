import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { jsonReport, parseReport } from '../report/json-report.ts';
import { evidence, fabricatedReport, loss, test } from '../report/test-support/fabricated-report.ts';
import type { Verdict } from '../verdict.ts';
import { lossproof } from './test-support/lossproof.ts';

const folder = mkdtempSync(join(tmpdir(), 'merge-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const lines = ['mse/f32', 'huber/f32'];
function shard(index: number, id: string, verdict: Verdict = { verdict: 'pass' }): string {
  const file = path(`${index}-${id}-${verdict.verdict}.json`);
  const tests = [test(id, 'definition', verdict, { replay: 'tok' })];
  const report = fabricatedReport({
    losses: [loss(id)],
    tests,
    shard: { index, of: 2, lines },
    replayWith: ' mine.js',
  });
  writeFileSync(file, jsonReport(report));
  return file;
}

describe('merge', () => {
  it('prints and writes the whole run, and what else is asked for beside it', async () => {
    const all = path('deep/all.json');
    const argv = ['merge', shard(2, 'huber'), shard(1, 'mse'), '--out', all, '--report', 'html,badge'];
    const { code, out, err } = await lossproof(...argv);
    expect(code).toBe(0);
    expect(out).toContain('2 losses, 2 tests: 2 passed.');
    expect(err).toBe(['all.json', 'report.html', 'lossproof.svg'].map((f) => `wrote ${path(`deep/${f}`)}\n`).join(''));
    const merged = parseReport(readFileSync(all, 'utf8'));
    expect(merged.tests.map(({ id }) => id)).toEqual(['mse/definition/f32', 'huber/definition/f32']);
    expect(merged.shard).toBeUndefined();
  });
  it('exits as the whole run would', async () => {
    const broken = shard(2, 'huber', { verdict: 'fail', evidence: evidence() });
    const failed = await lossproof('merge', shard(1, 'mse'), broken, '--out', path('a.json'));
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('lossproof replay tok mine.js\n');
    const partial = await lossproof('merge', shard(1, 'mse'), '--out', path('b.json'));
    expect(partial.code).toBe(4);
    expect(partial.out).toContain('the run is incomplete: shard 2/2 is missing; not run: huber/f32.');
  });
  it('refuses what is no run, and writes nothing', async () => {
    const twice = await lossproof('merge', shard(1, 'mse'), shard(1, 'mse'), '--out', path('c.json'));
    expect([twice.code, existsSync(path('c.json'))]).toEqual([2, false]);
    expect(twice.err).toMatch(/are both shard 1\/2/);
    const damaged = await lossproof('merge', shard(1, 'mse'), shard(2, 'mse'), '--out', path('c.json'));
    expect([damaged.code, existsSync(path('c.json'))]).toEqual([5, false]);
    expect((await lossproof('merge', path('nowhere.json'))).code).toBe(2);
  });
});
