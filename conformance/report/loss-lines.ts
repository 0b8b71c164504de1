import type { LossResult, RunReport, TestResult } from '../run/run-report.ts';
import type { Verdict } from '../verdict.ts';

export type VerdictName = Verdict['verdict'];

/** One line of a report: a loss, or a form of it, in one dtype, with its tests. */
export interface LossLine {
  /** `loss` or `loss@form`. */
  readonly name: string;
  readonly result: LossResult;
  readonly tests: readonly TestResult[];
  readonly passed: number;
  /** Worst error as a fraction of the permitted one; undefined where nothing was compared. */
  readonly worstValue: number | undefined;
  readonly worstGradient: number | undefined;
  /** In a few words, `ok` where every test passed or could not be asked. */
  readonly verdict: string;
  /** How bad it is: red fails the run, yellow is worth a look. */
  readonly colour: 'red' | 'yellow' | 'green';
}

export const nameOf = ({ loss, form }: { loss: string; form?: string }): string => (form ? `${loss}@${form}` : loss);

export const countVerdicts = (tests: readonly TestResult[]): Record<VerdictName, number> => {
  const counts: Record<VerdictName, number> = {
    pass: 0,
    fail: 0,
    other_convention: 0,
    expected_failure: 0,
    unexpected_pass: 0,
    vacuous: 0,
    unsupported: 0,
    not_run: 0,
  };
  for (const { verdict } of tests) counts[verdict.verdict]++;
  return counts;
};

/** The lines of a report in its own order. */
export function lossLines(report: RunReport): LossLine[] {
  return report.losses.map((result) => {
    const name = nameOf(result);
    const tests = report.tests.filter((t) => nameOf(t) === name && t.dtype === result.dtype);
    const counts = countVerdicts(tests);
    return {
      name,
      result,
      tests,
      passed: counts.pass,
      worstValue: worst(result, (output) => output === 'value'),
      worstGradient: worst(result, (output) => output !== 'value'),
      ...judged(result, counts, tests.length),
    };
  });
}

function worst({ comparisons }: LossResult, of: (output: string) => boolean): number | undefined {
  const ratios = comparisons.filter(({ output, count }) => of(output) && count > 0).map((c) => c.worst);
  return ratios.length > 0 ? ratios.reduce((a, b) => (a >= b || Number.isNaN(a) ? a : b)) : undefined;
}

function judged(
  result: LossResult,
  counts: Record<VerdictName, number>,
  total: number,
): Pick<LossLine, 'verdict' | 'colour'> {
  if (result.unsupported) return { verdict: `unsupported: ${result.unsupported}`, colour: 'yellow' };
  const bad = [
    [counts.fail, 'failed'],
    [counts.other_convention, 'other convention'],
    [counts.unexpected_pass, 'unexpected pass'],
    [counts.not_run, 'not run'],
    [result.uncovered.length, 'not covered'],
  ] as const;
  const notable = [
    [counts.expected_failure, 'expected to fail'],
    [counts.vacuous, 'vacuous'],
    [counts.unsupported, 'unsupported'],
  ] as const;
  const say = (parts: readonly (readonly [number, string])[]): string[] =>
    parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  const isBad = say(bad).length > 0;
  const head = isBad ? say(bad) : [counts.pass > 0 ? 'ok' : total === 0 ? 'nothing asked' : 'nothing passed'];
  const worthALook = counts.expected_failure + counts.vacuous > 0 || counts.pass === 0;
  return {
    verdict: [...head, ...say(notable)].join(', '),
    colour: isBad ? 'red' : worthALook ? 'yellow' : 'green',
  };
}
