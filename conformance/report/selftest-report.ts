import type { MutantResult, SelftestResult } from '../run/selftest.ts';
import { groupBy } from './group-by.ts';
import { counted, grouped } from './readable-number.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { wrap } from './wrap.ts';

export interface SelftestHeading {
  /** How many mutants were to be asked. */
  readonly wanted: number;
  readonly dtype: string;
  readonly seed: number;
  readonly profile: string;
}

/** One line a mutant: the law that killed it and the regime of the case that shows it; then survivors and false alarms. */
export function selftestReport(
  { mutants: results, falseAlarms, complete }: SelftestResult,
  { wanted, dtype, seed, profile }: SelftestHeading,
  style: Style,
): string {
  const alive = results.filter((r) => r.survived !== undefined);
  const rows = results.map(({ mutant, killedBy }: MutantResult) => [
    mutant.id,
    killedBy ? killedBy.law : { text: 'SURVIVED', emphasis: 'red' as const },
    killedBy?.regime ?? '',
    killedBy ? `${killedBy.broken} of ${killedBy.examined}` : '',
  ]);
  const columns = [{ heading: 'mutant' }, { heading: 'killed by' }, { heading: 'in' }, { heading: 'cases' }];
  const byLaw = groupBy(
    results.flatMap((r) => (r.killedBy ? [r.killedBy.law] : [])),
    (law) => law,
  );
  const dead = results.length - alive.length;
  return `${[
    ...table(columns, rows, style),
    '',
    ...alive.flatMap(({ mutant, survived }) => [
      `${style('red', 'SURVIVED')} ${style('bold', mutant.id)}`,
      ...wrap(`${mutant.mistake} (${survived})`, 2),
    ]),
    ...falseAlarms.flatMap(({ name, test }) => [
      `${style('red', 'FALSE ALARM')} ${style('bold', test.id)} of ${name}`,
      ...('evidence' in test.verdict ? wrap(test.verdict.evidence.message, 2) : []),
      ...(test.replay ? [`  lossproof replay ${test.replay} reference`] : []),
    ]),
    ...wrap(`Killed by: ${[...byLaw].map(([law, all]) => `${law} ${all.length}`).join(', ') || 'nothing'}.`),
    style(
      dead === wanted && falseAlarms.length === 0 && complete ? 'green' : 'red',
      `${grouped(dead)} of ${counted(wanted, 'mutant')} killed in ${dtype} (seed ${seed}, profile ${profile}), ` +
        `${counted(falseAlarms.length, 'false alarm')}${complete ? '' : '; interrupted'}.`,
    ),
  ].join('\n')}\n`;
}
