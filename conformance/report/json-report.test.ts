import { describe, expect, it } from 'vitest';
import { jsonReport, parseReport } from './json-report.ts';
import { evidence, fabricatedReport, loss, mseCase, test } from './test-support/fabricated-report.ts';

const [comparison] = loss('mse').comparisons;
const probed = {
  ...fabricatedReport({}).implementation,
  probes: {
    operators: ['Log'],
    findings: [
      { operator: 'Log', about: 'infinities', input: [0], got: -88, expected: -Infinity, ratio: Infinity },
      { operator: 'Exp', about: 'NaN', message: 'no kernel' },
    ],
  },
} as const;
const report = fabricatedReport({
  implementation: probed,
  placement: { provider: 'WebGpuExecutionProvider', proof: 'profile', graphs: 2, operators: { Log: 3 } },
  losses: [
    loss('mse', { comparisons: [{ ...comparison!, worst: Infinity, medianBoundUlp: null }], uncovered: ['tie'] }),
    loss('huber', { form: 'fused', unsupported: 'no operator' }),
  ],
  tests: [
    test('mse', 'definition', {
      verdict: 'fail',
      evidence: evidence({
        case: mseCase('f16', [Number.NaN, -0, Infinity]),
        got: Number.NaN,
        expected: -0,
        ratio: Infinity,
      }),
    }),
    test('mse', 'edges', {
      verdict: 'other_convention',
      which: 'empty = zero',
      dialects: ['keras'],
      evidence: evidence(),
    }),
    test('mse', 'convex', { verdict: 'expected_failure', reason: 'known', evidence: evidence() }, { replay: 'abc' }),
    test('mse', 'finite', { verdict: 'unexpected_pass', reason: 'known' }),
    test('mse', 'scale', { verdict: 'vacuous', why: 'x' }),
    test('mse', 'symmetric', { verdict: 'unsupported', what: 'x' }),
    test('mse', 'descends', { verdict: 'not_run', reason: 'x' }),
  ],
  status: 'incomplete',
  reason: 'stopped',
  expectations: { file: 'known.json', unmatched: ['mze'], expired: ['mse'] },
});

describe('jsonReport', () => {
  it('is read back as it was, non-finite numbers and negative zero included', () => {
    const back = parseReport(jsonReport(report));
    expect(back).toEqual(report);
    const verdict = back.tests[0]!.verdict;
    expect(verdict.verdict === 'fail' && Object.is(verdict.evidence.expected, -0)).toBe(true);
  });
  it('writes what JSON lacks by name', () => {
    const json = JSON.parse(jsonReport(report));
    expect(json.schema).toBe('lossproof-report/2');
    expect(json.tests[0].verdict.evidence).toMatchObject({ got: 'NaN', expected: '-0', ratio: 'Infinity' });
    expect(json.losses[0].comparisons[0]).toMatchObject({ worst: 'Infinity', medianBoundUlp: null });
  });
});

describe('parseReport', () => {
  it('says what is not as the schema says', () => {
    const json = { ...JSON.parse(jsonReport(report)), schema: 'other', status: 'fine' };
    expect(() => parseReport(JSON.stringify(json))).toThrow(/at schema: .*\n +at status: /);
  });
});
