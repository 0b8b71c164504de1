import { describe, expect, it } from 'vitest';
import { othersAbsent, present } from './present.ts';
import { diffText, reportDiff } from './report-diff.ts';
import { plainStyle } from './style.ts';
import { fabricatedReport, lacking, test } from './test-support/fabricated-report.ts';

const { options } = fabricatedReport();

describe('present', () => {
  it('leaves out the lines and tests of losses that are not there', () => {
    const { lines, tests, absent } = present(fabricatedReport(lacking));
    expect(lines.map(({ name }) => name)).toEqual(['mse']);
    expect(tests.map(({ id }) => id)).toEqual(['mse/definition/f32']);
    expect(absent).toEqual({ named: [], others: 2 });
  });
  it('keeps one that was required', () => {
    const required = test('huber', 'definition', { verdict: 'not_run', reason: 'required' });
    const { lines, tests, absent } = present(fabricatedReport({ ...lacking, tests: [lacking.tests[0]!, required] }));
    expect(lines.map(({ name }) => name)).toEqual(['mse', 'huber']);
    expect(tests).toHaveLength(2);
    expect(absent).toEqual({ named: [], others: 1 });
  });
  it.each([
    ['huber', ['huber']],
    ['mse, dice', ['dice']],
    ['hub*', ['huber']],
    ['{huber,dice}/gradient', ['huber', 'dice']],
    ['*/gradient', []],
    ['**', []],
    ['*/gradient,dice', ['dice']],
    ['{mse/edges,huber/edges}', []],
  ])('names those that %j names', (pattern, named) => {
    for (const option of ['select', 'require']) {
      const report = fabricatedReport({ ...lacking, options: { ...options, [option]: pattern } });
      expect(present(report).absent).toEqual({ named, others: 2 - named.length });
    }
  });
});

it('says how many are not there', () => {
  expect(othersAbsent({ named: [], others: 0 }, 3)).toBe('');
  expect(othersAbsent({ named: [], others: 104 }, 5)).toBe('104 others are not there (lossproof list)');
  expect(othersAbsent({ named: ['huber'], others: 1 }, 0)).toBe('1 other is not there (lossproof list)');
  expect(othersAbsent({ named: [], others: 2 }, 0)).toBe('2 losses are not there (lossproof list)');
});

describe('the difference of two reports', () => {
  const [mse] = lacking.tests;
  const huber = test('huber', 'definition');
  const lossOf = (report: Parameters<typeof fabricatedReport>[0]) => fabricatedReport(report);
  it('does not know of losses that are in neither', () => {
    const diff = reportDiff(
      fabricatedReport(),
      lossOf({ ...lacking, tests: [...fabricatedReport().tests, ...lacking.tests.slice(1)] }),
    );
    expect(diffText(diff, plainStyle)).toBe('The same verdicts.\n');
  });
  it('says of a loss that was dropped that it is gone', () => {
    const before = lossOf({ losses: fabricatedReport().losses, tests: [mse!, huber] });
    expect(diffText(reportDiff(before, fabricatedReport(lacking)), plainStyle)).toBe(
      'Gone: 1 test\n  huber/definition/f32\n',
    );
  });
});
