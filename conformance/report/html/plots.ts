import type { RunReport } from '../../run/run-report.ts';
import { lossLines } from '../loss-lines.ts';
import { curves } from './curves.ts';
import { escaped } from './escaped.ts';
import { heatMap } from './heat-map.ts';
import { errorsByRegime, histogram } from './histogram.ts';

/** Where the plots of a line are on the page. */
export const plotsOf = (name: string, dtype: string): string => `plots-${`${name}-${dtype}`.replace(/[^\w]/g, '-')}`;

/** How large the errors are: of all losses together and loss by regime; then, folded, each loss with its curves. */
export function plots(report: RunReport): string {
  const all = report.losses.flatMap(({ comparisons }) => comparisons);
  if (all.length === 0) return '';
  const each = lossLines(report).flatMap(({ name, result }) => {
    if (result.comparisons.length === 0) return [];
    const errors = errorsByRegime(result.comparisons.map(({ regimes }) => regimes));
    const label = `${name} in ${result.dtype}`;
    return [
      `<details id="${plotsOf(name, result.dtype)}"><summary><h3>${escaped(name)}</h3> <span class="dim">${result.dtype}</span></summary>
${result.curve ? curves(result.curve, label) : ''}${histogram(errors, `Errors of ${label}`)}</details>`,
    ];
  });
  return `<h2>How large the errors are</h2>
${histogram(errorsByRegime(all.map(({ regimes }) => regimes)), 'Errors of all losses')}
${heatMap(report, 'value')}
${heatMap(report, 'gradients')}
<h2>Loss by loss</h2>
${each.join('\n')}`;
}
