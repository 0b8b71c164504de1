import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Implementation } from '../../implementation.ts';
import type { Outcome } from '../../outcome.ts';
import { inTurn } from './in-turn.ts';

/** Answers after 30 ms, and says how many questions it had at once. */
function slow() {
  let [busy, most] = [0, 0];
  const implementation: Implementation & { incomplete?: string } = {
    describe: async () => {
      throw new Error('not asked');
    },
    async evaluate(cases, form) {
      most = Math.max(most, ++busy);
      await wait(30);
      busy--;
      if (form === 'broken') throw new RangeError('broken');
      return cases.map((): Outcome => ({ status: 'unsupported', what: form ?? '' }));
    },
    async close() {},
  };
  return { implementation, most: () => most };
}

describe('one implementation for several that ask', () => {
  it('has one question at a time, and none of the time that another one took', async () => {
    const { implementation, most } = slow();
    const ask = inTurn(implementation);
    const from = performance.now();
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((form) => ask({ cases: [], form })));
    const together = performance.now() - from;
    expect(most()).toBe(1);
    expect(answers.reduce((sum, { ms }) => sum + ms, 0)).toBeLessThanOrEqual(together);
  });
  it('goes on after an error, which is of the one who asked', async () => {
    const ask = inTurn(slow().implementation);
    const [broken, fine] = [ask({ cases: [], form: 'broken' }), ask({ cases: [], form: undefined })];
    await expect(broken).rejects.toThrow(RangeError);
    expect(await fine).toMatchObject({ outcomes: [] });
  });
  it('says why it answers no longer', async () => {
    const { implementation } = slow();
    implementation.incomplete = 'the adapter ended too often';
    expect(await inTurn(implementation)({ cases: [], form: undefined })).toMatchObject({
      incomplete: 'the adapter ended too often',
    });
  });
});
