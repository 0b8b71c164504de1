import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { fabricatedReport, loss, test } from '../report/test-support/fabricated-report.ts';
import { mergeReports } from './merge-reports.ts';
import { run } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { exitCode, type RunReport } from './run-report.ts';

const options: RunOptions = {
  specs: Object.values(specs),
  profile: 'smoke',
  seed: 3,
  dtypes: ['f64', 'f32'],
  strict: false,
  expectations: [],
  select: '{mse,mae,hinge,nll,dice}/{definition,edges,convex}',
  require: 'mae',
  curves: true,
};
const of = 3;
const named = (reports: readonly RunReport[]) => reports.map((report, i) => ({ name: `${i + 1}.json`, report }));

describe('mergeReports', () => {
  it('makes of all shards what the whole run is, apart from times', async () => {
    const whole = await run(await withoutDice(), options);
    const parts: RunReport[] = [];
    for (let index = 1; index <= of; index++) {
      parts.push(await run(await withoutDice(), { ...options, shard: { index, of } }));
    }
    expect(parts.every((part) => part.losses.length > 0)).toBe(true);
    expect(whole.tests.some(({ verdict }) => verdict.verdict === 'unsupported')).toBe(true);
    const merged = mergeReports(named(parts.toReversed()));
    const untimed = ({ timing: _, ...report }: RunReport) => report;
    expect(untimed(merged)).toEqual(untimed(whole));
    expect(merged.timing.workers).toBe(of);
  });
  it('is incomplete where a shard is missing, and names it and its losses', () => {
    const merged = mergeReports(named([shard(1, 'mse'), shard(3, 'huber')]));
    expect(exitCode(merged)).toBe(4);
    expect(merged.reason).toBe('shard 2/3 is missing; not run: mae/f32');
  });
  it('keeps the first reason of a shard that did not come to its end', () => {
    const stopped = { ...shard(2, 'mae'), status: 'interrupted', reason: 'interrupted by the user' } as const;
    const merged = mergeReports(named([shard(1, 'mse'), stopped, shard(3, 'huber')]));
    expect([exitCode(merged), merged.reason]).toEqual([130, 'shard 2/3 is interrupted (interrupted by the user)']);
  });
});

describe('mergeReports refuses', () => {
  const first = shard(1, 'mse');
  const { implementation, options: asked } = first;
  it.each<[string, RunReport, RegExp]>([
    ['a whole run', fabricatedReport(), /2\.json is the report of a whole run/],
    ['the same shard twice', shard(1, 'mae'), /1\.json and 2\.json are both shard 1\/3/],
    ['another seed', { ...shard(2, 'mae'), options: { ...asked, seed: 8 } }, /their seed differ: 7 and 8/],
    ['another profile', { ...shard(2, 'mae'), options: { ...asked, profile: 'deep' } }, /profile differ/],
    ['other dtypes', { ...shard(2, 'mae'), options: { ...asked, dtypes: ['f64'] } }, /dtypes differ: \["f32"\]/],
    [
      'another suite',
      { ...shard(2, 'mae'), suiteVersion: '0.0.9' },
      /version of the suite differ: "0.1.0" and "0.0.9"/,
    ],
    [
      'another implementation',
      { ...shard(2, 'mae'), implementation: { ...implementation, version: '2' } },
      /implementation differ: "onnxruntime 1\.30\.0 \(cpu\)" and "onnxruntime 2 \(cpu\)"/,
    ],
    ['another selection', { ...shard(2, 'mae'), options: { ...asked, select: 'mae' } }, /options differ/],
    ['another number of shards', { ...shard(2, 'mae'), shard: { index: 2, of: 4, lines } }, /number of shards differ/],
  ])('%s', (_, second, message) => {
    expect(() => mergeReports(named([first, second]))).toThrow(message);
    expect(() => mergeReports(named([first, second]))).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
  it('complete shards that do not make up the run, as damaged', () => {
    const damaged = expect.objectContaining({ name: 'FormatError' });
    const all = (third: RunReport) => () => mergeReports(named([first, shard(2, 'mae'), third]));
    expect(all({ ...shard(3), losses: [] })).toThrow(damaged);
    expect(all(shard(3, 'mse'))).toThrow(damaged);
    expect(all(shard(3, 'dice'))).toThrow(damaged);
  });
});

const lines = ['mse/f32', 'mae/f32', 'huber/f32'];
function shard(index: number, ...losses: string[]): RunReport {
  return fabricatedReport({
    losses: losses.map((id) => loss(id)),
    tests: losses.map((id) => test(id, 'definition')),
    shard: { index, of, lines },
  });
}

/** The reference as one that lacks a loss. */
async function withoutDice() {
  const reference = referenceImplementation();
  const { losses, ...description } = await reference.describe();
  const { dice: _, ...others } = losses;
  return { ...reference, describe: async () => ({ ...description, losses: others }) };
}
