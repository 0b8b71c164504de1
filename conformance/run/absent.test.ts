import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { Implementation } from '../implementation.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { run } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { exitCode, type RunReport } from './run-report.ts';

/** The reference with mse alone, in float64 alone. */
function mseAlone(): Implementation {
  const right = referenceImplementation();
  return {
    ...right,
    describe: async () => {
      const { losses, ...rest } = await right.describe();
      return { ...rest, losses: { mse: { ...losses.mse!, dtypes: ['f64'] } } };
    },
  };
}

const report = async (more: Partial<RunOptions>): Promise<RunReport> =>
  await run(mseAlone(), {
    specs: ['huber', 'mse'].map((id) => specs[id]!),
    profile: 'smoke',
    seed: 1,
    dtypes: ['f64'],
    strict: false,
    expectations: [],
    ...more,
  });
const notRun = ({ tests }: RunReport): string[] =>
  tests.filter(({ verdict }) => verdict.verdict === 'not_run').map(({ id }) => id);

describe('a loss that is not there', () => {
  it('is one unsupported test that was selected, and fails nothing', async () => {
    const found = await report({ select: '*/gradient' });
    const { id, verdict } = found.tests.find(({ loss }) => loss === 'huber')!;
    expect([id, verdict]).toEqual([
      'huber/gradient/f64',
      { verdict: 'unsupported', what: 'the implementation has no huber' },
    ]);
    expect(exitCode(found)).toBe(0);
  });
  it('fails each test of it that is required and selected', async () => {
    const found = await report({ select: '{mse,huber}/{gradient,edges}', require: '*/{gradient,convex}' });
    expect([notRun(found), exitCode(found)]).toEqual([['huber/gradient/f64'], 1]);
  });
  it('fails what is required of it where nothing is selected', async () => {
    const found = await report({ require: 'huber/{gradient,definition}' });
    expect([notRun(found), exitCode(found)]).toEqual([['huber/definition/f64', 'huber/gradient/f64'], 1]);
  });
});

describe('a loss that is not there in a floating-point type', () => {
  it('is left out', async () => {
    const found = await report({ dtypes: ['f64', 'f32'], select: 'mse' });
    expect(found.losses.map(({ loss, dtype }) => `${loss}/${dtype}`)).toEqual(['mse/f64']);
  });
  it('fails what is required of it there, on a line of its own', async () => {
    const found = await report({ dtypes: ['f64', 'f32'], select: 'mse/{edges,gradient}', require: '*/*/f32' });
    expect([notRun(found), exitCode(found)]).toEqual([['mse/gradient/f32', 'mse/edges/f32'], 1]);
    expect(found.losses.find(({ dtype }) => dtype === 'f32')?.unsupported).toBe('the implementation has no mse in f32');
  });
});
