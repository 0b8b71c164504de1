import { describe, expect, it } from 'vitest';
import type { RunReport } from '../run/run-report.ts';
import { plainStyle } from './style.ts';
import { terminalReport } from './terminal-report.ts';
import { evidence, fabricatedReport, lacking, loss, mseCase, test } from './test-support/fabricated-report.ts';

const print = (more: Partial<RunReport> = {}): string =>
  terminalReport(fabricatedReport(more), {
    style: plainStyle,
    sentence: (law) => `What ${law} says.`,
  });
const failing = (law: Parameters<typeof test>[1], more: Parameters<typeof test>[3] = {}) =>
  test('mse', law, { verdict: 'fail', evidence: evidence() }, { broken: 3, ...more });

describe('terminalReport', () => {
  it('is short where everything passed', () => {
    expect(print()).toBe(
      `lossproof 0.1.0: onnxruntime 1.30.0 (cpu) in f32, 200 cases a loss, profile standard, seed 7

                           error / permitted
  loss  dtype  cases  laws  value  gradients  verdict
  mse   f32      200   2/2   0.81       0.99  ok

1 loss, 2 tests: 2 passed.
640 cases evaluated in 2.0 s, 25% of it in the implementation.
Exit code 0: conformant and complete.
`,
    );
  });
  it('shows a failure with law, tensors, answer, diagnosis and a line to replay it', () => {
    const text = print({
      tests: [failing('definition', { regime: 'offset', replay: 'tok', diagnosis: 'the half is missing' })],
      replayWith: ' -- python3 adapter.py',
    });
    expect(text).toContain(`FAILED mse  1 of 1 test
  definition  What definition says.
  in f32, broken by 3 of 16 cases, here offset:
    options     reduction = mean
    prediction  [3, 0]                          0x40400000 0x00000000
    target      [0, 0]                          0x00000000 0x00000000
    output      value, element 0
    got         4.25
    expected    4.5
    error       0.25, permitted 1.25e-7: 2e6 times that
    diagnosis   the half is missing
    replay      lossproof replay tok -- python3 adapter.py
`);
    expect(text).toContain('Exit code 1: 1 test failed.');
  });
  it('shows the first failure of a loss and names the others', () => {
    const text = print({
      tests: [failing('definition'), failing('gradient'), failing('gradient', { dtype: 'f64' }), failing('edges')],
    });
    expect(text.match(/broken by/g)).toHaveLength(1);
    expect(text).toContain('FAILED mse  4 of 4 tests');
    expect(text).toContain('  and also    gradient (f32, f64), edges (f32)');
  });
  it('says once what several forms of a loss do wrong alike', () => {
    const forms = ['composed', 'fused'].map((form) => failing('edges', { form, replay: `tok-${form}` }));
    const text = print({ tests: [...forms, failing('gradient', { form: 'other' })] });
    expect(text.match(/broken by/g)).toHaveLength(2);
    expect(text).toContain(
      'FAILED mse@fused  1 of 1 test\n  edges  in f32, in the same way as mse@composed above\n' +
        '    replay      lossproof replay tok-fused\n',
    );
  });
  it('repeats the message of laws that are not a plain comparison', () => {
    const found = '    found       the value is off by 2 000 000 times what is permitted\n';
    expect(print({ tests: [failing('edges')] })).toContain(found);
    expect(print({ tests: [failing('gradient')] })).not.toContain(found);
    const crash = evidence({ class: 'crash', message: 'it exited with 139\n\n' });
    const { got: _, expected: __, bound: ___, ratio: ____, ...without } = crash;
    const text = print({ tests: [test('mse', 'definition', { verdict: 'fail', evidence: without })] });
    expect(text).toContain('    found       it exited with 139\n\n1 loss');
  });
  it('stays readable when 300 tests fail', () => {
    const laws = ['definition', 'gradient', 'edges', 'finite', 'scale'] as const;
    const tests = Array.from({ length: 300 }, (_, i) =>
      test(`loss_${i % 12}`, laws[i % 5]!, { verdict: 'fail', evidence: evidence() }),
    );
    const lines = print({ tests }).split('\n');
    expect(lines.length).toBeLessThan(250);
    expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(110);
  });
  it('shows options that are not at their defaults, and a cotangent that is not all ones', () => {
    const c = mseCase();
    const odd = {
      ...c,
      params: { ...c.params, denominator: 'count' },
      cotangent: { ...c.cotangent, data: Float64Array.of(-2) },
    };
    const text = print({ tests: [test('mse', 'gradient', { verdict: 'fail', evidence: evidence({ case: odd }) })] });
    expect(text).toContain('options     reduction = mean, denominator = count\n');
    expect(text).toMatch(/cotangent {3}-2 +0xc0000000\n/);
  });
  it('says which other convention explains it', () => {
    const which = 'denominator = count';
    const text = print({
      tests: [test('mse', 'definition', { verdict: 'other_convention', which, dialects: [], evidence: evidence() })],
    });
    expect(text).toContain('    convention  denominator = count\n');
    expect(text).toContain('Exit code 1: 1 undeclared other convention.');
  });
  it('says in one line what is a convention of a library and no more', () => {
    const convention = (loss: string, law: Parameters<typeof test>[1], dialects: readonly string[]) =>
      test(loss, law, { verdict: 'other_convention', which: 'denominator = count', dialects, evidence: evidence() });
    const text = print({
      tests: [
        convention('mse', 'definition', ['tfjs', 'keras']),
        convention('mse', 'edges', ['tfjs', 'keras']),
        convention('huber', 'definition', ['keras']),
      ],
    });
    expect(text).not.toContain('broken by');
    expect(text).toContain(
      '3 tests of 2 losses fail by convention only: run with --dialect keras\n  mse, huber: denominator = count\n',
    );
    expect(text).toContain('Exit code 1: 3 tests of 2 losses fail by convention only: run with --dialect keras.');
  });
  it('lists expected failures, what was not answered, gaps and expectations that are not right', () => {
    const text = print({
      losses: [loss('mse', { uncovered: ['regime tie'] })],
      tests: [
        test('mse', 'definition', { verdict: 'expected_failure', reason: 'known (unreported)', evidence: evidence() }),
        test('mse', 'edges', { verdict: 'expected_failure', reason: 'known (unreported)', evidence: evidence() }),
        test('mse', 'finite', { verdict: 'unexpected_pass', reason: 'thought broken (unreported)' }),
        test('mse', 'scale', { verdict: 'vacuous', why: 'no bound' }),
        test('mse', 'convex', { verdict: 'unsupported', what: 'weights' }),
        test('mse', 'symmetric', { verdict: 'not_run', reason: 'required' }),
      ],
      expectations: { file: 'known.json', unmatched: ['mze'], expired: ['mse/gradient'] },
    });
    expect(text).toContain('Failed as expected: 2 tests (known.json)\n  mse: definition (f32), edges (f32)\n');
    expect(text).toContain('    known (unreported)\n    value 4.25, expected 4.5\n');
    expect(text).toContain('Passed, and expected to fail\n  mse/finite/f32: thought broken (unreported)\n');
    expect(text).toContain('Never reached\n  mse in f32: regime tie\n');
    expect(text).toContain('Expectations that match no test\n  mze\n');
    expect(text).toContain('Expectations past their expiry\n  mse/gradient\n');
    expect(text).toContain('Vacuous: 1 test\n  no bound: mse/scale/f32\n');
    expect(text).toContain('Unsupported: 1 test\n  weights: mse/convex/f32\n');
    expect(text).toContain('Not run\n  mse/symmetric/f32: required\n');
  });
  it('counts losses that are not there in one line, and names those that were asked for', () => {
    const print3 = (options: Partial<RunReport['options']> = {}): string =>
      print({ ...lacking, options: { ...fabricatedReport().options, ...options } });
    expect(print3()).toContain('\n\n  2 others are not there (lossproof list)\n\n1 loss, 1 test: 1 passed.\n');
    expect(print3({ select: 'mse,huber' })).toContain(
      '\n\n  not there  huber\n  1 other is not there (lossproof list)\n\n1 loss, 1 test: 1 passed.\n',
    );
    expect(print3({ select: '{huber,dice}/*/f32' })).toContain('\n\n  not there  huber, dice\n\n1 loss,');
  });
  it('marks a partial report', () => {
    expect(print({ status: 'interrupted' })).toContain('Exit code 130: interrupted; this report is partial.');
  });
});
