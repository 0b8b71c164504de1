import type { RunReport, TestResult } from '../../run/run-report.ts';
import { answerWords } from '../answer-words.ts';
import { groupBy } from '../group-by.ts';
import { nameOf } from '../loss-lines.ts';
import { counted } from '../readable-number.ts';
import type { Style } from '../style.ts';
import { wrap } from '../wrap.ts';

/** Known failures, one entry a reason: where it shows, and what was got and expected in the first of them. */
export function expectedFailures(report: RunReport, style: Style): string[] {
  const known = report.tests.filter(({ verdict }) => verdict.verdict === 'expected_failure');
  if (known.length === 0) return [];
  const file = report.expectations.file ? ` (${report.expectations.file})` : '';
  const groups = groupBy(known, (t) => `${nameOf(t)}\n${reasonOf(t)}`);
  return [
    `${style('yellow', `Failed as expected: ${counted(known.length, 'test')}`)}${style('dim', file)}`,
    ...[...groups.values()].flatMap((tests) => {
      const laws = [...groupBy(tests, (t) => t.law)].map(
        ([law, all]) => `${law} (${all.map((t) => t.dtype).join(', ')})`,
      );
      return [
        ...wrap(`${nameOf(tests[0]!)}: ${laws.join(', ')}`, 2),
        ...wrap(reasonOf(tests[0]!), 4),
        ...wrap(shown(tests[0]!), 4).filter((line) => line !== ''),
      ];
    }),
  ];
}

const reasonOf = ({ verdict }: TestResult): string => (verdict.verdict === 'expected_failure' ? verdict.reason : '');

function shown({ verdict }: TestResult): string {
  if (verdict.verdict !== 'expected_failure') return '';
  const { got, expected } = answerWords(verdict.evidence);
  return got && expected ? `${verdict.evidence.output ?? 'value'} ${got}, expected ${expected}` : '';
}
