import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { jsonReport } from '../report/json-report.ts';
import { evidence, fabricatedReport, test } from '../report/test-support/fabricated-report.ts';
import { lossproof } from './test-support/lossproof.ts';

const folder = mkdtempSync(join(tmpdir(), 'accept-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
function written(name: string, ...tests: ReturnType<typeof test>[]): string {
  writeFileSync(path(name), jsonReport(fabricatedReport({ tests })));
  return path(name);
}
const failing = test('mse', 'edges', { verdict: 'fail', evidence: evidence() }, { diagnosis: 'the half is missing' });

describe('accept', () => {
  it('makes expectations of the failures of a run, under which the same run has none', async () => {
    const module = path('half.mjs');
    writeFileSync(
      module,
      `export const losses = { mse: ({ prediction, target }, { reduction }) => {
        const t = [target].flat(9), terms = [prediction].flat(9).map((p, i) => (p - t[i]) ** 2 / 2);
        const sum = terms.reduce((a, b) => a + b, 0);
        return reduction === 'none' ? terms : reduction === 'sum' ? sum : sum / terms.length;
      } };`,
    );
    const run = ['run', module, '--select', 'mse/{definition,edges,convex}'];
    expect((await lossproof(...run, '--report', 'json', '--out', folder)).code).toBe(1);
    const known = path('known.json');
    const { code, err } = await lossproof('accept', path('report.json'), '--out', known);
    expect([code, err]).toEqual([0, `wrote ${known}: 1 expectation, to be reviewed\n`]);
    const [first] = JSON.parse(readFileSync(known, 'utf8')).expectations;
    expect(first).toMatchObject({
      id: 'mse/definition/f64',
      status: 'fails',
      reason: 'To be reviewed: returns half the squared error',
      classes: ['value'],
      pin: { case: { loss: 'mse' } },
    });
    const again = await lossproof(...run, '--expect', known);
    expect(again.out).toContain('2 passed, 1 failed as expected');
    expect(again.code).toBe(0);
  });
  it('makes an empty list of a report without failures, and says so', async () => {
    const report = written('fine.json', test('mse', 'edges'));
    const { code, out, err } = await lossproof('accept', report);
    expect([code, err]).toEqual([0, `${report} has no failure that could be accepted: the list is empty\n`]);
    expect(JSON.parse(out)).toEqual({ schema: 'lossproof-expectations/1', expectations: [] });
    const { code: written0 } = await lossproof('accept', report, '--out', path('none.json'));
    expect([written0, JSON.parse(readFileSync(path('none.json'), 'utf8')).expectations]).toEqual([0, []]);
  });
  it('says in words that there is no such report', async () => {
    for (const words of [['accept'], ['merge'], ['diff', written('some.json')]]) {
      const { code, err } = await lossproof(...words, path('nowhere.json'));
      expect([code, err]).toEqual([
        2,
        `error: ${path('nowhere.json')} cannot be read as a report: there is no such file or folder\n`,
      ]);
    }
    const { code, err } = await lossproof('run', 'reference', '--select', 'mse', '--expect', path('nowhere.json'));
    expect(code).toBe(2);
    expect(err).toContain(`the expectations file ${path('nowhere.json')} cannot be read: there is no such file`);
  });
  it('overwrites nothing, and refuses what is no report', async () => {
    const report = written('failing.json', failing);
    writeFileSync(path('kept.json'), 'mine');
    expect((await lossproof('accept', report, '--out', path('kept.json'))).code).toBe(2);
    expect(readFileSync(path('kept.json'), 'utf8')).toBe('mine');
    expect((await lossproof('accept', path('kept.json'))).err).toContain('cannot be read as a report');
    expect((await lossproof('accept', path('nowhere.json'))).code).toBe(2);
    expect((await lossproof('accept', report, '--out', path('no/such/folder'))).err).toContain('cannot be written');
    expect(existsSync(path('no'))).toBe(false);
    expect(JSON.parse((await lossproof('accept', report)).out).expectations[0].id).toBe('mse/edges/f32');
  });
});

describe('diff', () => {
  it('says what became worse, better, is new or gone, and fails for what is worse', async () => {
    const old = written('old.json', test('mse', 'edges'), test('mse', 'convex', failing.verdict), test('mse', 'limit'));
    const now = written('now.json', failing, test('mse', 'convex'), test('mse', 'scale'));
    const { code, out } = await lossproof('diff', old, now);
    expect(out).toBe(`Worse: 1 test
  mse/edges/f32  pass -> fail: the half is missing
Better: 1 test
  mse/convex/f32  fail -> pass
New: 1 test
  mse/scale/f32
Gone: 1 test
  mse/limit/f32
`);
    expect(code).toBe(1);
    expect(await lossproof('diff', now, now)).toEqual({ code: 0, out: 'The same verdicts.\n', err: '' });
  });
  it('counts what is new and fails as worse', async () => {
    const { code, out } = await lossproof(
      'diff',
      written('a.json', test('mse', 'edges')),
      written('b.json', failing, test('mse', 'convex', failing.verdict)),
    );
    expect(out).toContain('mse/convex/f32  not there -> fail');
    expect(code).toBe(1);
    expect((await lossproof('diff', path('a.json'), path('nowhere.json'))).code).toBe(2);
  });
});
