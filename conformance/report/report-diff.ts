import { failing, type RunReport, type TestResult } from '../run/run-report.ts';
import type { VerdictName } from './loss-lines.ts';
import { present } from './present.ts';
import { counted } from './readable-number.ts';
import type { Style } from './style.ts';

export interface ReportDiff {
  /** Failing now, and not before: what is new and fails is among them. */
  readonly worse: readonly Change[];
  readonly better: readonly Change[];
  /** Another verdict that is neither: unsupported now, known now ... */
  readonly other: readonly Change[];
  readonly added: readonly string[];
  readonly gone: readonly string[];
}
interface Change {
  readonly id: string;
  readonly from: VerdictName | 'not there';
  readonly to: VerdictName;
  readonly why: string | undefined;
}

/** What became of each test from one run to a later one. */
export function reportDiff(before: RunReport, after: RunReport): ReportDiff {
  const [old, now] = [byId(before), byId(after)];
  const changes = [...now].flatMap(([id, test]): Change[] => {
    const from = old.get(id)?.verdict.verdict ?? 'not there';
    const to = test.verdict.verdict;
    return from === to ? [] : [{ id, from, to, why: whyOf(test) }];
  });
  const isWorse = ({ to }: Change): boolean => failing.has(to);
  const isBetter = ({ from, to }: Change): boolean => from !== 'not there' && failing.has(from) && !failing.has(to);
  return {
    worse: changes.filter(isWorse),
    better: changes.filter(isBetter),
    other: changes.filter((c) => !isWorse(c) && !isBetter(c) && c.from !== 'not there'),
    added: changes.filter((c) => c.from === 'not there').map(({ id }) => id),
    gone: [...old.keys()].filter((id) => !now.has(id)),
  };
}

/** Of the losses that are there. */
const byId = (report: RunReport): Map<string, TestResult> =>
  new Map(present(report).tests.map((test) => [test.id, test]));

function whyOf({ verdict, diagnosis }: TestResult): string | undefined {
  if (verdict.verdict === 'other_convention') return verdict.which;
  return diagnosis ?? ('evidence' in verdict ? verdict.evidence?.message : undefined);
}

/** The difference for a reader: what is worse first. */
export function diffText({ worse, better, other, added, gone }: ReportDiff, style: Style): string {
  const lines = (title: string, changes: readonly Change[], colour: 'red' | 'green' | 'yellow'): string[] =>
    changes.length === 0
      ? []
      : [
          style(colour, `${title}: ${counted(changes.length, 'test')}`),
          ...changes.map(({ id, from, to, why }) => `  ${id}  ${from} -> ${to}${why ? `: ${why.trim()}` : ''}`),
        ];
  const names = (title: string, ids: readonly string[]): string[] =>
    ids.length === 0 ? [] : [`${title}: ${counted(ids.length, 'test')}`, ...ids.map((id) => `  ${id}`)];
  const all = [
    ...lines('Worse', worse, 'red'),
    ...lines('Better', better, 'green'),
    ...lines('Otherwise different', other, 'yellow'),
    ...names('New', added),
    ...names('Gone', gone),
  ];
  return `${all.length === 0 ? 'The same verdicts.' : all.join('\n')}\n`;
}
