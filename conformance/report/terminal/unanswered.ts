import type { RunReport, TestResult } from '../../run/run-report.ts';
import { groupBy } from '../group-by.ts';
import { nameOf } from '../loss-lines.ts';
import { present } from '../present.ts';
import { counted } from '../readable-number.ts';
import type { Style } from '../style.ts';
import { wrap } from '../wrap.ts';

/** Reasons beyond these are counted only. */
const shown = 6;

/** Tests that said nothing, of losses that are there: vacuous and unsupported ones, counted by reason. */
export function unanswered(report: RunReport, style: Style): string[] {
  const { tests } = present(report);
  return [
    ...section('Vacuous', tests, (v) => (v.verdict === 'vacuous' ? v.why : undefined), style),
    ...section('Unsupported', tests, (v) => (v.verdict === 'unsupported' ? v.what : undefined), style),
  ];
}

function section(
  title: string,
  tests: readonly TestResult[],
  reasonOf: (verdict: TestResult['verdict']) => string | undefined,
  style: Style,
): string[] {
  const found = tests.filter((t) => reasonOf(t.verdict) !== undefined);
  if (found.length === 0) return [];
  const reasons = [...groupBy(found, (t) => reasonOf(t.verdict)!)].sort(([, a], [, b]) => b.length - a.length);
  const rest = reasons.slice(shown).reduce((n, [, all]) => n + all.length, 0);
  return [
    style('yellow', `${title}: ${counted(found.length, 'test')}`),
    ...reasons.slice(0, shown).flatMap(([reason, all]) => wrap(`${reason}: ${where(all)}`, 2)),
    ...(rest > 0 ? [`  and ${counted(rest, 'test')} for other reasons`] : []),
  ];
}

function where(tests: readonly TestResult[]): string {
  if (tests.length === 1) return tests[0]!.id;
  const laws = [...new Set(tests.map((t) => t.law))];
  const losses = [...new Set(tests.map(nameOf))];
  const of = losses.length <= 3 ? losses.join(', ') : counted(losses.length, 'loss', 'losses');
  return `${laws.length <= 3 ? laws.join(', ') : counted(laws.length, 'law')} of ${of}`;
}
