/** Pieces of a document in Markdown, each as its lines with a blank one behind. */

/** A list under a bold title; nothing without items. */
export const list = (title: string, items: readonly string[]): string[] =>
  items.length > 0 ? [title, '', ...items.map((item) => `- ${item}`), ''] : [];

/** A table; nothing without rows. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), `|${headings.map(() => '---').join('|')}|`, ...rows.map(line), ''];
}

/** A line under a heading; nothing without lines. */
export const section = (heading: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [`## ${heading}`, '', ...lines] : [];

/** Code as it is; a backtick has no place in it. */
export const code = (text: string): string => `\`${text}\``;
