import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { run } from './run.ts';
import type { Curve } from './run-report.ts';

async function curvesOf(select: string): Promise<Record<string, Curve | undefined>> {
  const { losses } = await run(referenceImplementation(), {
    specs: Object.values(specs),
    profile: 'smoke',
    seed: 1,
    dtypes: ['f64'],
    strict: false,
    expectations: [],
    select: `${select}/edges`,
    curves: true,
  });
  return Object.fromEntries(losses.map(({ loss, curve }) => [loss, curve]));
}

describe('the curve of a loss', () => {
  it('moves one number around what is true, and is the loss there', async () => {
    const { huber } = await curvesOf('huber');
    expect(huber).toMatchObject({ operand: 'prediction', reduction: 'none' });
    // The first target of the example is 3, and delta is 1.
    expect([huber!.at[0], huber!.at[20], huber!.at[40]]).toEqual([-1, 3, 7]);
    expect([huber!.value.got[0], huber!.value.got[20], huber!.value.got[40]]).toEqual([3.5, 0, 3.5]);
    expect([huber!.gradient!.got[0], huber!.gradient!.got[40]]).toEqual([-1, 1]);
    expect(huber!.value.reference).toEqual(huber!.value.got);
    expect(Math.max(...huber!.value.permitted)).toBeLessThan(1e-14);
  });
  it('stays within the domain of the operand, ends included where they belong to it', async () => {
    const { bce } = await curvesOf('bce');
    expect([bce!.operand, bce!.at[0], bce!.at.at(-1)]).toEqual(['probability', 0, 1]);
    expect(bce!.value.reference[0]).toBe(Infinity);
  });
  it('is not there where no single number can be moved', async () => {
    expect(await curvesOf('iou')).toEqual({ iou: undefined });
  });
});
