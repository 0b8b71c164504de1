import type { Style } from '../../report/style.ts';
import { wrap } from '../../report/wrap.ts';

/** A heading over lines; nothing where there are none. */
export const section = (heading: string, lines: readonly string[], style: Style): string[] =>
  lines.length > 0 ? ['', style('bold', heading), ...lines] : [];

/** A name on its own line, and the text under it. */
export const entry = (name: string, text: string): string[] => [...wrap(name, 2), ...wrap(text, 6)];

/** Rows of words in columns, the last of which is wrapped. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(0, ...rows.map((r) => r.length));
  const widths = Array.from({ length: count - 1 }, (_, i) => Math.max(0, ...rows.map((r) => r[i]?.length ?? 0)));
  const indent = widths.reduce((n, w) => n + w + 2, 2);
  return rows.flatMap((row) => {
    const head = widths.map((w, i) => (row[i] ?? '').padEnd(w)).join('  ');
    const [first = '', ...more] = wrap(row[count - 1] ?? '', indent);
    return [`  ${head}  ${first.trimStart()}`.trimEnd(), ...more];
  });
}
