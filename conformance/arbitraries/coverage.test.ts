import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Nested } from '../../spec/language/sample.ts';
import { bceWithLogits } from '../../spec/losses/classification/bce_with_logits.ts';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { tripletMargin } from '../../spec/losses/metric-learning/triplet_margin.ts';
import { logSumExp } from '../../spec/losses/numerics/log_sum_exp.ts';
import { softmax } from '../../spec/losses/numerics/softmax.ts';
import { huber } from '../../spec/losses/regression/huber.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { dice } from '../../spec/losses/segmentation-detection/dice.ts';
import { giou } from '../../spec/losses/segmentation-detection/giou.ts';
import { caseOf } from './case-of.ts';
import { coverage, regimesOf, uncovered } from './coverage.ts';
import type { RegimeName } from './regime.ts';

type Row = [RegimeName, boolean, LossSpec, Record<string, Nested>, Record<string, number>?, Dtype?];

const logits = (z: Nested, target: Nested = [0]) => ({ logits: z, target });
const pair = (prediction: Nested, target: Nested) => ({ prediction, target });
const classes = Array.from({ length: 200 }, (_, i) => i % 16);

// By hand: what the definition of each regime says of the bits.
const rows: Row[] = [
  ['ordinary', true, mse, pair([0.5, -3], [0, 60])],
  ['ordinary', false, mse, pair([0.5, -3], [0, 65])],
  ['ordinary', false, mse, pair([0.5, 1e-4], [0, 1])],
  ['huge', true, mse, pair([1000, 1], [0, 0])],
  ['huge', false, mse, pair([999, 1], [0, 0])],
  ['huge', true, mse, pair([64], [0]), {}, 'f16'],
  ['huge', false, dice, { probability: [[1]], target: [[1]] }],
  ['offset', true, mse, pair([4096.25, 4096], [4096, 4097])],
  ['offset', false, mse, pair([4096.25, 4096], [0, 4097])],
  ['offset', false, mse, pair([32, 37], [32, 32])], // 32 is less than eight times 5
  ['tiny', true, mse, pair([2 ** -9, 0], [0, -1e-20])],
  ['tiny', true, mse, pair([2 ** -9, 0], [1, 0])], // one operand is enough
  ['tiny', false, mse, pair([2 ** -7, 0], [1, 0])],
  ['subnormal', true, mse, pair([1e-40], [1])],
  ['subnormal', false, mse, pair([1e-40], [1]), {}, 'f64'],
  ['signed_zero', true, mse, pair([-0], [1])],
  ['signed_zero', false, mse, pair([0], [1])],
  ['tie', true, mse, pair([1, 2], [3, 2])],
  ['tie', true, crossEntropy, logits([[1, 2, 2]])],
  ['tie', false, mse, pair([1, 2], [2, 1])],
  ['near_kink', true, huber, pair([1.5], [0.5]), { delta: 1 }],
  ['near_kink', true, huber, pair([1.5 + 2 ** -23], [0.5]), { delta: 1 }],
  ['near_kink', true, huber, pair([3], [3]), { delta: 1 }],
  ['near_kink', false, huber, pair([1.5 + 2 ** -19], [0.5]), { delta: 1 }],
  ['near_kink', true, giou, pair([[0, 0, 1, 1]], [[1, 5, 6, 6]])],
  ['near_kink', false, giou, pair([[0, 0, 1, 1]], [[0.25, 0.25, 6, 6]])],
  ['saturated', true, bceWithLogits, logits([20], [1])],
  ['saturated', false, bceWithLogits, logits([16], [0.5])],
  ['saturated', true, bceWithLogits, logits([0], [1 - 2 ** -24])],
  ['confident', true, crossEntropy, logits([[5, 0, 1]])],
  ['confident', true, crossEntropy, logits([[-5, 0, 1]])],
  ['confident', false, crossEntropy, logits([[3, 0, 1]])],
  ['confident', true, bceWithLogits, logits([-4], [1])],
  ['confident', false, bceWithLogits, logits([-4], [0.5])],
  ['confident', true, mse, pair([1.0625], [1])],
  ['confident', true, mse, pair([-3], [3])],
  ['confident', false, mse, pair([2], [1])],
  ['degenerate', true, tripletMargin, { anchor: [[0, 0]], positive: [[1, 2]], negative: [[3, 4]] }],
  ['degenerate', true, crossEntropy, logits([[7, 7]])],
  ['degenerate', false, crossEntropy, logits([[7, 8]])],
  ['degenerate', true, giou, pair([[0, 0, 1, 0]], [[1, 5, 6, 6]])],
  ['degenerate', true, dice, { probability: [[0.5, 0.25]], target: [[0, 0]] }],
  ['special', true, mse, pair([Number.NaN], [1])],
  ['special', true, mse, pair([-Infinity], [1])],
  ['special', false, mse, pair([1], [1])],
  ['empty', true, mse, pair([], [])],
  ['empty', false, mse, pair([1], [1])],
  ['single', true, mse, pair([1], [2])],
  ['single', false, mse, pair([1, 3], [2, 4])],
  [
    'single',
    false,
    giou,
    pair(
      [
        [0, 0, 1, 1],
        [0, 0, 1, 1],
      ],
      [
        [1, 5, 6, 6],
        [0, 0, 1, 1],
      ],
    ),
  ],
  ['many_classes', true, crossEntropy, logits([classes])],
  ['many_classes', false, crossEntropy, logits([classes.map((x, i) => x + (i % 17) / 32)])],
  ['many_classes', false, crossEntropy, logits([classes.slice(1)])],
  ['long_sum', true, mse, pair(Array(1000).fill(1), Array(1000).fill(2))],
  ['long_sum', false, mse, pair(Array(999).fill(1), Array(999).fill(2))],
  [
    'long_sum',
    true,
    tripletMargin,
    { anchor: [Array(1000).fill(1)], positive: [Array(1000).fill(2)], negative: [Array(1000).fill(3)] },
  ],
  [
    'ignored',
    true,
    crossEntropy,
    logits(
      [
        [1, 2],
        [1, 2],
      ],
      [-100, 0],
    ),
    { ignore_index: -100 },
  ],
  [
    'ignored',
    false,
    crossEntropy,
    logits(
      [
        [1, 2],
        [1, 2],
      ],
      [1, 0],
    ),
    { ignore_index: -100 },
  ],
  ['ignored', true, mse, { prediction: [1, 2], target: [1, 2], weight: [0, 1] }],
  [
    'all_ignored',
    true,
    crossEntropy,
    logits(
      [
        [1, 2],
        [1, 2],
      ],
      [1, 1],
    ),
    { ignore_index: 1 },
  ],
  [
    'all_ignored',
    false,
    crossEntropy,
    logits(
      [
        [1, 2],
        [1, 2],
      ],
      [1, 0],
    ),
    { ignore_index: 1 },
  ],
  ['all_ignored', true, mse, { prediction: [1], target: [2], weight: [0] }],
  ['bad_input', true, crossEntropy, logits([[1, 2]], [2])],
  ['bad_input', true, crossEntropy, logits([[1, 2]], [0.5])],
  ['bad_input', true, huber, pair([1], [2]), { delta: 0 }],
  ['bad_input', false, crossEntropy, logits([[1, 2]], [1])],
  ['bad_input', true, softmax, { logits: [[1, 2]] }, { temperature: 0 }],
  ['bad_input', false, logSumExp, { logits: [[1, 2]] }],
];

