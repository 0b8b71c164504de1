import type { Cell, LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Style } from '../../report/style.ts';
import { wrap } from '../../report/wrap.ts';
import { cellTexts } from './facts.ts';
import { columns, section } from './sections.ts';

const headings = {
  holds: 'Holds for',
  false: 'Does not hold for, each with a witness',
  inapplicable: 'Does not apply to',
} as const;

/** A law in one sentence, and its column of the matrix: what it says of every loss. */
export function explainLaw(
  law: LawId,
  sentence: string,
  style: Style,
  specs: Readonly<Record<string, LossSpec>>,
): string {
  const cells = Object.values(specs).map((spec) => ({ loss: spec.id, cell: spec.laws[law] as Cell<object> }));
  return `${[
    style('bold', law),
    ...wrap(sentence),
    ...(Object.keys(headings) as (keyof typeof headings)[]).flatMap((kind) => {
      const rows = cells
        .filter(({ cell }) => cell.kind === kind)
        .flatMap(({ loss, cell }) => cellTexts(law, cell).map((text, i) => [i === 0 ? loss : '', text]));
      return section(headings[kind], columns(rows), style);
    }),
    '',
    `  npx lossproof run --select '*/${law}'`,
  ].join('\n')}\n`;
}
