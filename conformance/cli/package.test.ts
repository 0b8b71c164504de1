import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { packageRoot } from './package-info.ts';

it('is published with what is read at run time, and without sources and tests of its own', async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: packageRoot,
    maxBuffer: 1 << 26,
  });
  const paths: string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path);
  const expectations = readdirSync(join(packageRoot, 'conformance', 'expectations')).filter((f) => f.endsWith('.json'));
  expect(expectations.length).toBeGreaterThan(10);
  expect(paths).toEqual(
    expect.arrayContaining([
      ...expectations.map((file) => `conformance/expectations/${file}`),
      'bin/lossproof.mjs',
      'conformance/adapters/kits/python/adapter.py',
      'conformance/adapters/python/lossproof_adapter.py',
      'conformance/protocol.schema.json',
      'conformance/report/report.schema.json',
      // What doctor and init point to.
      'docs/protocol.md',
      'fixtures/known/manifest.json',
      'fixtures/consumers/python/fixtures.py',
      'fixtures/counterexamples/bce-gradient-as-written.json',
      'docs/examples/my-loss/spec.ts',
      'docs/examples/vitest/losses.test.ts',
    ]),
  );
  // The test of docs/examples/vitest is an example itself.
  const own = /\.test\.ts$|test-support|^fixtures\/.*\.ts$|^fixtures\/formats\//;
  expect(
    paths.filter((path) => own.test(path) && !path.startsWith('docs/examples/vitest/') && !path.startsWith('dist/')),
  ).toEqual([]);
  expect(paths.filter((path) => /^(spec|reference|bench)\/|^conformance\/(cli|run)\//.test(path))).toEqual([]);
});
