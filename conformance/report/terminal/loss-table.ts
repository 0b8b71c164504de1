import type { RunReport } from '../../run/run-report.ts';
import type { LossLine } from '../loss-lines.ts';
import { othersAbsent, present } from '../present.ts';
import { grouped, readableRatio } from '../readable-number.ts';
import { plainStyle, type Style } from '../style.ts';
import { type Cell, type Column, table } from '../table.ts';
import { labelled } from '../wrap.ts';

const columns: readonly Column[] = [
  { heading: 'loss' },
  { heading: 'dtype' },
  { heading: 'cases', align: 'right' },
  { heading: 'laws', align: 'right' },
  { heading: 'value', align: 'right' },
  { heading: 'gradients', align: 'right' },
  { heading: 'verdict' },
];
/** Above the columns `value` and `gradients`. */
const banner = 'error / permitted';

/**
 * One line a loss, form and dtype: cases, laws passed, worst errors as fractions of the permitted ones, verdict. Losses
 * that the implementation does not have are counted below, and named where somebody asked for them by name.
 */
export function lossTable(report: RunReport, style: Style): string[] {
  const { lines: all, absent } = present(report);
  const rows = all.filter(({ result }) => result.unsupported === undefined).map(row);
  const lines = table(columns, rows, style);
  const plain = table(columns, rows, plainStyle);
  const others = othersAbsent(absent, rows.length);
  const from = Math.max(0, plain[0]!.indexOf('gradients') + 'gradients'.length - banner.length);
  return [
    ' '.repeat(from) + style('dim', banner),
    ...lines,
    ...(absent.named.length > 0 || others ? [''] : []),
    ...(absent.named.length > 0 ? labelled('not there', absent.named.join(', '), 2, 11) : []),
    ...(others ? [style('dim', `  ${others}`)] : []),
  ];
}

function row({ name, result, tests, passed, worstValue, worstGradient, verdict, colour }: LossLine): Cell[] {
  return [
    name,
    result.dtype,
    grouped(result.cases),
    `${passed}/${tests.length}`,
    ratio(worstValue),
    ratio(worstGradient),
    { text: verdict, emphasis: colour },
  ];
}

const ratio = (worst: number | undefined): Cell => {
  if (worst === undefined) return '';
  const text = readableRatio(worst);
  return worst <= 1 ? text : { text, emphasis: 'red' };
};
