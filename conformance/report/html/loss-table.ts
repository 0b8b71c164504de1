import type { Comparisons, RunReport } from '../../run/run-report.ts';
import { othersAbsent, present } from '../present.ts';
import { grouped, readableRatio } from '../readable-number.ts';
import { breakable, escaped } from './escaped.ts';
import { plotsOf } from './plots.ts';

const classOf = { red: 'fail', yellow: 'known', green: 'pass' } as const;

/** One line a loss, and how much of the permitted error each of its outputs took: the stronger the colour, the nearer to the bound. */
export function lossTable(report: RunReport): string {
  const { lines, absent } = present(report);
  const rows = lines
    .filter(({ result }) => !result.unsupported)
    .map(({ name, result, passed, tests, verdict, colour }) => {
      const outputs = result.comparisons.filter(({ count }) => count > 0).map(headroom);
      return `<tr><th scope="row"><a href="#${plotsOf(name, result.dtype)}">${breakable(name)}</a></th><td>${result.dtype}</td><td class="number">${grouped(result.cases)}</td>
<td class="number">${passed}/${tests.length}</td><td class="${classOf[colour]}">${escaped(verdict)}</td><td>${outputs.join(' ')}</td></tr>`;
    });
  return `<h2 id="losses">Losses</h2>
<p class="dim">Behind each output: its worst error as a fraction of the permitted one.</p>
<section class="scroll" tabindex="0" aria-labelledby="losses"><table class="losses" aria-labelledby="losses">
<thead><tr><th scope="col">loss</th><th scope="col">dtype</th><th scope="col" class="number">cases</th><th scope="col" class="number">laws</th><th scope="col">verdict</th><th scope="col">error / permitted</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>${absent.named.length > 0 ? `\n<p>Not there: ${absent.named.map(breakable).join(', ')}.</p>` : ''}${absent.others > 0 ? `\n<p class="dim">${othersAbsent(absent, rows.length)}.</p>` : ''}`;
}

function headroom({ output, worst, regime, count, medianBoundUlp }: Comparisons): string {
  const part = Math.round(100 * Math.min(1, Number.isNaN(worst) ? 1 : worst));
  const median = medianBoundUlp === null ? '' : `, median permitted error ${Number(medianBoundUlp.toPrecision(3))} ulp`;
  const title = escaped(`${grouped(count)} cases, the worst in regime ${regime}${median}`);
  const name = escaped(output.replace('gradient.', '∂ '));
  return `<span class="heat" style="--part:${part}%" title="${title}">${name} ${escaped(readableRatio(worst))}</span>`;
}
