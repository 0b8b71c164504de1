import { describe, expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { definition } from './definition.ts';
import { examine, type Question, type Setting } from './test-support/examine.ts';
import { weighted, withParams } from './test-support/questions.ts';
import { mseSetting } from './test-support/settings.ts';
import { altered, answer, mse, type Toy } from './test-support/toy-losses.ts';

test('passes what is within the permitted error, and fails what is not', () => {
  expect(examine(definition, {}, mse, mseSetting, weighted)).toMatchObject({ verdict: 'pass' });
  const off = altered(mse, (x) => x * (1 + 1e-6));
  expect(examine(definition, {}, off, mseSetting, weighted)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'value' },
  });
});

const nothing = { sample: { operands: { prediction: [], target: [] } } };

test('a mean over nothing must be refused where empty is throw, and only there', () => {
  const asked = withParams(nothing, { empty: 'throw' });
  expect(examine(definition, {}, mse, mseSetting, asked)).toMatchObject({ verdict: 'pass' });
  const answers = examine(
    definition,
    {},
    (c) => mse({ ...c, params: { ...c.params, empty: 'nan' } }),
    mseSetting,
    asked,
  );
  expect(answers).toMatchObject({ verdict: 'fail', evidence: { class: 'accepted' } });
  const refuses = examine(
    definition,
    {},
    () => ({ status: 'rejected', kind: 'empty', message: 'nothing there' }),
    mseSetting,
    nothing,
  );
  expect(refuses).toMatchObject({ verdict: 'fail', evidence: { class: 'rejected' } });
});

test('says nothing where rounding decides whether a mean is over nothing', () => {
  const asked = withParams(weighted, { empty: 'throw' });
  const refuses = () => ({ status: 'rejected', kind: 'empty', message: 'nothing there' }) as const;
  expect(examine(definition, {}, refuses, mseSetting, asked)).toMatchObject({ verdict: 'fail' });
  const doubtful = { ...mseSetting, radius: Infinity };
  expect(examine(definition, {}, refuses, doubtful, asked)).toMatchObject({ verdict: 'vacuous' });
  expect(examine(definition, {}, refuses, doubtful, weighted)).toMatchObject({ verdict: 'fail' });
});

test('an outcome without a value is named as what it is', () => {
  const crash = examine(definition, {}, () => ({ status: 'crash', detail: 'exit code 1' }), mseSetting, weighted);
  expect(crash).toMatchObject({ verdict: 'fail', evidence: { class: 'crash', message: 'exit code 1' } });
  const missing = examine(definition, {}, () => ({ status: 'value', outputs: {} }), mseSetting, weighted);
  expect(missing).toMatchObject({ verdict: 'fail', evidence: { class: 'malformed' } });
  const none = examine(definition, {}, () => ({ status: 'unsupported', what: 'mse' }), mseSetting, weighted);
  expect(none).toEqual({ verdict: 'unsupported', what: 'mse' });
});

test('says nothing about input outside the domain', () => {
  const bad = { sample: { operands: { prediction: [1], target: [0], weight: [-1] } } };
  expect(examine(definition, {}, mse, mseSetting, bad)).toBeUndefined();
});

describe('NaN in a number that the loss does not depend on', () => {
  /** Of element and target; what an element costs under a target of 0 is given. */
  const divergence =
    (ofNothing: (x: number) => number): Toy =>
    (c) => {
      const [x, t] = [[...c.operands.log_probability!.data], [...c.operands.target!.data]];
      const terms = x.map((v, i) => (t[i] === 0 ? ofNothing(v) : t[i]! * (Math.log(t[i]!) - v)));
      return answer(c, { terms, shares: t.map(() => 1), slopes: {} });
    };
  const setting: Setting = { spec: specs.kl_div!, right: divergence(() => 0) };
  const multiplied = divergence((x) => 0 * x);
  const asked = (log_probability: number[], target: number[], reduction: 'none' | 'mean'): Question => ({
    sample: { operands: { log_probability, target }, params: { per: 'element' }, reduction },
  });

  test.each(['none', 'mean'] as const)('may give NaN or not (%s)', (reduction) => {
    const question = asked([Number.NaN, -1], [0, 0.5], reduction);
    expect(examine(definition, {}, multiplied, setting, question)).toMatchObject({ verdict: 'vacuous' });
    expect(examine(definition, {}, setting.right, setting, question)).toMatchObject({ verdict: 'pass' });
  });
  test('gives no NaN to other items, and excuses no other number', () => {
    const question = asked([Number.NaN, -1], [0, 0.5], 'none');
    const everywhere = altered(setting.right, () => Number.NaN);
    expect(examine(definition, {}, everywhere, setting, question)).toMatchObject({ verdict: 'fail' });
    const off = altered(multiplied, (x) => 2 * x);
    expect(examine(definition, {}, off, setting, question)).toMatchObject({ verdict: 'fail' });
  });
  test('is NaN of something where the value depends on it, or another number is not finite', () => {
    const swallowed: Setting = { ...setting, right: altered(setting.right, (x) => (Number.isNaN(x) ? 0 : x)) };
    const depends = asked([Number.NaN, -1], [0.25, 0.5], 'none');
    expect(examine(definition, {}, setting.right, swallowed, depends)).toMatchObject({ verdict: 'fail' });
    const infinite = asked([-Infinity, -1], [0, 0.5], 'none');
    expect(examine(definition, {}, multiplied, setting, infinite)).toMatchObject({ verdict: 'fail' });
  });
  test('is none of an item of weight 0, which is to be left out', () => {
    const light = { sample: { operands: { prediction: [Number.NaN, 1], target: [0, 0], weight: [0, 1] } } };
    const weighed: Toy = (c) => answer(c, { terms: [Number.NaN, 1], shares: [0, 1], slopes: {} });
    expect(examine(definition, {}, weighed, mseSetting, light)).toMatchObject({ verdict: 'fail' });
  });
});
