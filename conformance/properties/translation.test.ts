import { expect, test } from 'vitest';
import { float32 } from '../../reference/tensor/format.ts';
import { specs } from '../../spec/losses/index.ts';
import { drawFrom } from './draw.ts';
import { caseOf, contextOf, verdicts } from './test-support/examine.ts';
import { classification, regression, triplets } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting, tripletSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse, type Toy, triplet } from './test-support/toy-losses.ts';
import { translation } from './translation.ts';

const rows = { together: ['logits'], shift: 'row' } as const;
const all = { together: ['prediction', 'target'], shift: 'all' } as const;
const points = { together: ['anchor', 'positive', 'negative'], shift: 'coordinate' } as const;

test('passes differences and rows', () => {
  expect(verdicts(translation, all, mse, mseSetting, regression)).toEqual(new Set(['pass']));
  expect(verdicts(translation, rows, crossEntropy, crossEntropySetting, classification)).toEqual(new Set(['pass']));
  expect(verdicts(translation, points, triplet, tripletSetting, triplets)).toEqual(new Set(['pass']));
});

test('fails a normaliser that is added before it is subtracted, in float32', () => {
  const { round } = float32;
  // lse(z) - z[y], rounded where float32 would: the offset takes the digits.
  const unreduced: Toy = (c) => {
    const [z, k] = [c.operands.logits!.data, c.operands.logits!.shape[1]!];
    return altered(crossEntropy, (x, want, _, i) => {
      if (want !== 'value') return x;
      const own = z[i * k + c.operands.target!.data[i]!]!;
      return round(round(own + x) - own);
    })(c);
  };
  const question = { ...classification, dtype: 'f32' } as const;
  const none = { ...question, sample: { ...question.sample, reduction: 'none' }, wants: ['value'] } as const;
  expect(verdicts(translation, rows, unreduced, { ...crossEntropySetting, radius: 1e-6 }, none)).toContain('fail');
});

test('shifts boxes by one number in x and one in y, on a grid where that is exact', () => {
  const spec = specs.giou!;
  const sample = { operands: { prediction: [[0.1, 0.2, 0.7, 0.9]], target: [[0, 0, 1, 1.3]] } };
  const base = caseOf(spec, { sample });
  const context = contextOf({ spec, right: mse }, { sample }, base);
  for (let i = 0; i < 8; i++) {
    const boxes = { together: ['prediction', 'target'], shift: 'box' } as const;
    const plan = translation.plan(base, boxes, { ...context, draw: drawFrom(() => `${i}`) })!;
    const [start, other] = plan.cases.map((c) => c.operands.prediction!.data) as [Float64Array, Float64Array];
    const by = other.map((x, k) => x - start[k]!);
    expect([by[2], by[3]]).toEqual([by[0], by[1]]);
    expect(by[0]).not.toBe(0);
  }
});

test('shifts every row in which items are counted by a number of its own', () => {
  const spec = specs.softmax!;
  const sample = {
    operands: {
      logits: [
        [0, 1],
        [2, 3],
      ],
    },
  };
  const base = caseOf(spec, { sample });
  const plan = translation.plan(base, rows, contextOf({ spec, right: mse }, { sample }, base))!;
  const [start, other] = plan.cases.map((c) => c.operands.logits!.data) as [Float64Array, Float64Array];
  const by = other.map((x, k) => x - start[k]!);
  expect([by[1], by[3]]).toEqual([by[0], by[2]]);
  expect(by[2]).not.toBe(by[0]);
});
