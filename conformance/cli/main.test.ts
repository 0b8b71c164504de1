import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageRoot } from './package-info.ts';
import { lossproof } from './test-support/lossproof.ts';

describe('lossproof', () => {
  it("prints its version, which is the package's", async () => {
    const { version } = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')) as { version: string };
    expect(await lossproof('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
  it('prints help with examples and exit codes', async () => {
    const { code, out } = await lossproof('--help');
    expect(code).toBe(0);
    for (const part of ['Examples:', 'lossproof run -- python3 adapter.py', 'Exit codes:', 'selftest', 'replay']) {
      expect(out).toContain(part);
    }
  });
  it.each(['run', 'list', 'explain', 'graphs', 'replay', 'merge', 'selftest', 'init', 'doctor'])(
    'prints help on %s',
    async (command) => {
      const { code, out } = await lossproof(command, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`Usage: lossproof ${command}`);
      expect(Math.max(...out.split('\n').map((l) => l.length))).toBeLessThanOrEqual(120);
    },
  );
  it('shows help where nothing is asked, which is no success', async () => {
    const { code, err } = await lossproof();
    expect(code).toBe(2);
    expect(err).toContain('Usage: lossproof');
  });
  it('lists', async () => {
    const { code, out } = await lossproof('list');
    expect(code).toBe(0);
    expect(out).toContain('cross_entropy');
    expect(JSON.parse((await lossproof('list', '--json')).out)[0]).toHaveProperty('id');
    expect((await lossproof('list', '--', 'x')).code).toBe(2);
  });
});
