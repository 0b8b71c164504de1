import { describe, expect, it } from 'vitest';
import { referenceImplementation } from '../implementations/reference.ts';
import { mutants } from '../mutants/index.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { mutantImplementation } from '../mutants/mutant-implementation.ts';
import { selftest } from './selftest.ts';

const half = mutants.find((m) => m.id === 'mse/half')!;
const options = { mutants: [half], right: [], seed: 11, profile: 'smoke', dtype: 'f64' } as const;
const fateOf = async (mutant: Mutant) => (await selftest({ ...options, mutants: [mutant] })).mutants[0]!;

describe('selftest', () => {
  it('says by which law, and in which regime, a mutant is killed', async () => {
    const { killedBy, survived } = await fateOf(half);
    expect(survived).toBeUndefined();
    expect(killedBy).toMatchObject({ loss: 'mse', law: 'definition', dtype: 'f64' });
    expect(killedBy!.broken).toBeGreaterThan(0);
    expect(killedBy!.regime).toBeTypeOf('string');
  });
  it('lets live what is not wrong', async () => {
    const harmless: Mutant = { id: 'mse/harmless', loss: 'mse', mistake: 'there is none' };
    expect(await fateOf(harmless)).toEqual({ mutant: harmless, survived: 'no law found anything wrong' });
  });
  it('does not take an exception or a wrong shape for a verdict', async () => {
    const throws: Mutant = {
      id: 'mse/throws',
      loss: 'mse',
      mistake: 'it throws',
      corrupt: () => {
        throw new Error('broken');
      },
    };
    expect((await fateOf(throws)).survived).toMatch(/it threw, which is no verdict of a law: broken/);
    const misshapen: Mutant = {
      id: 'mse/misshapen',
      loss: 'mse',
      mistake: 'it has an axis too many',
      corrupt: (outputs) =>
        Object.fromEntries(Object.entries(outputs).map(([want, t]) => [want, { ...t!, shape: [1, ...t!.shape] }])),
    };
    expect((await fateOf(misshapen)).survived).toBe('what was seen (malformed) is no verdict of a law');
  });
  it('counts every failure of a right implementation as a false alarm', async () => {
    const right = [
      { name: 'right', implementation: referenceImplementation({ order: 'pairwise' }) },
      { name: 'wrong after all', implementation: mutantImplementation(half) },
    ];
    const { falseAlarms, complete } = await selftest({ ...options, right });
    expect(complete).toBe(true);
    expect([...new Set(falseAlarms.map((a) => a.name))]).toEqual(['wrong after all']);
    expect(falseAlarms.map((a) => a.test.law)).toContain('definition');
  });
  it('asks a right implementation only for losses that it has', async () => {
    const huber = mutants.find(({ loss }) => loss === 'huber')!;
    const right = [{ name: 'of another loss', implementation: mutantImplementation(huber) }];
    const { falseAlarms, complete } = await selftest({ ...options, right });
    expect([falseAlarms, complete]).toEqual([[], true]);
  });
  it('stops where it is interrupted, and says that it did', async () => {
    const seen: string[] = [];
    const interrupted = () => seen.length >= 1;
    const onDone = (what: string) => seen.push(what);
    const result = await selftest({ ...options, mutants: [half, half, half], onDone, interrupted });
    expect([result.mutants.length, result.complete]).toEqual([1, false]);
  });
});
