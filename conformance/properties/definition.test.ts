import { expect, test } from 'vitest';
import { definition } from './definition.ts';
import { examine } from './test-support/examine.ts';
import { weighted, withParams } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

test('passes what is within the permitted error, and fails what is not', () => {
  expect(examine(definition, {}, mse, setting, weighted)).toMatchObject({ verdict: 'pass' });
  const off = altered(mse, (x) => x * (1 + 1e-6));
  expect(examine(definition, {}, off, setting, weighted)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'value' },
  });
});

const nothing = { sample: { operands: { prediction: [], target: [] } } };

test('a mean over nothing must be refused where empty is throw, and only there', () => {
  const asked = withParams(nothing, { empty: 'throw' });
  expect(examine(definition, {}, mse, setting, asked)).toMatchObject({ verdict: 'pass' });
  const answers = examine(definition, {}, (c) => mse({ ...c, params: { ...c.params, empty: 'nan' } }), setting, asked);
  expect(answers).toMatchObject({ verdict: 'fail', evidence: { class: 'accepted' } });
  const refuses = examine(
    definition,
    {},
    () => ({ status: 'rejected', kind: 'empty', message: 'nothing there' }),
    setting,
    nothing,
  );
  expect(refuses).toMatchObject({ verdict: 'fail', evidence: { class: 'rejected' } });
});

test('says nothing where rounding decides whether a mean is over nothing', () => {
  const asked = withParams(weighted, { empty: 'throw' });
  const refuses = () => ({ status: 'rejected', kind: 'empty', message: 'nothing there' }) as const;
  expect(examine(definition, {}, refuses, setting, asked)).toMatchObject({ verdict: 'fail' });
  const doubtful = { ...setting, radius: Infinity };
  expect(examine(definition, {}, refuses, doubtful, asked)).toMatchObject({ verdict: 'vacuous' });
  expect(examine(definition, {}, refuses, doubtful, weighted)).toMatchObject({ verdict: 'fail' });
});

test('an outcome without a value is named as what it is', () => {
  const crash = examine(definition, {}, () => ({ status: 'crash', detail: 'exit code 1' }), setting, weighted);
  expect(crash).toMatchObject({ verdict: 'fail', evidence: { class: 'crash', message: 'exit code 1' } });
  const missing = examine(definition, {}, () => ({ status: 'value', outputs: {} }), setting, weighted);
  expect(missing).toMatchObject({ verdict: 'fail', evidence: { class: 'malformed' } });
  const none = examine(definition, {}, () => ({ status: 'unsupported', what: 'mse' }), setting, weighted);
  expect(none).toEqual({ verdict: 'unsupported', what: 'mse' });
});

test('says nothing about input outside the domain', () => {
  const bad = { sample: { operands: { prediction: [1], target: [0], weight: [-1] } } };
  expect(examine(definition, {}, mse, setting, bad)).toBeUndefined();
});
