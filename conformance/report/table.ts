import type { Emphasis, Style } from './style.ts';

export interface Column {
  readonly heading: string;
  readonly align?: 'left' | 'right';
}
export type Cell = string | { readonly text: string; readonly emphasis: Emphasis };

const textOf = (cell: Cell | undefined): string => (typeof cell === 'object' ? cell.text : (cell ?? ''));

/**
 * Rows under headings, each column as wide as its widest cell, two blanks between columns and `indent` before the first.
 * The emphasis of a cell does not count for its width.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  style: Style,
  indent = 2,
): string[] {
  const widths = columns.map(({ heading }, i) => Math.max(heading.length, ...rows.map((r) => textOf(r[i]).length)));
  const line = (cells: readonly Cell[]): string =>
    columns
      .map(({ align }, i) => {
        const cell = cells[i];
        const text = textOf(cell);
        const blanks = ' '.repeat(widths[i]! - text.length);
        const shown = typeof cell === 'object' ? style(cell.emphasis, text) : text;
        return align === 'right' ? blanks + shown : shown + blanks;
      })
      .join('  ')
      .trimEnd();
  const headings = line(columns.map((c): Cell => ({ text: c.heading, emphasis: 'dim' })));
  return [headings, ...rows.map(line)].map((l) => ' '.repeat(indent) + l);
}
