import { expect, test } from 'vitest';
import { absentClassIrrelevant } from './absent-class-irrelevant.ts';
import { verdicts } from './test-support/examine.ts';
import { classification, classWeighted, withParams } from './test-support/questions.ts';
import { crossEntropySetting as setting } from './test-support/settings.ts';
import { altered, crossEntropy } from './test-support/toy-losses.ts';

const args = { symbol: 'C', logits: 'logits', fill: { class_weight: 1 } };

test.each(['f64', 'f32', 'bf16'] as const)('passes a softmax in %s', (dtype) => {
  const question = { ...classWeighted, dtype };
  expect(verdicts(absentClassIrrelevant, args, crossEntropy, setting, question)).toEqual(new Set(['pass']));
});

test('fails a constant that knows the number of classes, and a gradient that reaches the absent one', () => {
  const counting = altered(crossEntropy, (x, _, c) => x + c.operands.logits!.shape[1]! * 1e-9);
  expect(verdicts(absentClassIrrelevant, args, counting, setting, classification)).toEqual(new Set(['fail']));
  const leaking = altered(crossEntropy, (x, want, c, i) =>
    want !== 'value' && c.operands.logits!.data[i]! < -1000 ? 1e-9 : x,
  );
  expect(verdicts(absentClassIrrelevant, args, leaking, setting, classification)).toEqual(new Set(['fail']));
});

test('NaN at minus infinity fails', () => {
  const naive = altered(crossEntropy, (x, want, c) =>
    want === 'value' && c.operands.logits!.data.includes(-Infinity) ? Number.NaN : x,
  );
  expect(verdicts(absentClassIrrelevant, args, naive, setting, classification)).toEqual(new Set(['pass', 'fail']));
});

test('does not add the class that marks ignored rows', () => {
  const marked = withParams(classification, { ignore_index: 3 });
  expect(verdicts(absentClassIrrelevant, args, crossEntropy, setting, marked)).toEqual(new Set(['nothing']));
});