describe('regimesOf', () => {
  it.each(rows)('%s: %s', (regime, holds, spec, operands, params = {}, dtype = 'f32') => {
    expect(regimesOf(spec, caseOf(spec, { operands, params }, dtype)).includes(regime)).toBe(holds);
  });
  it('counts bad input for nothing else', () => {
    expect(regimesOf(crossEntropy, caseOf(crossEntropy, { operands: logits([[1, 1]], [2]) }, 'f32'))).toEqual([
      'bad_input',
    ]);
  });
});

describe('coverage', () => {
  const one = caseOf(crossEntropy, { operands: logits([[1e4, 0]], [1]), params: { label_smoothing: 0.1 } }, 'f32');
  const other = { ...one, params: { ...one.params, label_smoothing: 0.5 }, regime: 'tie' };
  const counted = coverage(crossEntropy, 'f32', [one, other]);
  it('goes by bits, not by labels', () => {
    expect(counted.regimes).toMatchObject({ huge: 2, confident: 2, single: 2, tie: 0 });
  });
  it('counts options, and other numbers as drawn', () => {
    expect(counted.options).toMatchObject({
      'label_smoothing=0.1': 1,
      'label_smoothing=drawn': 1,
      'label_smoothing=0': 0,
      'reduction=mean': 2,
      '-class_weight': 2,
      '+class_weight': 0,
    });
  });
  it('names what was never reached', () => {
    const missing = uncovered(counted);
    expect(missing).toEqual(expect.arrayContaining(['tie', 'ignored', 'reduction=none', '+class_weight']));
    expect(missing).not.toContain('huge');
  });
  it('takes no option from bad input', () => {
    const bad = caseOf(crossEntropy, { operands: logits([[1, 2]], [5]) }, 'f32');
    expect(coverage(crossEntropy, 'f32', [bad]).options['reduction=mean']).toBe(0);
  });
});
