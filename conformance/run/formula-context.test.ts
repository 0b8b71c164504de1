import { describe, expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { Case } from '../case.ts';
import { caseOfSample } from '../properties/support/sample-case.ts';
import { formulaContext, formulaValue } from './formula-context.ts';

const rows = (params = {}): Case =>
  caseOfSample(
    specs.cross_entropy!,
    {
      operands: {
        logits: [
          [1, 2],
          [3, 5],
        ],
        target: [0, 1],
        class_weight: [0.25, 4],
      },
      params,
      reduction: 'sum',
    },
    'f64',
    'ordinary',
    ['value'],
  );
const of = (expression: string, c = rows(), shape: readonly number[] = []) =>
  formulaValue(specs.cross_entropy!, expression, c, shape);

describe('a formula in the place of the loss', () => {
  test('gives one number per item, whatever the reduction', () => {
    expect(of('logits[1] + C')).toEqual({
      shape: [],
      data: Float64Array.of(3, 5),
      radius: Float64Array.of(0, 0),
    });
    expect([...of('1').data]).toEqual([1, 1]);
  });
  test('sees labels from 1, parameters, and what choices define', () => {
    expect([...of('class_weight[target]').data]).toEqual([0.25, 4]);
    expect([...of('share(1)', rows({ label_smoothing: 0.5 })).data]).toEqual([0.75, 0.25]);
    expect([...of('share(1)', rows({ label_smoothing: 0.5, smoothing_form: 'off_class' })).data]).toEqual([0.5, 0.5]);
  });
  test('is rounded once, and says by how much', () => {
    const { data, radius } = of('1 / 3');
    expect(data[0]).toBe(1 / 3);
    // 1/3 - fl(1/3) is 1/3 of 2^-54.
    expect(radius[0]).toBeCloseTo(2 ** -54 / 3, 25);
    expect(of('1 / 4').radius[0]).toBe(0);
  });
  test('may be a vector, item after item', () => {
    const { shape, data } = of('twice = 2; map(logits, f(z) = twice * z)', rows(), [2]);
    expect(shape).toEqual([2]);
    expect([...data]).toEqual([2, 4, 6, 10]);
  });
});

describe('nothing is known', () => {
  test('of ignored items', () => {
    const { data, radius } = of('class_weight[target]', rows({ ignore_index: 0 }));
    expect([...data]).toEqual([Number.NaN, 4]);
    expect([...radius]).toEqual([Infinity, 0]);
  });
  test('where the formula has no number', () => {
    const { data, radius } = of('1 / (logits[1] - 1)');
    expect(Number.isFinite(data[0])).toBe(false);
    expect(radius[0]).toBe(Infinity);
    expect(data[1]).toBe(0.5);
  });
  test('beyond the exponents of the oracle', () => {
    const { data } = of('exp(exp(exp(100 * logits[1])))');
    expect([...data]).toEqual([Number.NaN, Number.NaN]);
  });
  test('of values with many numbers', () => {
    expect([...of('map(indices(64), f(k) = k)', rows(), [64]).data]).toEqual([]);
  });
});

test('weights do not enter, and another loss is found by its id', () => {
  const context = formulaContext((id) => specs[id], { deterministic: true, validates: true });
  const sample = { operands: { prediction: [3, 1], target: [1, 1], weight: [10, 0] } };
  const c = caseOfSample(specs.mse!, sample, 'f32', 'ordinary', ['value']);
  expect([...context.formula('prediction - target', c).data]).toEqual([2, 0]);
  expect(() => context.formula('1', { ...c, loss: 'no_such_loss' })).toThrow('no_such_loss');
});
