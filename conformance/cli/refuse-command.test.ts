import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { refuseCommand } from './refuse-command.ts';
import { lossproof } from './test-support/lossproof.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-command-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, mode = 0o644): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
}

it.each(['a.js', 'a.mjs', 'a.cjs', 'a.ts', 'a.mts', 'a.tsx', 'plain'])('%s may be a module', (name) => {
  expect(() => refuseCommand(file(name), 'run')).not.toThrow();
});
it.each([
  ['adapter.sh', 0o644, ''],
  ['adapter.py', 0o644, 'python3 '],
  ['adapter', 0o755, ''],
])('%s is a command', (name, mode, starter) => {
  const path = file(name, mode);
  expect(() => refuseCommand(path, 'run')).toThrow(`a command goes after -- (lossproof run -- ${starter}${path})`);
});
it.each(['run', 'doctor'])('%s says so, and starts nothing', async (verb) => {
  const path = file('adapter.sh');
  const { code, out, err } = await lossproof(verb, path);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(
    `error: ${path} is no module of JavaScript: a command goes after -- (lossproof ${verb} -- ${path})\n`,
  );
});
