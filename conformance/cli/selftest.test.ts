import { beforeEach, describe, expect, it, vi } from 'vitest';
import { mutants } from '../mutants/index.ts';
import { grouped } from '../report/readable-number.ts';
import { evidence, test } from '../report/test-support/fabricated-report.ts';
import { type Kill, type SelftestOptions, type SelftestResult, selftest } from '../run/selftest.ts';
import { lossproof } from './test-support/lossproof.ts';

// Which mutants the suite finds is tested where it is done; here it is what the command line makes of it.
vi.mock('../run/selftest.ts', () => ({ selftest: vi.fn() }));

const asked: SelftestOptions[] = [];
beforeEach(() => {
  asked.length = 0;
});
function finding(result: (options: SelftestOptions) => Partial<SelftestResult>): void {
  vi.mocked(selftest).mockImplementation(async (options) => {
    asked.push(options);
    const all = options.mutants.map((mutant) => ({ mutant, killedBy }));
    return { mutants: all, falseAlarms: [], complete: true, ...result(options) };
  });
}
const killedBy: Kill = {
  id: 'mse/definition/f64',
  loss: 'mse',
  law: 'definition',
  dtype: 'f64',
  regime: 'tie',
  examined: 9,
  broken: 2,
  evidence: evidence(),
};

describe('selftest', () => {
  it('exits with 0 where every mutant is killed and nothing right is accused', async () => {
    finding(() => ({}));
    const { code, out, err } = await lossproof('selftest');
    expect([code, err]).toEqual([0, '']);
    const all = grouped(mutants.length);
    expect(out).toContain(`${all} of ${all} mutants killed in f64`);
    expect(asked[0]).toMatchObject({ dtype: 'f64', profile: 'standard', mutants });
    expect(asked[0]!.right.length).toBeGreaterThanOrEqual(2);
  });
  it('exits with 1 where one survives, or something right is accused', async () => {
    finding(({ mutants: all }) => ({ mutants: [{ mutant: all[0]!, survived: 'no law found anything wrong' }] }));
    expect(await lossproof('selftest', '--select', 'mse/half')).toMatchObject({ code: 1 });
    const alarm = { name: 'right', test: test('mse', 'edges', { verdict: 'fail', evidence: evidence() }) };
    finding(() => ({ falseAlarms: [alarm] }));
    expect(await lossproof('selftest', '--select', 'mse/half')).toMatchObject({ code: 1 });
  });
  it('exits with 130 where it was interrupted', async () => {
    finding(() => ({ mutants: [], complete: false }));
    const { code, out } = await lossproof('selftest', '--dtype', 'f64,f32');
    expect([code, asked.length]).toEqual([130, 1]);
    expect(out).toContain('; interrupted.');
  });
  it('asks for what is said', async () => {
    finding(() => ({}));
    await lossproof(
      'selftest',
      '--select',
      'mse/half,huber',
      '--seed',
      '9',
      '--profile',
      'smoke',
      '--dtype',
      'f64,f32',
    );
    const losses = new Set(asked[0]!.mutants.map((m) => m.loss));
    expect([...losses].sort()).toEqual(['huber', 'mse']);
    expect(asked[0]!.mutants.filter((m) => m.loss === 'mse').map((m) => m.id)).toEqual(['mse/half']);
    expect(asked.map((o) => [o.dtype, o.seed, o.profile])).toEqual([
      ['f64', 9, 'smoke'],
      ['f32', 9, 'smoke'],
    ]);
  });
  it.each([
    [
      'a mutant that is not there',
      ['--select', 'mse/hlaf'],
      /--select mse\/hlaf matches no mutant\. Did you mean mse\/half/,
    ],
    ['a pattern that is none', ['--select', '{mse'], /--select: the pattern "\{mse" has braces/],
    ['a command', ['--', 'x'], /selftest takes no command/],
  ])('exits with 2 for %s', async (_, words, message) => {
    finding(() => ({}));
    const { code, err } = await lossproof('selftest', ...words);
    expect([code, asked.length]).toEqual([2, 0]);
    expect(err).toMatch(message);
  });
});
