import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { caseOfSample } from '../properties/support/sample-case.ts';
import { evaluateByOracle } from './oracle-evaluation.ts';

const at = (id: string, sample: Parameters<typeof caseOfSample>[1], wants: Parameters<typeof caseOfSample>[4]) =>
  evaluateByOracle(specs[id]!, caseOfSample(specs[id]!, sample, 'f64', 'ordinary', wants));

test('the value rounded once, and only that rounding is permitted', () => {
  const e = at('cross_entropy', { operands: { logits: [[0, 0, 0]], target: [1] } }, ['value', 'gradient.logits']);
  const { outputs } = e.outcome as Extract<typeof e.outcome, { status: 'value' }>;
  // log 3 = 1.09861228866810969139..., of which 1.0986122886681098 is the nearest double.
  expect(outputs.value!.data[0]).toBe(1.0986122886681098);
  expect(e.permitted('value').reference[0]).toBe(1.0986122886681098);
  expect(e.permitted('value').radius[0]).toBeLessThanOrEqual(2 ** -53);
  expect(e.permitted('value').radius[0]).toBeGreaterThan(0);
  // 1/3 - 1 is -2/3.
  expect(outputs['gradient.logits']!.data[1]).toBe(-2 / 3);
});

test('exact numbers have no radius', () => {
  const e = at('mse', { operands: { prediction: [3], target: [1] } }, ['value', 'gradient.prediction']);
  expect(e.permitted('value')).toMatchObject({ reference: Float64Array.of(4), radius: Float64Array.of(0) });
  expect(e.permitted('gradient.prediction')).toMatchObject({
    reference: Float64Array.of(4),
    radius: Float64Array.of(0),
  });
});

test('at a kink every subgradient is permitted', () => {
  // |0 - 1| - |0 - 2| + 1 = 0: the slope in the positive is anything from 0 to 1.
  const kink = { operands: { anchor: [[0]], positive: [[1]], negative: [[2]] } };
  const hinge = at('triplet_margin', kink, ['gradient.positive']).permitted('gradient.positive');
  expect(hinge.reference[0]).toBeCloseTo(0.5, 12);
  expect(hinge.radius[0]).toBeCloseTo(0.5, 12);
  // Anchor and positive coincide: any vector of norm at most 1.
  const point = { operands: { anchor: [[1, 2]], positive: [[1, 2]], negative: [[1, 3]] }, params: { margin: 5 } };
  const ball = at('triplet_margin', point, ['gradient.positive']).permitted('gradient.positive');
  for (const i of [0, 1]) {
    expect(Math.abs(1 - (ball.reference[i]! + ball.radius[i]!))).toBeLessThan(1e-9);
    expect(Math.abs(-1 - (ball.reference[i]! - ball.radius[i]!))).toBeLessThan(1e-9);
  }
});

test('a mean over nothing that is to be refused is', () => {
  const refused = { operands: { prediction: [], target: [] }, params: { empty: 'throw' } };
  expect(at('mse', refused, ['value']).outcome.status).toBe('rejected');
});

test('infinities are not for the oracle, unless they do not count', () => {
  const masked = { operands: { logits: [[0, -Infinity]], target: [0] } };
  expect(at('cross_entropy', masked, ['value']).outcome.status).toBe('unsupported');
  const unweighted = { operands: { prediction: [Infinity, 3], target: [0, 1], weight: [0, 1] } };
  expect(at('mse', unweighted, ['value']).outcome).toMatchObject({ outputs: { value: { data: Float64Array.of(4) } } });
});
