import { describe, expect, it } from 'vitest';
import { markdownReport } from './markdown-report.ts';
import { evidence, fabricatedReport, lacking, loss, test } from './test-support/fabricated-report.ts';

const sentence = (law: string): string => `The law of ${law}.`;

describe('markdownReport', () => {
  it('has the verdict, the run and the table', () => {
    const text = markdownReport(fabricatedReport(), sentence).split('\n');
    expect(text[0]).toBe('# lossproof: onnxruntime 1.30.0');
    expect(text[2]).toBe('Conformant: conformant and complete (exit code 0).');
    expect(text[4]).toBe('Suite 0.1.0, cpu, f32, 200 cases a loss, profile standard, seed 7.');
    expect(text[8]).toBe('| `mse` | f32 | 200 | 2/2 | 0.81 | 0.99 | ok |');
  });
  it('shows failures with their counterexample, and lists what is known', () => {
    const text = markdownReport(
      fabricatedReport({
        losses: [loss('mse', { uncovered: ['regime tie'] })],
        tests: [
          test('mse', 'edges', { verdict: 'fail', evidence: evidence() }, { replay: 'tok', diagnosis: 'a | b' }),
          test('mse', 'convex', { verdict: 'expected_failure', reason: 'known', evidence: evidence() }),
        ],
        expectations: { unmatched: ['mze'], expired: [] },
      }),
      sentence,
    );
    expect(text).toContain('### `mse/edges/f32`\n\nThe law of edges. the value is off');
    expect(text).toContain('what is permitted. Diagnosis: a \\| b.');
    expect(text).toContain('prediction  [3, 0]');
    expect(text).toContain('got         4.25\nexpected    4.5\nerror       0.25, permitted 1.25e-7: 2e6 times that');
    expect(text).toContain('replay      lossproof replay tok');
    expect(text).toContain('## Failed as expected\n\n- `mse/convex/f32`: known');
    expect(text).toContain('## Never reached\n\n- `mse` in f32: regime tie');
    expect(text).toContain('## Expectations that match no test\n\n- `mze`');
  });
  it('has no row for losses that are not there, and names those that were asked for', () => {
    const text = markdownReport(fabricatedReport(lacking), sentence);
    expect(text.match(/^\| `/gm)).toHaveLength(1);
    expect(text).toContain('\n\n2 others are not there (lossproof list).\n');
    const options = { ...fabricatedReport().options, require: 'dice' };
    expect(markdownReport(fabricatedReport({ ...lacking, options }), sentence)).toContain(
      '\n\nNot there: `dice`.\n\n1 other is not there (lossproof list).\n',
    );
  });
  it('shows twenty failures and names the others', () => {
    const many = Array.from({ length: 23 }, (_, i) =>
      test(`loss_${i}`, 'edges', { verdict: 'fail', evidence: evidence() }),
    );
    const text = markdownReport(fabricatedReport({ tests: many }), sentence);
    expect(text.match(/^### /gm)).toHaveLength(20);
    expect(text).toContain('## And also\n\n- `loss_20/edges/f32`\n- `loss_21/edges/f32`\n- `loss_22/edges/f32`\n');
  });
});
