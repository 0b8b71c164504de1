import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { suiteVersion } from '../../spec/version.ts';
import { packageRoot } from './package-info.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'bin-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A package whose files all say which of them was run. */
function fabricatedPackage(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  cpSync(join(packageRoot, 'bin', 'lossproof.mjs'), join(root, 'bin', 'lossproof.mjs'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  for (const [path, says] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(
      join(root, path),
      `export const main = async (argv) => { console.log('${says}', ...argv); return 7; };`,
    );
  }
  return root;
}
/** What the program prints and exits with. */
async function lossproof(root: string, ...argv: string[]) {
  const { stdout, stderr, code } = await run(process.execPath, [join(root, 'bin', 'lossproof.mjs'), ...argv]).then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { stdout, stderr, code };
}
const sources = 'conformance/cli/main.ts';
const built = 'dist/conformance/cli/main.js';

describe('bin/lossproof.mjs', () => {
  it('runs this checkout', async () => {
    expect(await lossproof(packageRoot, '--version')).toEqual({ stdout: `${suiteVersion}\n`, stderr: '', code: 0 });
    expect((await lossproof(packageRoot, 'rnu')).code).toBe(2);
  });
  it('exits as it would where nobody reads what it prints', async () => {
    const program = join(packageRoot, 'bin', 'lossproof.mjs');
    const script = '"$0" "$1" rnu 2>&1 | true; exit "$PIPESTATUS"';
    const ended = await run('bash', ['-c', script, process.execPath, program]).catch(
      (error: { code: number }) => error,
    );
    expect(ended).toMatchObject({ code: 2 });
  });
  it('runs dist where there are no sources, and exits with what main says', async () => {
    const root = fabricatedPackage('published', { [built]: 'built' });
    expect(await lossproof(root, 'a', 'b')).toEqual({ stdout: 'built a b\n', stderr: '', code: 7 });
  });
  it('runs the sources where they are there, whatever is in dist', async () => {
    const root = fabricatedPackage('checkout', { [built]: 'stale', [sources]: 'sources' });
    writeFileSync(join(root, 'tsconfig.json'), '{}');
    symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
    expect(await lossproof(root)).toMatchObject({ stdout: 'sources\n', code: 7 });
  });
  it('says what to do in a checkout without its dependencies', async () => {
    const root = fabricatedPackage('bare', { [sources]: 'sources' });
    const { stderr, code } = await lossproof(root);
    expect(code).toBe(2);
    expect(stderr).toBe('lossproof: this is a checkout, and tsx is not installed in it: run `npm ci` first\n');
  });
});
