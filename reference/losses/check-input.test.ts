import { describe, expect, it } from 'vitest';
import { boxXyxy, interval, positive, probability, real, simplexOver } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { operand } from '../../spec/language/operand.ts';
import { choice, flag, integer, number } from '../../spec/language/param.ts';
import type { Nested } from '../../spec/language/sample.ts';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { ctc } from '../../spec/losses/classification/ctc.ts';
import { rnnTransducer } from '../../spec/losses/classification/rnn_transducer.ts';
import { tripletMargin } from '../../spec/losses/metric-learning/triplet_margin.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { float16, float32 } from '../tensor/format.ts';
import { nestedData } from '../tensor/nested.ts';
import { checkInput } from './check-input.ts';
import { specOf } from './test-support/spec-of.ts';

const tensors = (operands: Record<string, Nested>) =>
  Object.fromEntries(Object.entries(operands).map(([name, x]) => [name, nestedData(x, name)]));
const checked = (spec: LossSpec, operands: Record<string, Nested>, params?: Record<string, unknown>) => () =>
  checkInput(spec, tensors(operands), params);

const three = {
  logits: [
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ],
  target: [0, 1, 2, 0],
};

describe('labels', () => {
  it('names the label, its place and what is allowed', () => {
    const operands = { ...three, target: [0, 1, 2, 7] };
    expect(checked(crossEntropy, operands, { ignore_index: -100 })).toThrow(
      new RangeError('cross_entropy: target[3] is 7, but must be an integer from 0 to 2 (C = 3) or ignore_index -100'),
    );
  });
  it('leaves out ignore_index where nothing is ignored', () => {
    expect(checked(crossEntropy, { ...three, target: [-1, 1, 2, 0] })).toThrow(
      new RangeError('cross_entropy: target[0] is -1, but must be an integer from 0 to 2 (C = 3)'),
    );
  });
  it('refuses fractions, NaN and infinities', () => {
    for (const label of [0.9, Number.NaN, Infinity]) {
      expect(checked(crossEntropy, { ...three, target: [0, label, 2, 0] })).toThrow(`target[1] is ${label}, but`);
    }
  });
  it('takes ignore_index wherever it lies', () => {
    expect(checked(crossEntropy, { ...three, target: [255, 1, 2, 0] }, { ignore_index: 255 })).not.toThrow();
  });
  it('knows classes that no label names, and lengths of an axis', () => {
    const row = [0, 0, 0];
    const good = { log_probs: [[row], [row]], targets: [[1, 2]], input_lengths: [2], target_lengths: [2] };
    expect(checked(ctc, good)).not.toThrow();
    expect(checked(ctc, { ...good, target_lengths: [0] })).not.toThrow();
    expect(checked(ctc, { ...good, targets: [[1, 0]] })).toThrow(
      new RangeError('ctc: targets[0, 1] is 0, but must be an integer from 1 to 2 (C = 3)'),
    );
    expect(checked(ctc, { ...good, input_lengths: [3] })).toThrow(
      new RangeError('ctc: input_lengths[0] is 3, but must be an integer from 1 to 2 (T = 2)'),
    );
    for (const length of [0, 0.5, Number.NaN]) {
      expect(checked(ctc, { ...good, input_lengths: [length] })).toThrow(`input_lengths[0] is ${length}, but`);
    }
  });
  it('knows places that never count', () => {
    const place = [0, 0];
    const good = { logits: [[[place, place]]], targets: [[1, 1]], logit_lengths: [1], target_lengths: [1] };
    expect(checked(rnnTransducer, good)).not.toThrow();
    expect(checked(rnnTransducer, { ...good, target_lengths: [0] })).not.toThrow();
    expect(checked(rnnTransducer, { ...good, target_lengths: [2] })).toThrow(
      new RangeError('rnn_transducer: target_lengths[0] is 2, but must be an integer from 0 to 1 (U = 2)'),
    );
  });
  it('counts classes along class_axis', () => {
    const logits = [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ]; // [N = 1, rest 2, C = 3] or [N = 1, C = 2, rest 3]
    expect(checked(crossEntropy, { logits, target: [[2, 0]] }, { class_axis: -1 })).not.toThrow();
    expect(checked(crossEntropy, { logits, target: [[1, 0, 2]] }, { class_axis: 1 })).toThrow(
      'target[0, 2] is 2, but must be an integer from 0 to 1 (C = 2)',
    );
  });
});

