import { expect, test } from 'vitest';
import { cotangentLinear } from './cotangent-linear.ts';
import { verdicts } from './test-support/examine.ts';
import { regression, under } from './test-support/questions.ts';
import { mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

test.each(['none', 'sum', 'mean'] as const)('passes a contraction with the cotangent under %s', (reduction) => {
  expect(verdicts(cotangentLinear, {}, mse, setting, under(regression, reduction))).toEqual(new Set(['pass']));
});

test('fails a gradient that ignores the cotangent, or its sign', () => {
  const ignores = altered(mse, (_, want, c, i) => {
    const outcome = mse({ ...c, cotangent: { ...c.cotangent, data: c.cotangent.data.map(() => 1) } });
    return outcome.status === 'value' ? outcome.outputs[want]!.data[i]! : Number.NaN;
  });
  expect(verdicts(cotangentLinear, {}, ignores, setting, regression)).toEqual(new Set(['fail']));
  const unsigned = altered(mse, (x) => Math.abs(x));
  expect(verdicts(cotangentLinear, {}, unsigned, setting, under(regression, 'none'))).toContain('fail');
});
