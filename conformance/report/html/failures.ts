import type { LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { RunReport, TestResult } from '../../run/run-report.ts';
import { evidenceLines } from '../evidence-lines.ts';
import { followsDialect } from '../followed-dialects.ts';
import { nameOf } from '../loss-lines.ts';
import { counted } from '../readable-number.ts';
import { breakable, escaped } from './escaped.ts';
import { anchorOf } from './matrix.ts';

interface Words {
  readonly sentence: (law: LawId) => string;
  readonly specOf: (id: string) => LossSpec | undefined;
}

/** Every failure in full: what the law says, the smallest input that was found, the diagnosis and how to repeat it. */
export function failures(report: RunReport, words: Words): string {
  const all = report.tests.filter(({ verdict: v }) => v.verdict === 'fail' || v.verdict === 'other_convention');
  if (all.length === 0) return '';
  const isFirst = (test: TestResult): boolean => all.find((t) => nameOf(t) === nameOf(test)) === test;
  const shown = all.map((test) => failure(test, report, words, isFirst(test) && !followsDialect(test)));
  return `<h2>${counted(all.length, 'failure')}</h2>\n${shown.join('\n')}`;
}

/** The first one of a loss is open; the others mostly have the same cause, and conventions are told above. */
function failure(test: TestResult, report: RunReport, { sentence, specOf }: Words, isOpen: boolean): string {
  const { id, law, verdict, diagnosis, examined, broken, regime } = test;
  if (verdict.verdict !== 'fail' && verdict.verdict !== 'other_convention') return '';
  const { evidence: e } = verdict;
  const why = verdict.verdict === 'other_convention' ? `Another convention: ${verdict.which}` : diagnosis;
  const where = `Broken by ${broken} of ${counted(examined, 'case')}${regime ? `, here ${regime}` : ''}.`;
  return `<details${isOpen ? ' open' : ''} id="${anchorOf(test)}"><summary><h3 class="fail">${breakable(id)}</h3>${why ? ` <strong>${escaped(why)}</strong>` : ''}</summary>
<p>${escaped(sentence(law))} <span class="dim">${escaped(where)}</span></p><p>${escaped(e.message)}</p>
<pre>${escaped(evidenceLines(e, test, report, specOf).join('\n'))}</pre></details>`;
}
