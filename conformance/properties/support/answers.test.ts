import { expect, test } from 'vitest';
import type { Evaluation } from '../../property.ts';
import { caseOf } from '../test-support/examine.ts';
import { mseSetting } from '../test-support/settings.ts';
import { read } from './answers.ts';

const base = caseOf(mseSetting.spec, {
  sample: { operands: { prediction: [1], target: [0] }, reduction: 'none' },
  wants: ['gradient.prediction'],
});
/** One gradient where anything within 1 of 0 is permitted, of which so much is freedom at a kink. */
const evaluation = (got: number, freedom: number): Evaluation => ({
  case: base,
  outcome: {
    status: 'value',
    outputs: { 'gradient.prediction': { dtype: 'f64', shape: [1], data: Float64Array.of(got) } },
  },
  permitted: () => ({
    reference: Float64Array.of(0),
    radius: Float64Array.of(1),
    freedom: Float64Array.of(freedom),
    overflow: [false],
  }),
  permittedOf: () => {
    throw new Error('not asked');
  },
  accepted: () => ({ verdict: 'pass', ratio: 0 }),
});
const radius = (got: number, freedom: number): number =>
  read(evaluation(got, freedom), 'gradient.prediction')[0]!.radius;

test('away from a kink the truth is the reference, and a right answer within the bound of it', () => {
  for (const got of [0, 0.5, 1]) expect(radius(got, 0)).toBe(1);
});

test('at a kink the truth may be at the other end of what is permitted', () => {
  expect(radius(1, 1)).toBe(2);
  expect(radius(-1, 1)).toBe(2);
  expect(radius(0, 1)).toBe(1);
  expect(radius(1, 0.25)).toBe(1.25);
});

test('a wrong answer is given no more than that', () => {
  expect(radius(5, 1)).toBe(2);
});
