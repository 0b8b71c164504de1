import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { float64 } from '../tensor/format.ts';
import { exact } from './exact.ts';
import { type ExactInput, roundOutput } from './exact-outputs.ts';
import { RejectedInput } from './reduce.ts';
import { type Nested, tensor, tensors } from './test-support/local-spec.ts';

const ask = (
  spec: typeof mse | typeof crossEntropy,
  operands: Record<string, Nested>,
  more: Omit<Partial<ExactInput>, 'operands' | 'cotangent'> & { cotangent?: Nested } = {},
): Record<string, number[]> => {
  const { cotangent, ...rest } = more;
  const { outputs } = exact(spec, {
    operands: tensors(operands),
    reduction: 'mean',
    wants: [
      'value',
      ...Object.keys(operands)
        .filter((name) => name !== 'target' || spec === mse)
        .map((n) => `gradient.${n}` as const),
    ],
    ...rest,
    ...(cotangent === undefined ? {} : { cotangent: tensor(cotangent) }),
  });
  return Object.fromEntries(
    Object.entries(outputs).map(([want, output]) => [want, [...roundOutput(output!, float64).data]]),
  );
};

describe('weighted elements: losses 1, 4, 9 with weights 1, 2, 0', () => {
  const operands = { prediction: [1, 2, 3], target: [0, 0, 0], weight: [1, 2, 0] };

  it('none', () => {
    expect(ask(mse, operands, { reduction: 'none', cotangent: [1, -1, 10] })).toEqual({
      value: [1, 8, 0],
      'gradient.prediction': [2, -8, 0],
      'gradient.target': [-2, 8, 0],
      'gradient.weight': [1, -4, 90],
    });
  });
  it('sum', () => {
    expect(ask(mse, operands, { reduction: 'sum', cotangent: 2 })).toEqual({
      value: [9],
      'gradient.prediction': [4, 16, 0],
      'gradient.target': [-4, -16, 0],
      'gradient.weight': [2, 8, 18],
    });
  });
  it('mean by weight: 9 / 3, and weights move the denominator, too', () => {
    expect(ask(mse, operands)).toEqual({
      value: [3],
      'gradient.prediction': [2 / 3, 8 / 3, 0],
      'gradient.target': [-2 / 3, -8 / 3, 0],
      'gradient.weight': [(1 - 3) / 3, (4 - 3) / 3, (9 - 3) / 3],
    });
  });
  it('mean by count: 9 / 3 as well, here', () => {
    const { value, ...gradients } = ask(mse, operands, { params: { denominator: 'count' }, cotangent: 3 });
    expect(value).toEqual([3]);
    expect(gradients['gradient.weight']).toEqual([1, 4, 9]);
  });
  it('an absent weight is 1', () => {
    const { weight: _, ...bare } = operands;
    expect(ask(mse, bare).value).toEqual([14 / 3]);
  });
  it('what has weight 0 is not looked at; its own weight has no gradient there', () => {
    const odd = { prediction: [Number.NaN, 2], target: [Infinity, 0], weight: [0, 1] };
    expect(ask(mse, odd)).toEqual({
      value: [4],
      'gradient.prediction': [0, 4],
      'gradient.target': [0, -4],
      'gradient.weight': [Number.NaN, 0],
    });
  });
});

describe('a mean over nothing', () => {
  const nothing = { prediction: [1], target: [0], weight: [0] };
  it('is NaN with gradient 0, or 0, or refused', () => {
    const zeros = { 'gradient.prediction': [0], 'gradient.target': [0], 'gradient.weight': [0] };
    expect(ask(mse, nothing)).toEqual({ value: [Number.NaN], ...zeros });
    expect(ask(mse, nothing, { params: { empty: 'zero' } })).toEqual({ value: [0], ...zeros });
    expect(() => ask(mse, nothing, { params: { empty: 'throw' } })).toThrow(RejectedInput);
  });
  it('also of no elements at all', () => {
    expect(ask(mse, { prediction: [], target: [] })).toEqual({
      value: [Number.NaN],
      'gradient.prediction': [],
      'gradient.target': [],
    });
    expect(ask(mse, { prediction: [], target: [] }, { reduction: 'sum' }).value).toEqual([0]);
    expect(ask(mse, { prediction: [], target: [] }, { reduction: 'none', cotangent: [] }).value).toEqual([]);
  });
});

describe('class weights, ignored rows and denominators', () => {
  // Two equal logits: every row costs log 2 times the weights of its target.
  const operands = {
    logits: [
      [0, 0],
      [0, 0],
      [7, -7],
    ],
    target: [0, 1, -100],
    class_weight: [1, 3],
  };
  const by = (denominator: string, more = {}) =>
    ask(crossEntropy, operands, { params: { ignore_index: -100, denominator, ...more } });

  it('divide as named', () => {
    const ln2 = Math.LN2;
    expect(by('weight').value).toEqual([ln2]);
    expect(by('target_weight').value).toEqual([ln2]);
    expect(by('count').value).toEqual([2 * ln2]);
    expect(by('all').value![0]).toBeCloseTo((4 * ln2) / 3, 15);
  });
  it('smoothing changes the mass of a target, not the weight of its label', () => {
    const smoothed = { label_smoothing: 0.5, ignore_index: -100 };
    // Shares .75 and .25: masses 1.5 and 2.5, labels 1 and 3; every class costs log 2.
    const mass = 1.5 + 2.5;
    expect(by('weight', smoothed).value![0]).toBeCloseTo(Math.LN2, 15);
    expect(by('target_weight', smoothed).value![0]).toBeCloseTo((Math.LN2 * mass) / 4, 15);
  });
  it('let class weights move the denominator', () => {
    // L = (w0 + w1) ln 2 / (w0 + w1) does not change; by count it is (w0 + w1) ln 2 / 2.
    expect(by('weight')['gradient.class_weight']).toEqual([0, 0]);
    expect(by('count')['gradient.class_weight']).toEqual([Math.LN2 / 2, Math.LN2 / 2]);
  });
  it('an ignored row gives 0 and gets 0, whatever it holds', () => {
    const odd = {
      ...operands,
      logits: [
        [0, 0],
        [0, 0],
        [Number.NaN, Infinity],
      ],
    };
    const answer = ask(crossEntropy, odd, { params: { ignore_index: -100 }, reduction: 'none', cotangent: [1, 1, 1] });
    expect(answer.value).toEqual([Math.LN2, 3 * Math.LN2, 0]);
    expect(answer['gradient.logits']!.slice(4)).toEqual([0, 0]);
    const all = ask(crossEntropy, { logits: [[1, 2]], target: [0] }, { params: { ignore_index: 0 } });
    expect(all).toEqual({ value: [Number.NaN], 'gradient.logits': [0, 0] });
  });
});
