import { describe, expect, it } from 'vitest';
import type { RunReport } from '../run/run-report.ts';
import { lossLines } from './loss-lines.ts';
import { evidence, fabricatedReport, loss, test } from './test-support/fabricated-report.ts';

const line = (more: Partial<RunReport>) => lossLines(fabricatedReport(more))[0]!;
const [comparison] = loss('mse').comparisons;

describe('lossLines', () => {
  it('gives each loss, form and dtype its own tests', () => {
    const lines = lossLines(
      fabricatedReport({
        losses: [loss('mse'), loss('mse', { form: 'fused' }), loss('mse', { dtype: 'f64' })],
        tests: [
          test('mse', 'definition'),
          test('mse', 'edges', { verdict: 'fail', evidence: evidence() }),
          test('mse', 'definition', undefined, { form: 'fused' }),
          test('mse', 'finite', undefined, { dtype: 'f64' }),
        ],
      }),
    );
    expect(lines.map((l) => [l.name, l.result.dtype, l.passed, l.tests.length])).toEqual([
      ['mse', 'f32', 1, 2],
      ['mse@fused', 'f32', 1, 1],
      ['mse', 'f64', 1, 1],
    ]);
  });
  it('takes the worst of the value and of all gradients, and lets NaN be the worst', () => {
    const comparisons = (worst: number[]) =>
      worst.map((w, i) => ({ ...comparison!, output: i === 0 ? 'value' : `gradient.${i}`, worst: w }));
    const found = line({ losses: [loss('mse', { comparisons: comparisons([0.5, 0.1, 0.7]) })] });
    expect([found.worstValue, found.worstGradient]).toEqual([0.5, 0.7]);
    const broken = line({ losses: [loss('mse', { comparisons: comparisons([0.5, Number.NaN, 0.7]) })] });
    expect(broken.worstGradient).toBeNaN();
  });
  it('has no worst error where nothing was compared', () => {
    const none = line({ losses: [loss('mse', { comparisons: [{ ...comparison!, count: 0, worst: 0 }] })] });
    expect([none.worstValue, none.worstGradient]).toEqual([undefined, undefined]);
  });
  it.each([
    ['ok', 'green', [test('mse', 'edges')], []],
    [
      'ok, 1 unsupported',
      'green',
      [test('mse', 'edges'), test('mse', 'finite', { verdict: 'unsupported', what: 'x' })],
      [],
    ],
    [
      'ok, 1 expected to fail',
      'yellow',
      [test('mse', 'edges'), test('mse', 'finite', { verdict: 'expected_failure', reason: 'x', evidence: evidence() })],
      [],
    ],
    [
      '1 failed, 1 other convention, 1 unexpected pass',
      'red',
      [
        test('mse', 'edges', { verdict: 'fail', evidence: evidence() }),
        test('mse', 'finite', { verdict: 'other_convention', which: 'x', dialects: [], evidence: evidence() }),
        test('mse', 'convex', { verdict: 'unexpected_pass', reason: 'x' }),
      ],
      [],
    ],
    ['1 not run', 'red', [test('mse', 'edges', { verdict: 'not_run', reason: 'x' })], []],
    ['1 not covered', 'red', [test('mse', 'edges')], ['regime tie']],
    ['nothing passed, 1 vacuous', 'yellow', [test('mse', 'edges', { verdict: 'vacuous', why: 'x' })], []],
    ['nothing asked', 'yellow', [], []],
  ] as const)('says %j', (verdict, colour, tests, uncovered) => {
    const found = line({ tests, losses: [loss('mse', { uncovered })] });
    expect([found.verdict, found.colour]).toEqual([verdict, colour]);
  });
  it('says why a loss was not run', () => {
    expect(line({ losses: [loss('mse', { unsupported: 'no operator' })] }).verdict).toBe('unsupported: no operator');
  });
});
