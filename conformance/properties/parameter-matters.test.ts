import { expect, test } from 'vitest';
import { parameterMatters } from './parameter-matters.ts';
import { verdicts } from './test-support/examine.ts';
import { classification, ignoring, triplets, weighted } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting, tripletSetting } from './test-support/settings.ts';
import { crossEntropy, mse, type Toy, triplet } from './test-support/toy-losses.ts';

const forgetting =
  (toy: Toy, name: string, value: number | string): Toy =>
  (c) =>
    toy({ ...c, params: { ...c.params, [name]: value } });

test('is existential', () => {
  expect(parameterMatters.existential).toBe(true);
});

test.each([
  { param: 'margin', toy: triplet, setting: tripletSetting, question: triplets },
  { param: 'distance', toy: triplet, setting: tripletSetting, question: triplets },
  { param: 'label_smoothing', toy: crossEntropy, setting: crossEntropySetting, question: classification },
  { param: 'ignore_index', toy: crossEntropy, setting: crossEntropySetting, question: classification },
  { param: 'denominator', toy: mse, setting: mseSetting, question: weighted },
])('$param changes a value', ({ param, toy, setting, question }) => {
  expect(verdicts(parameterMatters, { param }, toy, setting, question)).toContain('pass');
  expect(verdicts(parameterMatters, { param }, toy, setting, question)).not.toContain('fail');
});

test('fails a parameter that is accepted and not used', () => {
  const margin = forgetting(triplet, 'margin', 1);
  expect(verdicts(parameterMatters, { param: 'margin' }, margin, tripletSetting, triplets)).toContain('fail');
  const denominator = forgetting(mse, 'denominator', 'weight');
  expect(verdicts(parameterMatters, { param: 'denominator' }, denominator, mseSetting, weighted)).toEqual(
    new Set(['fail']),
  );
});

test('is vacuous where it changes nothing', () => {
  // Without smoothing the two forms of smoothing are one.
  const args = { param: 'smoothing_form' };
  expect(verdicts(parameterMatters, args, crossEntropy, crossEntropySetting, ignoring)).toEqual(new Set(['vacuous']));
});

test('asks no case in which both means divide by the same', () => {
  const args = { param: 'denominator' };
  const equal = { ...weighted, sample: { operands: { ...weighted.sample.operands, weight: [1, 0.5, 1.5] } } };
  expect(verdicts(parameterMatters, args, mse, mseSetting, equal)).toEqual(new Set(['nothing']));
});

test('leaves out values that the implementation does not have', () => {
  const only =
    (values: readonly unknown[]): Toy =>
    (c) =>
      values.includes(c.params.distance)
        ? triplet(c)
        : { status: 'unsupported', what: `distance ${c.params.distance}` };
  const distance = { param: 'distance' };
  expect(verdicts(parameterMatters, distance, only(['euclidean']), tripletSetting, triplets)).toEqual(
    new Set(['unsupported']),
  );
  const margins: Toy = (c) =>
    c.params.margin === 1 || c.params.margin === 2 ? triplet(c) : { status: 'unsupported', what: 'it' };
  expect(verdicts(parameterMatters, { param: 'margin' }, margins, tripletSetting, triplets)).toContain('pass');
});
