import { describe, expect, it } from 'vitest';
import { junitReport } from './junit-report.ts';
import { evidence, fabricatedReport, lacking, loss, test } from './test-support/fabricated-report.ts';

const lines = (xml: string): string[] => xml.split('\n').map((l) => l.trim());

describe('junitReport', () => {
  it('has a suite a loss and dtype, and a case a law', () => {
    expect(lines(junitReport(fabricatedReport()))).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="lossproof onnxruntime 1.30.0" tests="2" failures="0" skipped="0" errors="0" time="2.000">',
      '<testsuite name="mse/f32" tests="2" failures="0" skipped="0" errors="0">',
      '<testcase classname="lossproof.mse/f32" name="definition"/>',
      '<testcase classname="lossproof.mse/f32" name="gradient"/>',
      '</testsuite>',
      '</testsuites>',
      '',
    ]);
  });
  it('fails failures, other conventions and unexpected passes, and skips the rest with its reason', () => {
    const xml = junitReport(
      fabricatedReport({
        tests: [
          test(
            'mse',
            'definition',
            { verdict: 'fail', evidence: evidence() },
            { replay: 'tok', diagnosis: 'missing half' },
          ),
          test('mse', 'edges', {
            verdict: 'other_convention',
            which: 'empty = zero',
            dialects: ['keras'],
            evidence: evidence(),
          }),
          test('mse', 'finite', { verdict: 'unexpected_pass', reason: 'known' }),
          test('mse', 'convex', { verdict: 'expected_failure', reason: 'known', evidence: evidence() }),
          test('mse', 'scale', { verdict: 'vacuous', why: 'no bound' }),
          test('mse', 'symmetric', { verdict: 'unsupported', what: 'weights' }),
          test('mse', 'descends', { verdict: 'not_run', reason: 'required' }),
        ],
      }),
    );
    expect(xml).toContain('<testsuite name="mse/f32" tests="7" failures="4" skipped="3" errors="0">');
    expect(xml).toContain('<failure type="value" message="the value is off by 2 000 000 times what is permitted">');
    expect(xml).toContain('prediction  [3, 0]');
    expect(xml).toContain('&#10;replay      lossproof replay tok&#10;diagnosis   missing half<');
    expect(xml).toContain('<failure type="other_convention" message="empty = zero">');
    expect(xml).toContain('<failure type="unexpected_pass" message="it passes, and is expected to fail: known">');
    expect(xml).toContain('<failure type="not_run" message="required">');
    expect([...xml.matchAll(/<skipped type="(\w+)" message="([^"]*)"/g)].map((m) => `${m[1]}, ${m[2]}`)).toEqual([
      'expected_failure, failed as expected: known',
      'vacuous, vacuous: no bound',
      'unsupported, unsupported: weights',
    ]);
  });
  it('fails on gaps, on expectations that are not right, and where the run stopped short', () => {
    const xml = junitReport(
      fabricatedReport({
        losses: [loss('mse', { uncovered: ['regime tie'] })],
        expectations: { unmatched: ['mze'], expired: ['mse'] },
        status: 'incomplete',
        reason: 'three restarts',
      }),
    );
    expect(xml).toContain('tests="6" failures="4"');
    expect(xml).toContain('name="coverage: regime tie"');
    expect(xml).toContain('<testsuite name="expectations" tests="2" failures="2"');
    expect(xml).toContain('the run did not come to its end: three restarts');
  });
  it('leaves out losses that are not there, but for those that were required', () => {
    const xml = junitReport(fabricatedReport(lacking));
    expect(xml).toContain('tests="1" failures="0" skipped="0"');
    expect([...xml.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name)).toEqual(['mse/f32']);
    const required = test('huber', 'definition', { verdict: 'not_run', reason: 'required' });
    const failing = junitReport(fabricatedReport({ ...lacking, tests: [test('mse', 'definition'), required] }));
    expect(failing).toContain('<testsuite name="huber/f32" tests="1" failures="1" skipped="0" errors="0">');
  });
  it('escapes markup and replaces what XML cannot hold', () => {
    const message = `a<b & "c" 'd'\n\u0000\u001b[31m\ud800 \u{1f600}`;
    const xml = junitReport(
      fabricatedReport({ tests: [test('mse', 'edges', { verdict: 'fail', evidence: evidence({ message }) })] }),
    );
    expect(xml).toContain('message="a&lt;b &amp; &quot;c&quot; &apos;d&apos;&#10;\ufffd\ufffd[31m\ufffd \u{1f600}"');
  });
});