describe('shapes', () => {
  it('says which operands disagree about which extent', () => {
    expect(checked(crossEntropy, { ...three, target: [0, 1, 2] })).toThrow(
      new RangeError(
        'cross_entropy: target has 3 on axis 0 of [3], so N = 3, but logits has N = 4; shapes are never broadcast',
      ),
    );
  });
  it('says which rank was expected', () => {
    expect(checked(crossEntropy, { logits: [1, 2], target: [0] })).toThrow(
      'logits has the shape [2], but must be [N, C, ...]: at least 2 axes, not 1',
    );
    expect(checked(tripletMargin, { anchor: [1], positive: [1], negative: [1] })).toThrow(
      'anchor has the shape [1], but must be [N, D]: 2 axes, not 1',
    );
  });
  it('never broadcasts trailing axes', () => {
    expect(checked(mse, { prediction: [[1], [2]], target: [1, 2] })).toThrow(
      'target has [2] where its axes say "...", but prediction has [2,1]',
    );
    expect(checked(mse, { prediction: [1, 2], target: [1] })).toThrow(RangeError);
  });
  it('keeps fixed extents', () => {
    const boxes = specOf({ operands: { prediction: operand(['N', 4], boxXyxy, '') } });
    expect(checked(boxes, { prediction: [[0, 0, 1, 1, 1]] })).toThrow(
      'prediction has 5 on axis 1 of [1,5], but must have 4',
    );
  });
  it('notices data that does not fill its shape, and shapes that are none', () => {
    const target = { shape: [2], data: Float64Array.of(1, 2) };
    const short = { shape: [3], data: Float64Array.of(1, 2) };
    expect(() => checkInput(mse, { prediction: short, target })).toThrow(
      'prediction has 2 numbers, but the shape [3] holds 3',
    );
    const torn = { shape: [-1], data: new Float64Array(0) };
    expect(() => checkInput(mse, { prediction: torn, target })).toThrow(TypeError);
  });
  it('takes numbers and empty batches', () => {
    expect(checked(mse, { prediction: 1, target: 2 })).not.toThrow();
    expect(checked(mse, { prediction: [], target: [] })).not.toThrow();
  });
});

describe('names', () => {
  it('suggests the operand that was meant', () => {
    expect(checked(mse, { predictions: [1], target: [1] })).toThrow(
      new TypeError('mse: there is no operand "predictions": did you mean prediction?'),
    );
  });
  it('lists the operands where none is near', () => {
    expect(checked(mse, { prediction: [1], target: [1], colour: [1] })).toThrow(
      'there is no operand "colour": the operands are prediction, target, weight',
    );
  });
  it('says what is missing', () => {
    expect(checked(mse, { prediction: [1] })).toThrow(new TypeError('mse: target is missing: what is true'));
  });
  it('suggests the parameter that was meant', () => {
    expect(checked(tripletMargin, { anchor: [[1]], positive: [[1]], negative: [[1]] }, { margine: 1 })).toThrow(
      new TypeError('triplet_margin: there is no parameter "margine": did you mean margin?'),
    );
  });
  it('does not take what every object has for an operand', () => {
    expect(checked(mse, { prediction: [1], target: [1], constructor: [1] })).toThrow(
      'there is no operand "constructor"',
    );
  });
});

describe('numbers', () => {
  const spec = specOf({
    operands: { p: operand(['N'], probability, ''), v: operand(['N'], positive, '') },
  });
  it('refuses what lies outside of an interval', () => {
    expect(checked(spec, { p: [0.5, 1.5], v: [1, 1] })).toThrow('p[1] is 1.5, but must be at least 0 and at most 1');
    expect(checked(spec, { p: [0, 1], v: [1, 0] })).toThrow('v[1] is 0, but must be greater than 0 and finite');
    expect(checked(spec, { p: [0, 1], v: [1, Infinity] })).toThrow('v[1] is Infinity');
  });
  it('lets NaN through, and infinities in real operands', () => {
    expect(checked(spec, { p: [Number.NaN], v: [Number.NaN] })).not.toThrow();
    expect(checked(mse, { prediction: [Infinity, -Infinity], target: [Number.NaN, 0] })).not.toThrow();
  });
  it('refuses a negative weight', () => {
    expect(checked(mse, { prediction: [1], target: [1], weight: [-1] })).toThrow(
      'weight[0] is -1, but must be at least 0 and finite',
    );
  });
});

