import type { Case } from '../case.ts';
import type { Evidence, Finding } from '../verdict.ts';

/** What one law instance said of one base case. */
export interface BaseFinding {
  readonly base: Case;
  readonly finding: Finding;
  /** Which instance of the law, and which of its rounds. */
  readonly instance: number;
  readonly round?: number;
}

/** The findings of one law, added up: `failing` is the failure that stands for all. */
export interface Folded {
  readonly verdict: 'pass' | 'fail' | 'vacuous' | 'unsupported';
  readonly failing?: BaseFinding & { readonly finding: { readonly verdict: 'fail'; readonly evidence: Evidence } };
  readonly why: string;
  readonly examined: number;
  readonly broken: number;
  readonly vacuous: number;
}

/**
 * One failure breaks a law; else one pass keeps it; else it is unsupported where that is all that was heard, and
 * vacuous where nothing could be said. An existential law passes when one base of each instance passes, and is broken
 * when bases of an instance were examined and none did. The first failure stands for all, and of those that are `excused`
 * none where another is not: what is known to fail must not hide what is not known.
 */
export function fold(
  findings: readonly BaseFinding[],
  existential: boolean,
  excused: (evidence: Evidence) => boolean = () => false,
): Folded {
  const counted = { pass: 0, fail: 0, vacuous: 0, unsupported: 0 };
  for (const { finding } of findings) counted[finding.verdict]++;
  const why = firstReason(findings);
  const totals = { why, examined: counted.pass + counted.fail, broken: counted.fail, vacuous: counted.vacuous };
  const failures = findings.filter(isFailure);
  const hopeless = existential ? failures.filter((f) => !passes(findings, f.instance)) : failures;
  const failing = hopeless.find(({ finding }) => !excused(finding.evidence)) ?? hopeless[0];
  if (failing) return { verdict: 'fail', failing, ...totals };
  if (counted.pass > 0) return { verdict: 'pass', ...totals };
  return { verdict: counted.vacuous > 0 || counted.unsupported === 0 ? 'vacuous' : 'unsupported', ...totals };
}

const passes = (findings: readonly BaseFinding[], instance: number): boolean =>
  findings.some((f) => f.instance === instance && f.finding.verdict === 'pass');
const isFailure = (f: BaseFinding): f is NonNullable<Folded['failing']> => f.finding.verdict === 'fail';

function firstReason(findings: readonly BaseFinding[]): string {
  for (const { finding } of findings) {
    if (finding.verdict === 'vacuous') return finding.why;
    if (finding.verdict === 'unsupported') return finding.what;
  }
  return 'no case was about it';
}
