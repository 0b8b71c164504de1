import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { barlowTwins } from '../../spec/losses/metric-learning/barlow_twins.ts';
import { tripletMargin } from '../../spec/losses/metric-learning/triplet_margin.ts';
import { clipGradNorm } from '../../spec/losses/numerics/clip_grad_norm.ts';
import { softmax } from '../../spec/losses/numerics/softmax.ts';
import { logCosh } from '../../spec/losses/regression/log_cosh.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { exactFormula } from './exact-formula.ts';
import { FormulaError } from './expression.ts';
import { tensors } from './test-support/local-spec.ts';

describe("any formula over a loss's names", () => {
  const pair = {
    operands: tensors({
      prediction: [
        [1, 4],
        [9, 16],
      ],
      target: [
        [0, 1],
        [1, 1],
      ],
    }),
  };

  it('is a number for every item, in the order of the items', () => {
    expect(exactFormula(mse, 'prediction / 4 + target', pair)).toEqual({
      shape: [],
      data: Float64Array.of(0.25, 2, 3.25, 5),
      radius: new Float64Array(4),
    });
    expect([...exactFormula(mse, '7', pair).data]).toEqual([7, 7, 7, 7]);
  });

  it('says how far the rounding went', () => {
    const { data, radius } = exactFormula(mse, 'sqrt(prediction) / 3', pair);
    expect([...data]).toEqual([1 / 3, 2 / 3, 1, 4 / 3]);
    // fl(1/3) is a third of a unit of 2^-54 below 1/3.
    expect([...radius]).toEqual([2 ** -54 / 3, 2 ** -53 / 3, 0, 2 ** -52 / 3]);
  });

  it('may be an array', () => {
    const rows = {
      operands: tensors({
        logits: [
          [1, 2, 3],
          [0, 0, 0],
        ],
        target: [2, 0],
      }),
    };
    const { shape, data } = exactFormula(crossEntropy, 'map(indices(C), f(c) = c == target ? 20 : logits[c])', rows);
    expect(shape).toEqual([3]);
    expect([...data]).toEqual([1, 2, 20, 20, 0, 0]);
  });

  it('sees what choices define', () => {
    const points = tensors({ anchor: [[0, 0]], positive: [[3, 4]], negative: [[1, 0]] });
    const distance = (params: object) =>
      exactFormula(tripletMargin, 'distance(anchor, positive)', { operands: points, params: { ...params } }).data;
    expect([...distance({})]).toEqual([5]);
    expect([...distance({ distance: 'squared' })]).toEqual([25]);
  });

  it('is NaN where it cannot say', () => {
    const huge = { operands: tensors({ prediction: [0, 1e300], target: [0, 0] }) };
    const { data, radius } = exactFormula(logCosh, 'log(cosh(prediction))', huge);
    expect([...data]).toEqual([0, Number.NaN]);
    expect([...radius]).toEqual([0, Infinity]);
    const ignored = {
      operands: tensors({
        logits: [
          [1, 2],
          [3, 4],
        ],
        target: [0, -100],
      }),
      params: { ignore_index: -100 },
    };
    expect([...exactFormula(crossEntropy, 'logits[target]', ignored).data]).toEqual([1, Number.NaN]);
    expect([...exactFormula(crossEntropy, 'max(logits)', ignored).data]).toEqual([2, Number.NaN]);
    const infinite = {
      ...ignored,
      operands: {
        ...ignored.operands,
        ...tensors({
          logits: [
            [1, 2],
            [Infinity, 4],
          ],
        }),
      },
    };
    expect([...exactFormula(crossEntropy, 'max(logits)', infinite).data]).toEqual([2, Number.NaN]);
  });

  it('sums, averages and multiplies nothing', () => {
    // No items, of two coordinates each: the coordinates are the items of the loss.
    const noBatch = { dtype: 'f64', shape: [0, 2], data: new Float64Array() } as const;
    const empty = { operands: { first: noBatch, second: noBatch } };
    const of = (text: string): number[] => [...exactFormula(barlowTwins, text, empty).data];
    expect(of('dot(column(first, i), column(second, i))')).toEqual([0, 0]);
    expect(of('sum(column(first, i))')).toEqual([0, 0]);
    expect(of('mean(column(first, i))')).toEqual([Number.NaN, Number.NaN]);
  });

  it('has the shape that is given, also where it says nothing', () => {
    const nothing = { operands: tensors({ logits: [[1, 2]], target: [-100] }), params: { ignore_index: -100 } };
    expect(exactFormula(crossEntropy, 'logits', nothing, [2])).toEqual({
      shape: [2],
      data: Float64Array.of(Number.NaN, Number.NaN),
      radius: Float64Array.of(Infinity, Infinity),
    });
    const one = { operands: tensors({ logits: [[1, 2]], target: [0] }) };
    expect(() => exactFormula(crossEntropy, 'max(logits)', one, [2])).toThrow('has the shape [], and must have [2]');
  });

  it('must be one', () => {
    expect(() => exactFormula(mse, 'prediction +', pair)).toThrow(FormulaError);
    expect(() => exactFormula(mse, 'guess', pair)).toThrow('mse, the formula `guess`: guess is not known here');
    const labelled = { operands: tensors({ logits: [[1, 2]], target: [5] }) };
    expect(() => exactFormula(crossEntropy, 'logits[target]', labelled)).toThrow('there is no element 6 among 2');
    const infinite = { operands: tensors({ prediction: [1, Infinity], target: [0, 0] }) };
    expect(() => exactFormula(mse, 'prediction', infinite)).toThrow('mse: prediction is not finite');
    expect([...exactFormula(mse, 'target', infinite).data]).toEqual([0, 0]);
  });

  it('knows the number of an item that is counted, and is evaluated once a place where it does not ask', () => {
    const logits = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const rows = { operands: tensors({ logits }) };
    expect([...exactFormula(softmax, 'logits[c] + c', rows).data]).toEqual([2, 4, 6, 5, 7, 9]);
    expect([...exactFormula(softmax, 'max(logits)', rows).data]).toEqual([3, 3, 3, 6, 6, 6]);
    const gradient = { operands: tensors({ gradient: [3, -4] }) };
    expect([...exactFormula(clipGradNorm, 'norm(gradient)', gradient).data]).toEqual([5, 5]);
    expect([...exactFormula(clipGradNorm, 'gradient[d] / d', gradient).data]).toEqual([3, -2]);
    // Ten thousand numbers, each seeing all: not a hundred million.
    const long = { operands: { gradient: tensorData(new Float64Array(1e4).fill(1), [1e4]) } };
    expect(new Set(exactFormula(clipGradNorm, 'norm(gradient)', long).data)).toEqual(new Set([100]));
  });
});