describe('shares', () => {
  const spec = specOf({ operands: { q: operand(['N', 'C'], simplexOver('C'), '') } });
  it('must sum to 1 row by row', () => {
    expect(
      checked(spec, {
        q: [
          [0.5, 0.5],
          [0.5, 0.25],
        ],
      }),
    ).toThrow('q[1, :] sums to 0.75, but must sum to 1 along C (within 4.440892098500626e-16: 2 ulp of 1 in f64)');
  });
  it('may be off by one ulp of 1 in their format per class', () => {
    const off = (extra: number) => tensors({ q: [[0.5, 0.5 + extra]] });
    expect(() => checkInput(spec, off(2 ** -22), {}, float32)).not.toThrow();
    expect(() => checkInput(spec, off(2 ** -21), {}, float32)).toThrow(RangeError);
    expect(() => checkInput(spec, off(2 ** -21), {}, float16)).not.toThrow();
  });
  it('must not be negative or infinite', () => {
    expect(checked(spec, { q: [[-0.5, 1.5]] })).toThrow(
      'q[0, 0] is -0.5, but must be a share of 1 among the 2 along C',
    );
    expect(checked(spec, { q: [[Infinity, Number.NaN]] })).toThrow('q[0, 0] is Infinity');
  });
  it('are summed along their own axis', () => {
    const inner = specOf({ operands: { q: operand(['N', 'C', '...'], simplexOver('C'), '') } });
    const rows = [
      [
        [0.25, 1],
        [0.75, 0],
      ],
    ];
    expect(checked(inner, { q: rows })).not.toThrow();
    expect(
      checked(inner, {
        q: [
          [
            [0.25, 1],
            [0.75, 0.5],
          ],
        ],
      }),
    ).toThrow('q[0, :, 1] sums to 1.5');
  });
});

describe('boxes', () => {
  const spec = specOf({ operands: { box: operand(['N', 4], boxXyxy, '') } });
  it('must not be inside out', () => {
    expect(
      checked(spec, {
        box: [
          [0, 0, 1, 1],
          [3, 0, 1, 2],
        ],
      }),
    ).toThrow('box[1] is [3, 0, 1, 2] with x1 = 3 > x2 = 1, but a box is [x1, y1, x2, y2] with x1 <= x2, y1 <= y2');
    expect(checked(spec, { box: [[0, 5, 1, 1]] })).toThrow('y1 = 5 > y2 = 1');
  });
  it('may have no area, or reach to infinity', () => {
    expect(
      checked(spec, {
        box: [
          [1, 1, 1, 1],
          [-Infinity, 0, Infinity, 0],
        ],
      }),
    ).not.toThrow();
  });
});

describe('parameters', () => {
  const spec = specOf({
    operands: { x: operand(['N'], real, '') },
    params: {
      width: number(1, interval(0, 2, 'min'), ''),
      limit: number(null, positive, ''),
      axis: integer(1, '', { values: [1, -1] }),
      index: integer(null, ''),
      kind: choice('a', { a: '', b: '' }, ''),
      swap: flag(false, ''),
    },
  });
  const refused: [Record<string, unknown>, string][] = [
    [{ width: 0 }, 'width is 0, but must be a number greater than 0 and at most 2'],
    [{ width: Number.NaN }, 'width is NaN, but must be a number greater than 0 and at most 2'],
    [{ width: '1' }, 'width is "1", but must be a number greater than 0 and at most 2'],
    [{ width: null }, 'width is null, but must be a number greater than 0 and at most 2'],
    [{ limit: -1 }, 'limit is -1, but must be a number greater than 0 and finite, or null'],
    [{ axis: 0 }, 'axis is 0, but must be one of 1, -1'],
    [{ index: 0.5 }, 'index is 0.5, but must be an integer, or null'],
    [{ kind: 'toString' }, 'kind is "toString", but must be one of a, b'],
    [{ swap: 1 }, 'swap is 1, but must be true or false'],
  ];
  it.each(refused)('%o', (params, message) => {
    expect(checked(spec, { x: [1] }, params)).toThrow(`made_up: ${message}`);
  });
  it('may be left out, or off', () => {
    expect(checked(spec, { x: [1] }, { width: undefined, limit: null, index: null, axis: -1 })).not.toThrow();
  });
  it('have TypeErrors for kinds and RangeErrors for values', () => {
    expect(checked(spec, { x: [1] }, { width: '1' })).toThrow(TypeError);
    expect(checked(spec, { x: [1] }, { width: 3 })).toThrow(RangeError);
  });
});
