import { describe, expect, test } from 'vitest';
import { edges } from './edges.ts';
import { examine, type Setting } from './test-support/examine.ts';
import { crossEntropySetting, mseSetting, tripletSetting } from './test-support/settings.ts';
import { altered, crossEntropy, mse, type Toy } from './test-support/toy-losses.ts';

const wants = ['value', 'gradient.prediction', 'gradient.logits'] as const;
const anything = {
  [mseSetting.spec.id]: { sample: { operands: { prediction: [0], target: [0] } } },
  [crossEntropySetting.spec.id]: { sample: { operands: { logits: [[0]], target: [0] } } },
  [tripletSetting.spec.id]: { sample: { operands: { anchor: [[0]], positive: [[0]], negative: [[0]] } } },
};
const at = (setting: Setting, toy: Toy, title: string) => {
  const round = setting.spec.edges.findIndex((edge) => edge.title === title);
  if (round < 0) throw new Error(`no edge "${title}"`);
  return examine(edges, {}, toy, setting, { ...anything[setting.spec.id]!, wants, round });
};

describe.each([mseSetting, crossEntropySetting, tripletSetting])('of $spec.id', (setting) => {
  test.each(setting.spec.edges.map((edge) => edge.title))('%s', (title) => {
    expect(at(setting, setting.right, title)).toEqual({ verdict: 'pass' });
  });
  test('there are as many rounds as edges', () => {
    expect(edges.rounds!(setting.spec)).toBe(setting.spec.edges.length);
  });
});

test('a mean over nothing that is 0 fails, and so does a gradient that NaN reaches', () => {
  const zero = altered(mse, (x) => (Number.isNaN(x) ? 0 : x));
  expect(at(mseSetting, zero, 'a mean over nothing')).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'edge', got: 0, expected: Number.NaN },
  });
  const leaking = altered(mse, (x, want, _, i) => (want !== 'value' && i === 0 ? Number.NaN : x));
  expect(at(mseSetting, leaking, 'NaN under weight 0')).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'edge', output: 'gradient.prediction', index: 0 },
  });
});

test('a bad label that is answered fails where input is validated, and is unsupported elsewhere', () => {
  const lenient: Toy = (c) => {
    const target = { ...c.operands.target!, data: c.operands.target!.data.map(() => 0) };
    return crossEntropy({ ...c, operands: { ...c.operands, target } });
  };
  const promises = (validates: boolean) => ({ ...crossEntropySetting, promises: { deterministic: true, validates } });
  expect(at(promises(true), lenient, 'label C')).toMatchObject({ verdict: 'fail', evidence: { class: 'accepted' } });
  expect(at(promises(false), lenient, 'label C')).toMatchObject({ verdict: 'unsupported' });
});

test('a mean over nothing that was to be refused fails when answered, whatever is validated', () => {
  const answering: Toy = (c) => mse({ ...c, params: { ...c.params, empty: 'nan' } });
  const setting = { ...mseSetting, promises: { deterministic: true, validates: false } };
  expect(at(setting, answering, 'a mean over nothing, refused')).toMatchObject({ verdict: 'fail' });
});

test('a number is not confirmed where nothing bounds its error', () => {
  const setting = { ...crossEntropySetting, radius: Infinity };
  const near = altered(crossEntropy, (x) => x + 1e-9);
  expect(at(setting, near, 'a class at -infinity is removed')?.verdict).toBe('vacuous');
});
