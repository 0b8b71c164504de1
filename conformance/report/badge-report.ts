import { failing, type RunReport } from '../run/run-report.ts';
import { exitReason } from './exit-reason.ts';
import { escaped } from './html/escaped.ts';
import { counted } from './readable-number.ts';

const colours = { pass: '#2b7a3f', fail: '#b3191f', incomplete: '#8a5a00' } as const;
/** About what a letter of the badge's font takes, in pixels; the text is fitted to it. */
const letter = 6.6;
const padding = 7;

/** The run as an SVG image for a README: `conforming`, how many failures, or that it did not come to its end. */
export function badgeReport(report: RunReport): string {
  const { code, why } = exitReason(report);
  const [says, colour] =
    code === 0
      ? (['conforming', colours.pass] as const)
      : code === 1
        ? ([counted(failures(report), 'failure'), colours.fail] as const)
        : (['incomplete', colours.incomplete] as const);
  const { implementation: i, options: o } = report;
  const losses = new Set(report.losses.filter((l) => !l.unsupported).map((l) => l.loss)).size;
  const asked = `${counted(losses, 'loss', 'losses')} in ${o.dtypes.join(', ')}, suite ${report.suiteVersion}`;
  const title = escaped(`lossproof: ${says}. ${i.name} ${i.version}, ${asked}: ${why}`);
  const [left, right] = ['lossproof', says].map((text) => Math.round(text.length * letter) + 2 * padding) as [
    number,
    number,
  ];
  const text = (words: string, from: number, width: number): string =>
    `<text x="${from + width / 2}" y="14" textLength="${width - 2 * padding}">${escaped(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<clipPath id="round"><rect width="${left + right}" height="20" rx="3"/></clipPath>
<g clip-path="url(#round)"><rect width="${left}" height="20" fill="#3d444d"/><rect x="${left}" width="${right}" height="20" fill="${colour}"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">${text('lossproof', 0, left)}${text(says, left, right)}</g>
</svg>
`;
}

/** Everything for which a run exits with 1. */
const failures = ({ tests, losses, expectations }: RunReport): number =>
  tests.filter(({ verdict }) => failing.has(verdict.verdict)).length +
  losses.reduce((n, { uncovered }) => n + uncovered.length, 0) +
  expectations.unmatched.length +
  expectations.expired.length;
