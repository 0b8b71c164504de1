import { expect, test } from 'vitest';
import { badInputRefused } from './bad-input-refused.ts';
import { examine } from './test-support/examine.ts';
import { classification } from './test-support/questions.ts';
import { crossEntropySetting as setting } from './test-support/settings.ts';
import { crossEntropy, type Toy } from './test-support/toy-losses.ts';

const bad = { sample: { operands: { logits: [[1, 2]], target: [2] } } };
const wrapping: Toy = (c) => {
  const target = { ...c.operands.target!, data: c.operands.target!.data.map((y) => y % 2) };
  return crossEntropy({ ...c, operands: { ...c.operands, target } });
};

test('a refusal passes and an answer fails', () => {
  expect(examine(badInputRefused, {}, crossEntropy, setting, bad)).toEqual({ verdict: 'pass' });
  const finding = examine(badInputRefused, {}, wrapping, setting, bad);
  expect(finding).toMatchObject({ verdict: 'fail', evidence: { class: 'accepted' } });
  expect(finding?.verdict === 'fail' && finding.evidence.message).toContain('target[0] is 2');
});

test('a crash is no refusal', () => {
  const crash = examine(badInputRefused, {}, () => ({ status: 'crash', detail: 'signal 11' }), setting, bad);
  expect(crash).toMatchObject({ verdict: 'fail', evidence: { class: 'crash' } });
});

test('who does not promise to validate may answer', () => {
  const promises = { deterministic: true, validates: false };
  expect(examine(badInputRefused, {}, wrapping, { ...setting, promises }, bad)?.verdict).toBe('unsupported');
});

test('is not about good input', () => {
  expect(examine(badInputRefused, {}, crossEntropy, setting, classification)).toBeUndefined();
});
