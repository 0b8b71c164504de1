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

/** What axe-core finds on a page, whose folded parts are opened first: `rule: where`. */
function violations(page: string): string[] {
  const script = `for (const fold of document.querySelectorAll('details')) fold.open = true;
axe.run({ resultTypes: ['violations'] }).then(
  ({ violations, passes }) => [passes.length, ...violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', '))],
  (error) => [0, String(error)],
).then((found) => { document.title = btoa(encodeURIComponent(JSON.stringify(found))); });`;
  const file = join(folder, 'page.html');
  const scripts = [axe.source, script].map((text) => `<script>${text.replaceAll('</script', '<\\/script')}</script>`);
  // A function, since the source has patterns of replace in it.
  writeFileSync(
    file,
    page.replace('</body>', () => `${scripts.join('')}</body>`),
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
  const [passed, ...found] = JSON.parse(decodeURIComponent(Buffer.from(title, 'base64').toString())) as [
    number,
    ...string[],
  ];
  // Rules that nothing was asked of find nothing.
  expect(passed).toBeGreaterThan(10);
  return found;
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
});
