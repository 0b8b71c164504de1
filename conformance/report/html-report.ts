import type { LawId } from '../../spec/language/law.ts';
import type { RunReport, TestResult } from '../run/run-report.ts';
import { ownSpec } from './counterexample.ts';
import { exitReason } from './exit-reason.ts';
import { escaped } from './html/escaped.ts';
import { failures } from './html/failures.ts';
import { lossTable } from './html/loss-table.ts';
import { matrix } from './html/matrix.ts';
import { pageStyle } from './html/page-style.ts';
import { plots } from './html/plots.ts';
import { placementLine } from './placement-line.ts';
import { present } from './present.ts';
import { probeLines } from './probe-lines.ts';
import { grouped } from './readable-number.ts';

/** The run as one page: no scripts, no network, light and dark, to be kept as an artefact of a build. */
export function htmlReport(report: RunReport, sentence: (law: LawId) => string, specOf = ownSpec): string {
  const { implementation: i, options: o } = report;
  const { code, why } = exitReason(report);
  const { tests } = present(report);
  const name = `${i.name} ${i.version}`;
  const asked = `Suite ${report.suiteVersion}, ${i.device}, ${o.dtypes.join(', ')}, ${grouped(o.cases)} cases a loss, profile ${o.profile}, seed ${o.seed}${o.strict ? ', strict' : ''}${o.dialect ? `, dialect ${o.dialect}` : ''}`;
  const of = (verdict: string): readonly string[] => tests.filter((t) => t.verdict.verdict === verdict).map(reasoned);
  const sections = [
    failures(report, { sentence, specOf }),
    matrix(report, sentence),
    lossTable(report),
    plots(report),
    list('Passed, and expected to fail', of('unexpected_pass')),
    list('Not run', of('not_run')),
    list(
      'Never reached',
      report.losses.flatMap((l) =>
        l.uncovered.map((gap) => `<code>${escaped(l.loss)}</code> in ${l.dtype}: ${escaped(gap)}`),
      ),
    ),
    list('Expectations that match no test', report.expectations.unmatched.map(escaped)),
    list('Expectations past their expiry', report.expectations.expired.map(escaped)),
    list('Failed as expected', of('expected_failure')),
    list('Operators outside the published table', probeLines(i.probes).map(escaped)),
    list('Unsupported', of('unsupported')),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}: lossproof</title><style>${pageStyle}</style></head><body><main>
<h1>${escaped(name)}</h1>
<p class="dim">${escaped(asked)}.${report.placement ? ` ${escaped(placementLine(report.placement))}` : ''}</p>
<p class="verdict ${code === 0 ? 'pass' : 'fail'}">${code === 0 ? 'Conformant' : 'Not conformant'}: ${escaped(why)} (exit code ${code}).</p>
${sections.filter((section) => section !== '').join('\n')}
</main></body></html>
`;
}

function reasoned({ id, verdict }: TestResult): string {
  const words = 'reason' in verdict ? verdict.reason : 'what' in verdict ? verdict.what : '';
  return `<code>${escaped(id)}</code>${words ? `: ${escaped(words)}` : ''}`;
}

/** Long lists are folded away. */
function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const points = `<ul>${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>`;
  return `<h2>${title}</h2>\n<details${items.length > 12 ? '' : ' open'}><summary>${items.length}</summary>${points}</details>`;
}
