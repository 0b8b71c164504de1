import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { mutants } from '../mutants/index.ts';
import { mutantImplementation } from '../mutants/mutant-implementation.ts';
import { mseCase } from '../report/test-support/fabricated-report.ts';
import { replay } from './replay.ts';
import { run } from './run.ts';
import { type Replay, readToken } from './token.ts';

const wrong = mutantImplementation(mutants.find((m) => m.id === 'mse/half')!);
const right = referenceImplementation();
const token = (more: Partial<Replay> = {}): Replay => ({
  law: 'definition',
  instance: 0,
  base: mseCase('f64', [3, 0]),
  ...more,
});

describe('replay', () => {
  it('shows the failure of a run again, from its token alone', async () => {
    const report = await run(wrong, {
      specs: [specs.mse!],
      profile: 'smoke',
      seed: 5,
      dtypes: ['f64'],
      strict: false,
      select: 'mse/{definition,gradient,scale,edges}',
      expectations: [],
    });
    const failing = report.tests.filter((t) => t.verdict.verdict === 'fail');
    expect(failing.map((t) => t.law)).toContain('definition');
    for (const test of failing) {
      const again = await replay(wrong, readToken(test.replay!), { strict: false });
      expect(again).toMatchObject({ id: test.id, verdict: test.verdict, replay: test.replay });
      expect((await replay(right, readToken(test.replay!), { strict: false })).verdict).toEqual({ verdict: 'pass' });
    }
  });
  it('judges as a run does: half of 9 / 2 is not 9 / 2', async () => {
    const { verdict, examined, broken } = await replay(wrong, token(), { strict: false });
    expect(verdict).toMatchObject({ verdict: 'fail', evidence: { class: 'value', got: 2.25, expected: 4.5 } });
    expect([examined, broken]).toEqual([1, 1]);
  });
  it('says where the law says nothing of the case', async () => {
    const found = await replay(right, token({ law: 'zero_weight_irrelevant' }), { strict: false });
    expect(found.verdict).toEqual({ verdict: 'not_run', reason: 'the law says nothing about this case' });
  });
  it.each([
    ['a form that is not there', { form: 'fused' }, /has no mse@fused/],
    ['a law that the loss does not have', { law: 'rotation' }, /the law rotation of mse is not the one/],
    ['an instance that the law does not have', { instance: 7 }, /it is of another version/],
    ['a loss that is not there', { base: { ...mseCase(), loss: 'mze' } }, /the token is of mze/],
  ] as const)('refuses %s', async (_, more, message) => {
    await expect(replay(right, token(more), { strict: false })).rejects.toThrow(message);
  });
});
