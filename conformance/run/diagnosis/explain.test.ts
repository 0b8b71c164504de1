import { expect, it } from 'vitest';
import { specs } from '../../../spec/losses/index.ts';
import { mutants } from '../../mutants/index.ts';
import { mutantImplementation } from '../../mutants/mutant-implementation.ts';
import type { Expectation } from '../expectations.ts';
import { run } from '../run.ts';

const half = mutants.find(({ id }) => id === 'mse/half')!;
const expected = (id: string): Expectation => ({
  id,
  status: 'fails',
  reason: 'is half of it',
  issue: 'unreported',
  classes: ['value', 'gradient'],
});

/** What a run says of the mistake, law by law: the verdict, and the diagnosis. */
async function said(...expectations: Expectation[]): Promise<unknown> {
  const { tests } = await run(mutantImplementation(half), {
    specs: Object.values(specs),
    profile: 'smoke',
    seed: 1,
    dtypes: ['f64'],
    strict: false,
    select: 'mse/{definition,gradient}',
    expectations,
  });
  return tests.map(({ verdict, diagnosis }) => [verdict.verdict, diagnosis]);
}
const why = 'returns half the squared error';

it('is asked for wherever somebody is to read it', async () => {
  expect(await said()).toEqual([
    ['fail', why],
    ['fail', why],
  ]);
  expect(await said(expected('mse/definition/*'))).toEqual([
    ['expected_failure', why],
    ['fail', why],
  ]);
});
it('is not looked for where every failure was expected, and has a reason', async () => {
  expect(await said(expected('mse/*/*'))).toEqual([
    ['expected_failure', undefined],
    ['expected_failure', undefined],
  ]);
});
