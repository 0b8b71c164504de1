import type { RunReport } from '../../run/run-report.ts';
import { lossLines } from '../loss-lines.ts';
import { readableRatio } from '../readable-number.ts';
import { breakable, escaped } from './escaped.ts';
import { errorsByRegime } from './histogram.ts';

/** Losses by regimes: the worst error of the value, or of the gradients, as a fraction of the permitted one. */
export function heatMap(report: RunReport, of: 'value' | 'gradients'): string {
  const lines = lossLines(report).flatMap(({ name, result }) => {
    const outputs = result.comparisons.filter(({ output }) => (output === 'value') === (of === 'value'));
    const errors = errorsByRegime(outputs.map(({ regimes }) => regimes));
    return errors.size > 0 ? [{ name, dtype: result.dtype, errors }] : [];
  });
  if (lines.length === 0) return '';
  const dtypes = new Set(lines.map(({ dtype }) => dtype));
  const regimes = [...new Set(lines.flatMap(({ errors }) => [...errors.keys()]))];
  const heads = regimes.map((regime) => `<th scope="col"><span>${escaped(regime)}</span></th>`);
  const rows = lines.map(({ name, dtype, errors }) => {
    const cells = regimes.map((regime) => cell(errors.get(regime)?.worst));
    const label = dtypes.size > 1 ? `${name} ${dtype}` : name;
    return `<tr><th scope="row">${breakable(label)}</th>${cells.join('')}</tr>`;
  });
  return `<h3 id="worst-${of}">Worst error of the ${of} by regime</h3>
<p class="dim">As a fraction of the permitted error, the stronger the colour the nearer to it; ✗ is more than permitted, an empty cell a regime that the loss does not have.</p>
<section class="scroll" tabindex="0" aria-labelledby="worst-${of}"><table class="matrix regimes" aria-labelledby="worst-${of}">
<thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></section>`;
}

function cell(worst: number | undefined): string {
  if (worst === undefined) return '<td></td>';
  const isOver = !(worst <= 1);
  const part = Math.round(100 * (isOver ? 1 : worst));
  return `<td class="heat${isOver ? ' fail' : ''}" style="--part:${part}%">${isOver ? '✗ ' : ''}${readableRatio(worst)}</td>`;
}
