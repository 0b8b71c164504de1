import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { packageRoot } from '../cli/package-info.ts';

// A suite of somebody's own, beside the sources so that it finds them.
const folder = mkdtempSync(join(packageRoot, 'node_modules', '.conformance-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Results {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}
async function suite(name: string, body: string): Promise<Results['testResults'][number]> {
  writeFileSync(
    join(folder, `${name}.test.ts`),
    `import { conformance } from ${JSON.stringify(join(packageRoot, 'conformance/vitest/index.ts'))};\n${body}`,
  );
  writeFileSync(join(folder, 'vitest.config.mjs'), "export default { test: { include: ['*.test.ts'] } };");
  const out = join(folder, `${name}.json`);
  const vitest = join(packageRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const argv = [vitest, 'run', name, '--root', folder, '--reporter', 'json', '--outputFile', out];
  await promisify(execFile)(process.execPath, argv, { cwd: folder }).catch(() => {});
  return (JSON.parse((await import('node:fs')).readFileSync(out, 'utf8')) as Results).testResults[0]!;
}
const mean = `(terms, { reduction }) => {
  const sum = terms.reduce((a, b) => a + b, 0);
  return reduction === 'none' ? terms : reduction === 'sum' ? sum : sum / terms.length;
}`;
const losses = (term: string): string =>
  `const mean = ${mean};
   const mse = ({ prediction, target }, p) => {
     const t = [target].flat(9);
     return mean([prediction].flat(9).map((x, i) => ${term}), p);
   };`;

it('is one test a law, which passes, fails as a run does, or says why it is skipped', async () => {
  const right = await suite('right', `${losses('(x - t[i]) ** 2')} await conformance({ losses: { mse } });`);
  const statusOf = (law: string, of = right) =>
    of.assertionResults.find(({ fullName }) => fullName.includes(` mse in f64 ${law}: `))?.status;
  expect([statusOf('definition'), statusOf('convex'), statusOf('gradient')]).toEqual(['passed', 'passed', 'skipped']);
  expect(right.assertionResults.every(({ status }) => status !== 'failed')).toBe(true);

  const wrong = await suite('wrong', `${losses('(x - t[i]) ** 2 / 2')} await conformance({ losses: { mse } });`);
  const failed = wrong.assertionResults.find(({ status }) => status === 'failed')!;
  expect(failed.failureMessages[0]).toMatch(/definition +The value is what the formula says/);
  expect(failed.failureMessages[0]).toContain('diagnosis   returns half the squared error');
  expect(failed.failureMessages[0]).toContain('lossproof replay ');
});

it('skips what is expected to fail, and fails for an entry that is not right', async () => {
  const entry = (id: string) => ({ id, status: 'fails', reason: 'half', issue: 'unreported', classes: ['value'] });
  const known = join(folder, 'known.json');
  const ids = ['mse/{definition,reductions_agree}', 'mse/convex', 'mse/nothing'];
  writeFileSync(known, JSON.stringify({ schema: 'lossproof-expectations/1', expectations: ids.map(entry) }));
  const body = `await conformance({ losses: { mse } }, { select: 'mse/{definition,convex}', expect: ${JSON.stringify(known)} });`;
  const { assertionResults } = await suite('known', `${losses('(x - t[i]) ** 2 / 2')} ${body}`);
  const statuses = assertionResults.map(({ fullName, status }) => [/(\w+):|expected/.exec(fullName)?.[1], status]);
  expect(Object.fromEntries(statuses)).toEqual({ definition: 'skipped', convex: 'failed', undefined: 'failed' });
  const said = assertionResults.flatMap(({ failureMessages }) => failureMessages).join('\n');
  expect(said).toContain('it passes, and is expected to fail: half (unreported)');
  expect(said).toContain('mse/nothing matches no test');
});

it('fails for what is required and not there', async () => {
  const body = `await conformance({ losses: { mse } }, { select: '{mse,mae}/{definition,gradient}', require: '*/{definition,gradient}' });`;
  const { assertionResults } = await suite('required', `${losses('(x - t[i]) ** 2')} ${body}`);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  expect(failed.map(({ failureMessages }) => failureMessages[0]!.split('\n')[0])).toEqual([
    'Error: required, but unsupported: gradient.prediction of mse',
    'Error: mae/definition/f64 is required, but unsupported: the implementation has no mae; mae/gradient/f64 is required, but unsupported: the implementation has no mae',
  ]);
});

it('says what is wrong with what it is asked', async () => {
  const none = await suite('none', `await conformance({ losses: { mze: () => 0 } });`);
  expect(none.message).toContain('losses.mze is no loss of the spec');
  const select = await suite('select', `${losses('0')} await conformance({ losses: { mse } }, { select: 'msee' });`);
  expect(select.message).toContain('--select msee matches no test');
});
