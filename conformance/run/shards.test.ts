import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shards, type Weighed } from './shards.ts';

const losses = fc
  .uniqueArray(fc.stringMatching(/^[a-z_]{1,6}$/), { minLength: 1, maxLength: 60 })
  .chain((names) => fc.tuple(...names.map((loss) => fc.nat(40).map((tests): Weighed => ({ loss, tests })))));

describe('shards', () => {
  it('partition the losses', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 12 }), (all, of) => {
        const parts = shards(all, of);
        expect(parts).toHaveLength(of);
        expect(parts.flat().sort()).toEqual(all.map(({ loss }) => loss).sort());
      }),
    );
  });
  it('are the same whatever the order of the losses', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 12 }), (all, of) => {
        expect(shards([...all].reverse(), of)).toEqual(shards(all, of));
      }),
    );
  });
  it('differ by no more than the heaviest loss', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 12 }), (all, of) => {
        const weight = (part: readonly string[]): number =>
          all.filter(({ loss }) => part.includes(loss)).reduce((n, { tests }) => n + tests, 0);
        const weights = shards(all, of).map(weight);
        const heaviest = Math.max(...all.map(({ tests }) => tests));
        expect(Math.max(...weights) - Math.min(...weights)).toBeLessThanOrEqual(heaviest);
      }),
    );
  });
  it('give each part something where there are losses enough', () => {
    expect(
      shards(
        [4, 3, 2, 1].map((tests) => ({ loss: `l${tests}`, tests })),
        2,
      ),
    ).toEqual([
      ['l4', 'l1'],
      ['l3', 'l2'],
    ]);
  });
});
