import { expect, test } from 'vitest';
import { deterministic } from './deterministic.ts';
import { examine } from './test-support/examine.ts';
import { regression } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

/** The last bit of the third answer differs. */
function drifting() {
  let calls = 0;
  return altered(mse, (x, want, _, i) => {
    if (want === 'value' && i === 0) calls++;
    return calls === 3 ? x * (1 + Number.EPSILON) : x;
  });
}

test('passes the same bits and fails one that differs', () => {
  expect(examine(deterministic, {}, mse, setting, regression)?.verdict).toBe('pass');
  expect(examine(deterministic, {}, drifting(), setting, regression)).toMatchObject({
    verdict: 'fail',
    evidence: { class: 'nondeterministic' },
  });
});

test('tells 0 from -0, and takes NaN for NaN', () => {
  let calls = 0;
  const alone = { ...regression, wants: ['value'] as const };
  const signs = altered(mse, () => (calls++ === 0 ? 0 : -0));
  expect(examine(deterministic, {}, signs, setting, alone)?.verdict).toBe('fail');
  const nothing = altered(mse, () => Number.NaN);
  expect(examine(deterministic, {}, nothing, setting, alone)?.verdict).toBe('pass');
});

test('is unsupported where it is not promised', () => {
  const promises = { deterministic: false, validates: true };
  expect(examine(deterministic, {}, drifting(), { ...setting, promises }, regression)?.verdict).toBe('unsupported');
});
