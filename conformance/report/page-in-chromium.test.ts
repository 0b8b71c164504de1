import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../run/run-report.ts';
import { htmlReport } from './html-report.ts';
import { curve, evidence, fabricatedReport, loss, test } from './test-support/fabricated-report.ts';

const chromium = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find(existsSync);
if (!chromium) console.warn('Chromium is not installed (apt-get install chromium): axe-core has not seen the page');

const folder = mkdtempSync(join(tmpdir(), 'page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What these scripts leave in `document.title` of a page, as JSON in base64. */
function inChromium(page: string, scripts: readonly string[]): unknown {
  const file = join(folder, 'page.html');
  const tags = scripts.map((text) => `<script>${text.replaceAll('</script', '<\\/script')}</script>`);
  // A function, since the source has patterns of replace in it.
  writeFileSync(
    file,
    page.replace('</body>', () => `${tags.join('')}</body>`),
  );
  const profile = mkdtempSync(join(folder, 'profile-'));
  const flags = `--headless --no-sandbox --disable-gpu --user-data-dir=${profile} --virtual-time-budget=60000 --dump-dom`;
  const dom = execFileSync(chromium!, [...flags.split(' '), pathToFileURL(file).href], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
    timeout: 100_000,
  });
  const [, title = ''] = /<title>([^<]*)<\/title>/.exec(dom) ?? [];
  return JSON.parse(decodeURIComponent(Buffer.from(title, 'base64').toString()));
}
const tell = (what: string): string => `document.title = btoa(encodeURIComponent(JSON.stringify(${what})));`;

/** What axe-core finds on a page, whose folded parts are opened first: `rule: where`. */
function violations(page: string): string[] {
  const script = `for (const fold of document.querySelectorAll('details')) fold.open = true;
axe.run({ resultTypes: ['violations'] }).then(
  ({ violations, passes }) => [passes.length, ...violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', '))],
  (error) => [0, String(error)],
).then((found) => { ${tell('found')} });`;
  const [passed, ...found] = inChromium(page, [axe.source, script]) as [number, ...string[]];
  // Rules that nothing was asked of find nothing.
  expect(passed).toBeGreaterThan(10);
  return found;
}

/** Of a page so many pixels wide: how wide what it holds is, how wide its notes, and how many lines each loss's name has. */
function laidOut(page: string, width: number): { page: number; notes: number[]; names: Record<string, number[]> } {
  const script = `const frame = document.body.appendChild(document.createElement('iframe'));
frame.style = 'border: 0; width: ${width}px; height: 800px';
frame.onload = () => {
  const inner = frame.contentDocument;
  const heads = [...inner.querySelectorAll('.matrix tbody th, .losses tbody th')];
  const lines = (head) => {
    const range = inner.createRange();
    range.selectNodeContents(head);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  };
  const names = {};
  for (const head of heads) (names[head.textContent] ??= []).push(lines(head));
  const notes = [...inner.querySelectorAll('p.dim, figcaption')].map((p) => p.getBoundingClientRect().right);
  const found = { page: inner.scrollingElement.scrollWidth, notes, names };
  ${tell('found')}
};
frame.srcdoc = decodeURIComponent('${encodeURIComponent(page).replaceAll("'", '%27')}');`;
  return inChromium('<!doctype html><title></title><body></body>', [script]) as ReturnType<typeof laidOut>;
}

const report: RunReport = fabricatedReport({
  losses: [loss('mse', { curve, uncovered: ['regime tie'] }), loss('huber', { dtype: 'f64' })],
  tests: [
    test('mse', 'definition', { verdict: 'fail', evidence: evidence() }, { replay: 'tok', diagnosis: 'the half' }),
    test('mse', 'edges', { verdict: 'other_convention', which: 'x', dialects: ['keras'], evidence: evidence() }),
    test('mse', 'convex', { verdict: 'expected_failure', reason: 'known', evidence: evidence() }),
    test('mse', 'finite', { verdict: 'unexpected_pass', reason: 'known' }),
    test('mse', 'scale', { verdict: 'vacuous', why: 'x' }),
    test('mse', 'symmetric', { verdict: 'unsupported', what: 'x' }),
    test('huber', 'descends', { verdict: 'not_run', reason: 'x' }, { dtype: 'f64' }),
  ],
  expectations: { unmatched: ['mze'], expired: ['old'] },
});

describe.skipIf(!chromium)('the page in Chromium', () => {
  const page = htmlReport(report, (law) => `The law of ${law}.`);
  it.each(['light', 'dark'])('has nothing that axe-core objects to, in %s', (scheme) => {
    const shown = page.replace('color-scheme: light dark', `color-scheme: ${scheme}`);
    expect(shown).toContain(`color-scheme: ${scheme};`);
    expect(violations(shown)).toEqual([]);
  });
  it('would be objected to if a plot had no name', () => {
    expect(violations(page.replace(/(<svg[^>]*) aria-label="[^"]*"/g, '$1')).join()).toContain('svg-img-alt');
  });
  it.each([390, 500, 1400])('has names of one to three lines, and all of its notes, at %i pixels', (width) => {
    const long = 'modified_huber_classification';
    const {
      page: wide,
      notes,
      names,
    } = laidOut(
      htmlReport(
        { ...report, losses: [...report.losses, loss(long)], tests: [...report.tests, test(long, 'edges')] },
        String,
      ),
      width,
    );
    expect(wide).toBeLessThanOrEqual(width);
    expect(notes.length).toBeGreaterThan(4);
    expect(Math.max(...notes)).toBeLessThanOrEqual(width);
    expect(Object.keys(names)).toEqual(expect.arrayContaining(['mse f32', `${long} f32`, long]));
    expect(Math.max(...names['mse f32']!)).toBe(1);
    expect(Math.max(...Object.values(names).flat())).toBeLessThanOrEqual(width < 600 ? 3 : 1);
  });
});
