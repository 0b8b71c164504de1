import type { Perturbation } from '../mutants/perturbations.ts';
import type { LawAdequacy } from '../run/adequacy.ts';
import { groupBy } from './group-by.ts';
import { counted, grouped } from './readable-number.ts';
import type { Style } from './style.ts';
import { type Column, table } from './table.ts';
import { wrap } from './wrap.ts';

/** One line a loss: its laws by the perturbation that each of them noticed first; then the laws that noticed none. */
export function adequacyReport(
  pairs: readonly LawAdequacy[],
  perturbations: readonly Perturbation[],
  { dtype, seed }: { readonly dtype: string; readonly seed: number },
  style: Style,
): string {
  const columns: Column[] = [
    { heading: 'loss' },
    { heading: 'laws', align: 'right' },
    { heading: 'first noticed by them' },
  ];
  const rows = [...groupBy(pairs, ({ loss }) => loss)].map(([loss, own]) => {
    const broken = own.flatMap(({ law, brokenBy }) => (brokenBy ? [{ law, by: brokenBy.perturbation }] : []));
    const by = [...groupBy(broken, (b) => b.by)].map(([name, laws]) =>
      laws.length > 3 ? `${name} ${laws.length}` : `${name}: ${laws.map(({ law }) => law).join(', ')}`,
    );
    return [{ text: loss, emphasis: 'bold' as const }, `${broken.length}/${own.length}`, by.join('; ')];
  });
  const none = pairs.filter(({ brokenBy }) => !brokenBy);
  const used = perturbations.filter(({ id }) => pairs.some(({ brokenBy }) => brokenBy?.perturbation === id));
  return `${[
    ...table(columns, rows, style),
    '',
    ...used.flatMap(({ id, mistake }) => wrap(`${id}: ${mistake}`, 2)),
    '',
    ...none.map(({ loss, law }) => `${style('red', 'NOTHING BREAKS')} ${style('bold', `${loss}/${law}`)}`),
    style(
      none.length === 0 ? 'green' : 'red',
      `${grouped(pairs.length - none.length)} of ${counted(pairs.length, 'law of a loss', 'laws of losses')} can fail in ${dtype} (seed ${seed}).`,
    ),
  ].join('\n')}\n`;
}
