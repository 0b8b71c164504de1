import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

describe('a folder that is made', () => {
  const root = mkdtempSync(join(tmpdir(), 'lossproof-'));
  it('comes with those that it is in, and may be there', () => {
    const path = join(root, 'a', 'b', 'c');
    for (let i = 0; i < 2; i++) {
      makeFolder(path);
      expect(statSync(path).isDirectory()).toBe(true);
    }
  });
  it('is refused where a file is, or would be above it', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow(/EEXIST/);
    expect(() => makeFolder(join(file, 'x'))).toThrow(/ENOTDIR/);
  });
  it.runIf(existsSync('/proc/self'))('is refused at once where a file system takes none', () => {
    expect(() => makeFolder('/proc/lossproof/x')).toThrow(/ENOENT/);
  });
});
