import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { writeKit } from '../../cli/write-kit.ts';
import { findPython } from '../test-support/find-python.ts';

const { python, reason } = findPython('pytest');
beforeEach(({ skip }) => skip(!python, reason));

const root = mkdtempSync(join(tmpdir(), 'lossproof-pytest-'));
afterAll(() => rmSync(root, { recursive: true }));
const bin = fileURLToPath(new URL('../../../bin/lossproof.mjs', import.meta.url));

/** The kit in a folder of its own, asked by lossproof of this checkout, which writes down what it is asked. */
function project(name: string, { adapter = (text: string) => text, options = '"--dtype", "f64,f32"' } = {}) {
  const folder = join(root, name);
  mkdirSync(folder);
  writeKit({ language: 'python', out: folder });
  const losses = join(folder, 'adapter.py');
  writeFileSync(losses, adapter(readFileSync(losses, 'utf8')));
  const calls = join(folder, 'calls.txt');
  const called = `import { appendFileSync } from 'node:fs';
    appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ') + '\\n');
    await import(${JSON.stringify(bin)});`;
  writeFileSync(join(folder, 'called.mjs'), called);
  const tests = join(folder, 'test_losses.py');
  const text = readFileSync(tests, 'utf8');
  expect(text).toContain('["--dtype", "f64,f32"])');
  const words = `[${options}], [${JSON.stringify(process.execPath)}, ${JSON.stringify(join(folder, 'called.mjs'))}])`;
  writeFileSync(tests, text.replace('["--dtype", "f64,f32"])', words));
  return (...argv: string[]) => {
    const args = ['-m', 'pytest', '-q', '-rA', '--strict-markers', '-p', 'no:cacheprovider', ...argv];
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', NODE_OPTIONS: '', COLUMNS: '1000' };
    const { status, stdout, stderr } = spawnSync(python!, args, { cwd: folder, env, encoding: 'utf8' });
    return {
      code: status,
      said: stdout + stderr,
      /** What became of tests whose names have this in them. */
      are: (outcome: string, name: string) =>
        stdout.split('\n').filter((line) => line.startsWith(`${outcome} `) && line.includes(name)).length,
      calls: readFileSync(calls, 'utf8').trim().split('\n'),
    };
  };
}
const withoutHalf = (text: string): string => text.replace('delta * (abs(e) - delta / 2)', 'delta * (abs(e) - delta)');

it('has a test for each law, which passes or says why it is skipped', () => {
  const { code, said, are, calls } = project('right')();
  expect(said).toMatch(/^51 passed, 4 skipped in /m);
  expect(said).toMatch(/^SKIPPED \[4\] .*: unsupported: what it is about: it has no weight/m);
  expect([are('PASSED', '[huber/definition/f64]'), are('PASSED', '[the whole run]'), code]).toEqual([1, 1, 0]);
  expect(calls).toHaveLength(2);
});

it('fails with what lossproof found, expects what is known, and fails for an expectation that matches nothing', () => {
  const known = ['huber/limit', 'huber/nosuch'].map((id) => {
    return { id, status: 'fails', reason: 'the half is missing', issue: 'unreported', classes: ['value'] };
  });
  const file = join(root, 'known.json');
  writeFileSync(file, JSON.stringify({ schema: 'lossproof-expectations/1', expectations: known }));
  const options = `"--expect", ${JSON.stringify(file)}`;
  const { code, said, are } = project('wrong', { adapter: withoutHalf, options })();
  expect(code).toBe(1);
  expect([are('FAILED', '[huber/definition/f32]'), are('XFAIL', '[huber/limit/f32]')]).toEqual([1, 1]);
  expect(said).toMatch(
    /^got {9}9\nexpected {4}9\.5\nerror .*\nreplay .*\ndiagnosis {3}subtracts delta instead of half of it from the line$/m,
  );
  expect(said).toContain('failed as expected: the half is missing (unreported)');
  expect(said).toContain('huber/nosuch: the pattern matches no test');
  expect(are('FAILED', '[the whole run]')).toBe(1);
});

it('asks what was chosen only', () => {
  const { code, said, calls } = project('some')('-k', 'gradient-f64 or gradient/f64 or edges');
  expect(said).toMatch(/^3 passed, 52 deselected in /m);
  const [listing, run] = calls;
  expect(listing).toContain('--list');
  expect(run).toMatch(/--skip huber\/\{definition,.*\}\/f64 --skip huber\/\{definition,gradient,.*\}\/f32 /);
  expect(run).not.toMatch(/edges/);
  expect(code).toBe(0);
});

it('fails where the adapter does not start, and leaves other tests alone', () => {
  const broken = project('broken', { adapter: () => 'raise SystemExit("no library here")' });
  writeFileSync(join(root, 'broken', 'test_other.py'), 'def test_other(): pass\n');
  const { code, said, are } = broken();
  expect([code, are('FAILED', '[the whole run]'), are('PASSED', 'test_other')]).toEqual([1, 1, 1]);
  expect(said).toMatch(/^error: the adapter .* did not answer hello: it exited with code 1\nstderr: no library here$/m);
});

it('says that there is no Node', () => {
  const asked = project('no-node');
  const file = join(root, 'no-node', 'test_losses.py');
  writeFileSync(file, readFileSync(file, 'utf8').replace(JSON.stringify(process.execPath), '"no-such-node"'));
  writeFileSync(join(root, 'no-node', 'calls.txt'), '');
  expect(asked().said).toContain('no-such-node is not here: lossproof needs Node.js');
});
