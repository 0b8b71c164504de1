import type { LawId } from '../../../spec/language/law.ts';
import type { RunReport, TestResult } from '../../run/run-report.ts';
import type { VerdictName } from '../loss-lines.ts';
import { present } from '../present.ts';
import { breakable, escaped } from './escaped.ts';

interface Sign {
  readonly sign: string;
  readonly means: string;
  readonly class: 'pass' | 'fail' | 'known' | 'dim';
}
const signs: Readonly<Record<VerdictName, Sign>> = {
  pass: { sign: '✓', means: 'passed', class: 'pass' },
  fail: { sign: '✗', means: 'failed', class: 'fail' },
  other_convention: { sign: '≠', means: 'another convention', class: 'fail' },
  unexpected_pass: { sign: '!', means: 'passed unexpectedly', class: 'fail' },
  not_run: { sign: '?', means: 'required, and not run', class: 'fail' },
  expected_failure: { sign: 'k', means: 'failed as expected', class: 'known' },
  vacuous: { sign: 'v', means: 'said nothing', class: 'known' },
  unsupported: { sign: '–', means: 'unsupported', class: 'dim' },
};

/** Where a failure is shown on the page. */
export const anchorOf = ({ id }: Pick<TestResult, 'id'>): string => `test-${id.replace(/[^\w]/g, '-')}`;

/** Losses by laws: a sign in each cell, which leads to the failure where there is one. */
export function matrix(report: RunReport, sentence: (law: LawId) => string): string {
  const { lines, tests: all } = present(report);
  const laws = [...new Set(all.map(({ law }) => law))].sort();
  const dtypes = new Set(report.losses.map(({ dtype }) => dtype));
  const rows = lines
    .filter(({ tests }) => tests.some(({ verdict }) => verdict.verdict !== 'unsupported'))
    .map(({ name, result, tests }) => {
      const cells = laws.map((law) => cell(tests.find((t) => t.law === law)));
      const label = dtypes.size > 1 ? `${name} ${result.dtype}` : name;
      return `<tr><th scope="row">${breakable(label)}</th>${cells.join('')}</tr>`;
    });
  if (rows.length === 0) return '';
  const heads = laws.map(
    (law) => `<th scope="col" title="${escaped(sentence(law))}"><span>${escaped(law)}</span></th>`,
  );
  const used = Object.entries(signs).filter(([name]) => all.some(({ verdict }) => verdict.verdict === name));
  const legend = used.map(([, { sign, means, class: c }]) => `<span class="${c}">${sign}</span> ${means}`).join(' · ');
  return `<h2 id="laws">Losses and laws</h2>
<p class="dim">${legend}; an empty cell is a law that does not hold of the loss.</p>
<section class="scroll" tabindex="0" aria-labelledby="laws"><table class="matrix" aria-labelledby="laws">
<thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></section>`;
}

function cell(test: TestResult | undefined): string {
  if (!test) return '<td></td>';
  const { sign, means, class: c } = signs[test.verdict.verdict];
  const title = escaped(`${test.id}: ${means}`);
  const isShown = test.verdict.verdict === 'fail' || test.verdict.verdict === 'other_convention';
  return isShown
    ? `<td><a class="${c}" href="#${anchorOf(test)}" title="${title}" aria-label="${title}">${sign}</a></td>`
    : `<td class="${c}" title="${title}"><span aria-label="${means}" role="img">${sign}</span></td>`;
}
