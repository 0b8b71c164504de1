import { describe, expect, it } from 'vitest';
import { htmlReport } from './html-report.ts';
import { curve, evidence, fabricatedReport, lacking, loss, test } from './test-support/fabricated-report.ts';

const sentence = (law: string): string => `The law of ${law}.`;

describe('htmlReport', () => {
  it('has the verdict, the matrix and the losses, and asks nothing of a network', () => {
    const page = htmlReport(fabricatedReport(), sentence);
    expect(page).toContain('<h1>onnxruntime 1.30.0</h1>');
    expect(page).toContain('Conformant: conformant and complete (exit code 0).');
    expect(page).toContain('title="The law of definition."><span>definition</span>');
    expect(page).toContain('title="mse/definition/f32: passed"');
    expect(page).toMatch(/<span class="heat" style="--part:81%" title="[^"]+">value 0.81<\/span>/);
    expect(page).not.toMatch(/<script|https?:|src=|@import|url\(/);
  });
  it('leads from the matrix to each failure, with tensors, diagnosis and replay', () => {
    const failing = test(
      'mse',
      'edges',
      { verdict: 'fail', evidence: evidence() },
      { replay: 'tok', diagnosis: 'a < b' },
    );
    const page = htmlReport(fabricatedReport({ tests: [failing] }), sentence);
    const [, anchor] = /href="#([^"]+)"/.exec(page)!;
    expect(page).toContain(`id="${anchor}"`);
    expect(page).toContain('<strong>a &lt; b</strong>');
    expect(page).toContain('prediction  [3, 0]');
    expect(page).toContain('got         4.25\nexpected    4.5\nerror       0.25, permitted 1.25e-7: 2e6 times that');
    expect(page).toContain('lossproof replay tok');
  });
  it('shows how large errors are by regime, and the curve of a loss, to which the table leads', () => {
    const page = htmlReport(fabricatedReport({ losses: [loss('mse', { curve })] }), sentence);
    const [, anchor] = /<a href="#([^"]+)">mse<\/a>/.exec(page)!;
    expect(page).toContain(`<details id="${anchor}"><summary><h3>mse</h3>`);
    expect(page).toContain('<td class="heat" style="--part:81%">0.81</td>');
    expect(page).toContain('aria-label="Errors of all losses: ');
    expect(page).toContain('aria-label="value of mse in f32 along prediction, ');
  });
  it('tells how to replay on the same implementation', () => {
    const failing = test('mse', 'edges', { verdict: 'fail', evidence: evidence() }, { replay: 'tok' });
    const page = htmlReport(fabricatedReport({ tests: [failing], replayWith: ' -- python3 a.py' }), sentence);
    expect(page).toContain('lossproof replay tok -- python3 a.py</pre>');
  });
  it('lists what is known and what was not reached', () => {
    const page = htmlReport(
      fabricatedReport({
        losses: [loss('mse', { uncovered: ['regime tie'] })],
        tests: [test('mse', 'convex', { verdict: 'expected_failure', reason: 'known', evidence: evidence() })],
        expectations: { unmatched: ['mze'], expired: ['old'] },
      }),
      sentence,
    );
    expect(page).toContain('<code>mse/convex/f32</code>: known');
    expect(page).toContain('<code>mse</code> in f32: regime tie');
    for (const word of ['mze', 'old']) expect(page).toContain(`<li>${word}</li>`);
  });
  it('says in a line how many losses are not there, and lists none of their tests', () => {
    const page = htmlReport(fabricatedReport(lacking), sentence);
    expect(page).toContain('<p class="dim">2 others are not there (lossproof list).</p>');
    expect(page).not.toMatch(/unsupported|huber|dice/i);
    const options = { ...fabricatedReport().options, select: 'mse,huber' };
    expect(htmlReport(fabricatedReport({ ...lacking, options }), sentence)).toContain('<p>Not there: huber.</p>');
  });
  it('shows what an implementation says of itself as text', () => {
    const page = htmlReport(
      fabricatedReport({
        implementation: { ...fabricatedReport().implementation, name: '<script>alert(1)</script>\u0000' },
      }),
      sentence,
    );
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\ufffd');
    expect(page).not.toContain('<script>');
  });
});
