import type { RunReport } from '../../run/run-report.ts';
import { type LossLine, lossLines } from '../loss-lines.ts';
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
 * that the implementation does not have are named below.
 */
export function lossTable(report: RunReport, style: Style): string[] {
  const all = lossLines(report);
  const rows = all.filter(({ result }) => result.unsupported === undefined).map(row);
  const absent = all.filter(({ result }) => result.unsupported !== undefined).map(({ name }) => name);
  const lines = table(columns, rows, style);
  const plain = table(columns, rows, plainStyle);
  const from = Math.max(0, plain[0]!.indexOf('gradients') + 'gradients'.length - banner.length);
  return [
    ' '.repeat(from) + style('dim', banner),
    ...lines,
    ...(absent.length > 0 ? ['', ...labelled('not there', absent.join(', '), 2, 11)] : []),
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
