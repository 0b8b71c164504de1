import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { labelFlip } from './label-flip.ts';
import { examine, type Question, type Setting } from './test-support/examine.ts';
import { labels, under } from './test-support/questions.ts';
import { bceSetting as setting } from './test-support/settings.ts';
import { altered, answer, type Toy } from './test-support/toy-losses.ts';

const args = { negated: 'logits', target: 'target' };

test.each(['f64', 'f32', 'bf16'] as const)('passes softplus forms in %s', (dtype) => {
  expect(examine(labelFlip, args, setting.right, setting, { ...labels, dtype })?.verdict).toBe('pass');
});

test('fails a form that loses more on one side, in value or in gradient', () => {
  const question = under(labels, 'none');
  const sided = altered(setting.right, (x, want, c, i) =>
    want === 'value' && c.operands.target!.data[i] === 0 ? x + 1e-9 : x,
  );
  expect(examine(labelFlip, args, sided, setting, question)?.verdict).toBe('fail');
  const slanted = altered(setting.right, (x, want) => (want === 'gradient.logits' ? x + 1e-9 : x));
  expect(examine(labelFlip, args, slanted, setting, question)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'gradient' },
  });
});

test('moves targets to where 1 - y is exact', () => {
  const thin = { ...labels, sample: { operands: { logits: [1, 2], target: [1e-20, 0.3] } }, dtype: 'f32' } as const;
  expect(examine(labelFlip, args, setting.right, setting, thin)?.verdict).toBe('pass');
});

test('exchanges labels that are signs', () => {
  const hinge: Toy = (c) => {
    const [s, y] = [[...c.operands.prediction!.data], [...c.operands.target!.data]];
    const short = s.map((v, i) => 1 - y[i]! * v);
    const slope = short.map((x, i) => (x > 0 ? -y[i]! : 0));
    const item = s.map((_, i) => i);
    return answer(c, {
      terms: short.map((x) => Math.max(0, x)),
      shares: s.map(() => 1),
      slopes: { prediction: { item, slope } },
    });
  };
  const signs: Setting = { spec: specs.hinge!, right: hinge };
  const question: Question = {
    sample: { operands: { prediction: [0.5, -2, 3], target: [1, 1, -1] }, reduction: 'none' },
    wants: ['value', 'gradient.prediction'],
  };
  const named = { negated: 'prediction', target: 'target' };
  expect(examine(labelFlip, named, hinge, signs, question)?.verdict).toBe('pass');
  const sided = altered(hinge, (x, want, c, i) =>
    want === 'value' && c.operands.target!.data[i] === 1 ? x + 1e-9 : x,
  );
  expect(examine(labelFlip, named, sided, signs, question)?.verdict).toBe('fail');
});
