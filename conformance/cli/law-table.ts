import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { properties } from '../properties/index.ts';
import { type MatrixCell, matrix } from '../properties/matrix.ts';
import { groupBy } from '../report/group-by.ts';
import { counted } from '../report/readable-number.ts';
import type { Style } from '../report/style.ts';
import { table } from '../report/table.ts';
import { labelled, wrap } from '../report/wrap.ts';

const laws = Object.keys(properties) as LawId[];

/** What a cell of the table shows. */
function markOf({ kind, instances }: Pick<MatrixCell, 'kind' | 'instances'>): '+' | 'c' | '-' | '.' {
  if (kind === 'false') return '-';
  if (kind === 'inapplicable') return '.';
  return instances.every(({ when }) => when) ? 'c' : '+';
}

/** Every loss against every law, laws by their numbers, and what the numbers stand for. */
export function lawTable(style: Style, specs: Readonly<Record<string, LossSpec>>): string {
  const cells = matrix(Object.values(specs));
  const rows = [...groupBy(cells, ({ loss }) => loss)].map(([loss, own]) => [
    { text: loss, emphasis: 'bold' as const },
    ...laws.map((law) => markOf(own.find((cell) => cell.law === law)!)),
  ]);
  const columns = [{ heading: 'loss' }, ...laws.map((_, i) => ({ heading: String(i + 1), align: 'right' as const }))];
  const count = (kind: MatrixCell['kind']): number => cells.filter((cell) => cell.kind === kind).length;
  return `${[
    ...table(columns, rows, style),
    '',
    ...wrap('+ holds, c holds under conditions, - is false (with a witness), . does not apply (with a reason)', 2),
    '',
    ...laws.flatMap((law, i) => labelled(`${i + 1}`, `${law}: ${properties[law].sentence}`, 2, 4)),
    '',
    `${counted(rows.length, 'loss', 'losses')}, ${laws.length} laws: ${count('holds')} hold, ${count('false')} are false, ` +
      `${count('inapplicable')} do not apply; no cell is blank.`,
  ].join('\n')}\n`;
}

/** The same for a program: what each law says, and of each loss which laws hold, under conditions or always. */
export function lawTableJson(specs: Readonly<Record<string, LossSpec>>): string {
  const says = { '+': 'holds', c: 'holds under conditions', '-': 'false', '.': 'inapplicable' } as const;
  const byLoss = groupBy(matrix(Object.values(specs)), ({ loss }) => loss);
  const cellsOf = (own: readonly MatrixCell[]): [LawId, string][] =>
    laws.map((law) => [law, says[markOf(own.find((cell) => cell.law === law)!)]]);
  const whole = {
    laws: Object.fromEntries(laws.map((law) => [law, properties[law].sentence])),
    losses: Object.fromEntries([...byLoss].map(([loss, own]) => [loss, Object.fromEntries(cellsOf(own))])),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
