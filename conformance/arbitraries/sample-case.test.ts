import { describe, expect, it } from 'vitest';
import { huber } from '../../spec/losses/regression/huber.ts';
import { caseId } from '../case.ts';
import { sampleCase } from './sample-case.ts';
import { strata } from './strata.ts';

const constraint = { regimes: ['long_sum'], elements: 5000 } as const;
const order = ['mean', 'sum', 'none'];
const of = (index: number, seed = 1, elements: number = constraint.elements) =>
  sampleCase(huber, { dtype: 'f32', seed, index, constraint: { ...constraint, elements } });

describe('a case that is drawn alone', () => {
  it('comes from its seed and its place', () => {
    expect(caseId(of(0))).toBe(caseId(of(0)));
    expect(new Set([of(0), of(1), of(0, 2)].map(caseId)).size).toBe(3);
  });
  it('takes the options whose turn it is, a mean first', () => {
    const turns = strata(huber, 'f32', constraint, 'each').map(({ options }) => options.reduction!.value);
    turns.sort((a, b) => order.indexOf(`${a}`) - order.indexOf(`${b}`));
    expect(turns.slice(0, 1)).toEqual(['mean']);
    expect(new Set(turns).size).toBe(3);
    [...turns, turns[0]].forEach((reduction, i) => {
      expect(of(i).reduction).toBe(reduction);
    });
  });
  it('has about as many elements as are asked for, of which few differ', () => {
    for (const elements of [1000, 5000, 70_000]) {
      for (let i = 0; i < 4; i++) {
        const { data } = of(i, 3, elements).operands.prediction!;
        expect(Math.abs(data.length - elements)).toBeLessThanOrEqual(8);
        expect(new Set(data).size).toBeLessThanOrEqual(16);
      }
    }
  });
});
