import { describe, expect, it } from 'vitest';
import { exitReason } from './exit-reason.ts';
import { evidence, fabricatedReport, loss, test } from './test-support/fabricated-report.ts';

const failing = test('mse', 'edges', { verdict: 'fail', evidence: evidence() });

describe('exitReason', () => {
  it('is 0 where everything passed, was unsupported or failed as expected', () => {
    const tests = [
      test('mse', 'edges'),
      test('mse', 'finite', { verdict: 'unsupported', what: 'x' }),
      test('mse', 'convex', { verdict: 'expected_failure', reason: 'x', evidence: evidence() }),
    ];
    expect(exitReason(fabricatedReport({ tests }))).toEqual({ code: 0, why: 'conformant and complete' });
  });
  it.each([
    ['1 test failed', { tests: [failing] }],
    ['2 tests failed', { tests: [failing, failing] }],
    [
      '1 undeclared other convention',
      {
        tests: [test('mse', 'edges', { verdict: 'other_convention', which: 'x', dialects: [], evidence: evidence() })],
      },
    ],
    ['1 unexpected pass', { tests: [test('mse', 'edges', { verdict: 'unexpected_pass', reason: 'x' })] }],
    ['1 required test not run', { tests: [test('mse', 'edges', { verdict: 'not_run', reason: 'x' })] }],
    ['2 regimes or options never reached', { losses: [loss('mse', { uncovered: ['a', 'b'] })] }],
    ['1 expectation matching no test', { expectations: { unmatched: ['mze'], expired: [] } }],
    ['1 expired expectation', { expectations: { unmatched: [], expired: ['mse'] } }],
    ['1 test failed; and incomplete: stopped', { tests: [failing], status: 'incomplete', reason: 'stopped' }],
  ] as const)('is 1: %s', (why, more) => {
    expect(exitReason(fabricatedReport(more))).toEqual({ code: 1, why });
  });
  it('is 4 where nothing failed and the run stopped short', () => {
    expect(exitReason(fabricatedReport({ status: 'incomplete', reason: '3 restarts' }))).toEqual({
      code: 4,
      why: 'nothing failed, but the run is incomplete: 3 restarts',
    });
  });
  it('is 130 where it was interrupted, whatever failed', () => {
    const reason = 'interrupted by the user';
    expect(exitReason(fabricatedReport({ status: 'interrupted', tests: [failing], reason }))).toEqual({
      code: 130,
      why: 'interrupted by the user; this report is partial',
    });
  });
});
