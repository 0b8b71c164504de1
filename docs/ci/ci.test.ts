import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonReport, parseReport } from '../../conformance/report/json-report.ts';
import { fabricatedReport, loss, test } from '../../conformance/report/test-support/fabricated-report.ts';
import { acceptedFailures } from '../../conformance/run/accepted.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = join(root, 'bin/ci.mjs');
const folder = mkdtempSync(join(tmpdir(), 'ci-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(path(name), 'utf8');

/** What a build's step does: the script, told by its environment, in a folder of its own. */
async function step(variables: Readonly<Record<string, string>>) {
  for (const name of ['summary.md', 'outputs']) writeFileSync(path(name), '');
  const { LOSSPROOF_NONCE: _, ...own } = process.env;
  const env = { ...own, GITHUB_STEP_SUMMARY: path('summary.md'), GITHUB_OUTPUT: path('outputs'), ...variables };
  const { stdout, stderr, code } = await promisify(execFile)(process.execPath, [script], { cwd: folder, env }).then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { stdout, stderr, code, summary: read('summary.md'), outputs: read('outputs') };
}
const adapter = join(root, 'conformance/implementations/process/fakes/fake-adapter.mjs');
const well = { LOSSPROOF_COMMAND: `"${process.execPath}" "${adapter}" well`, LOSSPROOF_SELECT: 'mse/definition' };
writeFileSync(
  path('half.mjs'),
  `const half = ({ prediction, target }, { reduction }) => {
    const terms = [prediction].flat(9).map((p, i) => (p - [target].flat(9)[i]) ** 2 / 2);
    const sum = terms.reduce((a, b) => a + b, 0);
    return reduction === 'none' ? terms : reduction === 'sum' ? sum : sum / terms.length;
  };
  export const losses = { mse: half };`,
);
const wrong = { LOSSPROOF_IMPLEMENTATION: './half.mjs', LOSSPROOF_SELECT: 'mse/definition' };

describe('bin/ci.mjs', () => {
  it('leaves every report, the summary on the page of the job, and its outputs', async () => {
    const { code, summary, outputs, stdout } = await step({ ...well, LOSSPROOF_SHARD: '1/1' });
    expect([code, outputs]).toEqual([0, 'exit-code=0\nreport-dir=lossproof-report\n']);
    expect(stdout).toContain('Exit code 0');
    expect(parseReport(read('lossproof-report/report.json')).shard).toEqual({ index: 1, of: 1, lines: ['mse/f32'] });
    for (const file of ['report.json', 'junit.xml', 'report.html', 'lossproof.svg']) {
      expect(existsSync(path(`lossproof-report/${file}`)), file).toBe(true);
    }
    expect(summary).toBe(read('lossproof-report/report.md'));
    expect(summary).toMatch(/^# lossproof: .*\n\nConformant/);
  });
  it.each([
    ['failures', 1],
    ['never', 0],
  ])('makes of failures what LOSSPROOF_FAIL_ON=%s says', async (failOn, wanted) => {
    const { code, summary, outputs } = await step({ ...wrong, LOSSPROOF_FAIL_ON: failOn });
    expect(code).toBe(wanted);
    expect(outputs).toContain('exit-code=1\n');
    expect(summary).toContain('Not conformant');
    expect(summary).toContain('returns half the squared error');
  });
  it('accepts known deviations', async () => {
    const expectations = acceptedFailures(parseReport(read('lossproof-report/report.json')));
    expect(expectations).toHaveLength(1);
    writeFileSync(path('known.json'), JSON.stringify({ schema: 'lossproof-expectations/1', expectations }));
    expect((await step({ ...wrong, LOSSPROOF_EXPECT: 'known.json' })).code).toBe(0);
  });
  it('fails the build where nothing was asked, whatever fails it', async () => {
    const { code, summary } = await step({ ...well, LOSSPROOF_SELECT: 'mze', LOSSPROOF_FAIL_ON: 'never' });
    expect(code).toBe(2);
    expect(summary).toBe('# lossproof\n\nThere is no report: exit code 2. The log says why.\n');
    expect((await step({ LOSSPROOF_COMMAND: 'exit 7', LOSSPROOF_FAIL_ON: 'never' })).code).toBe(3);
    expect((await step({ ...well, LOSSPROOF_FAIL_ON: 'sometimes' })).code).toBe(2);
    expect((await step({ ...well, ...wrong })).stderr).toContain('LOSSPROOF_COMMAND, not both');
  });
  it('joins shards, and says which is missing', async () => {
    const lines = ['mse/f32', 'huber/f32'];
    for (const [i, id] of ['mse', 'huber'].entries()) {
      const own = { losses: [loss(id)], tests: [test(id, 'definition')] };
      mkdirSync(path(`shard-${i + 1}`));
      const report = fabricatedReport({ ...own, shard: { index: i + 1, of: 2, lines } });
      writeFileSync(path(`shard-${i + 1}/report.json`), jsonReport(report));
    }
    const merge = 'shard-1/report.json shard-2/report.json';
    const whole = await step({ LOSSPROOF_MERGE: merge, LOSSPROOF_REPORT_DIR: 'all' });
    expect([whole.code, whole.summary]).toEqual([0, read('all/report.md')]);
    expect(parseReport(read('all/report.json')).tests).toHaveLength(2);
    rmSync(path('shard-2/report.json'));
    const partial = await step({ LOSSPROOF_MERGE: merge, LOSSPROOF_REPORT_DIR: 'all' });
    expect(partial.code).toBe(4);
    expect(partial.summary).toContain('shard 2/2 is missing');
  });
});

const yaml = (name: string) => parse(readFileSync(join(root, name), 'utf8'));
/** The variables that the script reads. */
const variables = ((): Set<string> => {
  const text = readFileSync(script, 'utf8');
  const options = /\.\.\.\[('select'.*?)\]\.flatMap/s.exec(text)![1]!.match(/\w+/g)!;
  return new Set([...text.match(/LOSSPROOF_[A-Z_]*[A-Z]/g)!, ...options.map((o) => `LOSSPROOF_${o.toUpperCase()}`)]);
})();

describe('the GitHub action', () => {
  const input = (name: string): string => `\${{ inputs.${name} }}`;
  const { inputs, outputs, runs } = yaml('action.yml');
  const [install, run, keep] = runs.steps;
  it('hands every input to the script, and nothing to a shell', () => {
    expect(runs.using).toBe('composite');
    expect(install.run).toBe('npm ci --no-audit --no-fund');
    expect(run.run).toBe('node "$LOSSPROOF_ACTION/bin/ci.mjs"');
    const { LOSSPROOF_ACTION: _, ...handed } = run.env;
    expect(new Set(Object.keys(handed))).toEqual(variables);
    const wanted = Object.keys(inputs).filter((name) => name !== 'artifact');
    expect(Object.values(handed)).toEqual(expect.arrayContaining(wanted.map(input)));
    expect(Object.keys(handed)).toHaveLength(wanted.length);
  });
  it('gives out what the script says, and keeps the reports', () => {
    for (const name of ['exit-code', 'report-dir']) {
      expect(outputs[name].value).toBe(`\${{ steps.${run.id}.outputs.${name} }}`);
    }
    expect([keep.with.name, keep.with.path]).toEqual(['artifact', 'report-dir'].map(input));
  });
  it('is used by the example with inputs that it has', () => {
    const { jobs } = yaml('docs/ci/github.yml');
    const uses = Object.values<{ steps: { uses?: string; with?: object }[] }>(jobs).flatMap(({ steps }) =>
      steps.filter((s) => s.uses?.includes('/lossproof@')),
    );
    expect(uses).toHaveLength(2);
    for (const used of uses) for (const name of Object.keys(used.with!)) expect(inputs).toHaveProperty(name);
  });
});

describe('the GitLab jobs', () => {
  it('run the script of the package, with variables that it reads', () => {
    const jobs = Object.values<{ script: string[]; variables: object }>(yaml('docs/ci/gitlab.yml'));
    expect(jobs).toHaveLength(2);
    for (const job of jobs) {
      expect(job.script.at(-1)).toBe('node node_modules/lossproof/bin/ci.mjs');
      const set = [...Object.keys(job.variables), ...(job.script.join('\n').match(/LOSSPROOF_\w+(?==)/g) ?? [])];
      for (const name of set) expect(variables).toContain(name);
    }
  });
});
