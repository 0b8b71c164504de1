import type { RunReport } from '../../run/run-report.ts';
import { type LossLine, lossLines } from '../loss-lines.ts';
import { grouped, readableRatio } from '../readable-number.ts';
import type { Style } from '../style.ts';
import { type Cell, type Column, table } from '../table.ts';

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

/** One line a loss, form and dtype: cases, laws passed, worst errors as fractions of the permitted ones, verdict. */
export function lossTable(report: RunReport, style: Style): string[] {
  const lines = table(columns, lossLines(report).map(row), style);
  const plain = table(columns, lossLines(report).map(row), (_, text) => text);
  const from = Math.max(0, plain[0]!.indexOf('gradients') + 'gradients'.length - banner.length);
  return [' '.repeat(from) + style('dim', banner), ...lines];
}

function row({ name, result, tests, passed, worstValue, worstGradient, verdict, colour }: LossLine): Cell[] {
  const asked = result.unsupported === undefined;
  return [
    name,
    result.dtype,
    asked ? grouped(result.cases) : '',
    asked ? `${passed}/${tests.length}` : '',
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
