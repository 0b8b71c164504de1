import { describe, expect, it } from 'vitest';
import { asText } from './as-text.ts';
import { plainStyle } from './style.ts';
import { terminalReport } from './terminal-report.ts';
import { evidence, fabricatedReport, mseCase, test } from './test-support/fabricated-report.ts';

const words = { sentence: (law: string): string => `The law of ${law}.`, specOf: () => undefined };

/** The lines of the answer in each kind of report. */
function answers(of: Parameters<typeof evidence>[0]): Record<string, string[]> {
  const failing = test('mse', 'edges', { verdict: 'fail', evidence: evidence(of) });
  const report = fabricatedReport({ tests: [failing] });
  const lines = (text: string): string[] =>
    text
      .split(/\n|&#10;/)
      .map((line) => line.trim())
      .filter((line) => /^(output|got|expected|error) {2,}/.test(line));
  return {
    terminal: lines(terminalReport(report, { style: plainStyle, ...words })),
    html: lines(asText('html', report, words).replaceAll('</pre>', '\n')),
    md: lines(asText('md', report, words)),
    junit: lines(asText('junit', report, words).replaceAll('</failure>', '\n')),
  };
}

describe('the answer of a failure', () => {
  it.each([
    [
      'a small number and a large multiple',
      { got: 1, expected: 5e-4, bound: 1.11e-15, ratio: 9e14 },
      [
        'output      value, element 0',
        'got         1',
        'expected    5e-4',
        'error       1, permitted 1.11e-15: 9e14 times that',
      ],
    ],
    [
      'a negative zero',
      { got: 0, expected: -0, bound: 0, ratio: Infinity },
      ['output      value, element 0', 'got         0', 'expected    -0', 'error       0, permitted 0'],
    ],
    [
      'no error where it is infinite',
      { got: Infinity, expected: 3, bound: 1e-7, ratio: Infinity },
      ['output      value, element 0', 'got         Infinity', 'expected    3'],
    ],
    [
      'a number of float16 by its shortest decimal',
      { case: mseCase('f16'), got: 0.0999755859375, expected: 0.5, bound: 1e-3, ratio: 400 },
      [
        'output      value, element 0',
        'got         0.1',
        'expected    0.5',
        'error       0.4, permitted 0.001: 400 times that',
      ],
    ],
  ])('is the same in every report: %s', (_, of, lines) => {
    expect(answers(of)).toEqual({ terminal: lines, html: lines, md: lines, junit: lines });
  });
});
