import { errorBins } from '../../run/error-bins.ts';
import type { RegimeErrors } from '../../run/run-report.ts';
import { grouped } from '../readable-number.ts';
import { escaped } from './escaped.ts';

type Errors = Pick<RegimeErrors, 'count' | 'errors'>;

const [label, bin, row, head] = [110, 34, 24, 18] as const;
const nameOf = (end: number): string => (end === Infinity ? '∞' : String(end).replace(/^0\./, '.'));

/** How the errors are distributed: a row of bars for each regime, and the same numbers as a table. `title` names the plot. */
export function histogram(regimes: ReadonlyMap<string, Errors>, title: string): string {
  const rows = [...regimes].filter(([, { count }]) => count > 0);
  const [width, height] = [label + bin * errorBins.length, head + row * rows.length];
  const x = (i: number): number => label + bin * i;
  // Behind it, errors are larger than permitted.
  const limit = x(errorBins.indexOf(1) + 1);
  const bars = rows.map(([regime, errors], i) => {
    const foot = head + row * (i + 1) - 3;
    const highest = Math.max(...Object.values(errors.errors));
    const bar = (j: number): string => {
      const n = errors.errors[String(errorBins[j])] ?? 0;
      const h = Math.max(n > 0 ? 2 : 0, Math.round(((row - 6) * n) / highest));
      return n > 0 ? `M${x(j) + 3} ${foot}v-${h}h${bin - 6}v${h}z` : '';
    };
    const path = (from: number, to: number): string =>
      errorBins.map((_, j) => (j >= from && j < to ? bar(j) : '')).join('');
    const one = errorBins.indexOf(1) + 1;
    const over = path(one, errorBins.length);
    return `<text x="${label - 8}" y="${foot - 3}" text-anchor="end">${escaped(regime)}</text><path class="base" d="M${label} ${foot}h${bin * errorBins.length}"/><path class="bar" d="${path(0, one)}"/>${over ? `<path class="over" d="${over}"/>` : ''}`;
  });
  const ticks = errorBins.map(
    (end, j) => `<text x="${x(j) + bin / 2}" y="11" text-anchor="middle">${nameOf(end)}</text>`,
  );
  const said = `${title}: most errors are at most the number above their bar, as a fraction of the permitted error; behind the line they are larger than permitted.`;
  return `<figure><section class="scroll" tabindex="0" aria-label="${escaped(title)}"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(said)}">${ticks.join('')}${bars.join('')}<path class="limit" d="M${limit} ${head}V${height}"/></svg></section>
<figcaption>${escaped(title)}: how many errors are at most so large, as fractions of the permitted one; behind the line they are larger. Each row has its own scale.</figcaption>${numbers(rows, title)}</figure>`;
}

function numbers(rows: readonly [string, Errors][], title: string): string {
  const used = errorBins.filter((end) => rows.some(([, { errors }]) => errors[String(end)]));
  const heads = used.map((end) => `<th scope="col" class="number">${end === 0 ? '0' : `≤ ${nameOf(end)}`}</th>`);
  const body = rows.map(([regime, { errors }]) => {
    const cells = used.map((end) => `<td class="number">${grouped(errors[String(end)] ?? 0)}</td>`);
    return `<tr><th scope="row">${escaped(regime)}</th>${cells.join('')}</tr>`;
  });
  return `<details class="numbers"><summary>The same as a table</summary><section class="scroll" tabindex="0" aria-label="${escaped(`${title}, as a table`)}"><table><thead><tr><th scope="col">regime</th>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></section></details>`;
}

/** Errors of several comparisons, regime by regime. */
export function errorsByRegime(of: readonly Readonly<Record<string, RegimeErrors>>[]): Map<string, RegimeErrors> {
  const sums = new Map<string, { count: number; worst: number; errors: Record<string, number> }>();
  for (const [regime, { count, worst, errors }] of of.flatMap(Object.entries<RegimeErrors>)) {
    const sum = sums.get(regime) ?? { count: 0, worst: 0, errors: {} };
    sum.count += count;
    sum.worst = sum.worst >= worst || Number.isNaN(sum.worst) ? sum.worst : worst;
    for (const [end, n] of Object.entries(errors)) sum.errors[end] = (sum.errors[end] ?? 0) + n;
    sums.set(regime, sum);
  }
  return sums;
}
