import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from './main.ts';
import { captured } from './test-support/captured.ts';

const root = mkdtempSync(join(tmpdir(), 'cli-init-'));
afterAll(() => rmSync(root, { recursive: true }));

async function init(...argv: string[]) {
  const { io, out, err } = captured();
  const code = await main(['init', ...argv], io);
  return { code, out: out(), err: err() };
}
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

describe('lossproof init', () => {
  it.each([
    ['python', ['adapter.py', 'lossproof_adapter.py', 'lossproof_pytest.py', 'test_losses.py'], 'adapter.py'],
    ['javascript', ['losses.mjs'], 'losses.mjs'],
    ['rust', ['Cargo.toml', 'lossproof.rs', 'main.rs'], 'src/main.rs'],
    ['cpp', ['CMakeLists.txt', 'lossproof.hpp', 'main.cpp'], 'main.cpp'],
  ])('writes an adapter in %s and says what is next', async (language, files, losses) => {
    const out = join(root, language);
    const { code, out: said, err } = await init('--language', language, '--out', out);
    expect([code, err, filesIn(out)]).toEqual([0, '', files]);
    expect(said).toContain(`put yours beside it in ${join(out, losses)}. Next:`);
    expect(said.match(/^ {2}npx lossproof (doctor|run) .*$/gm)).toHaveLength(2);
    expect(readFileSync(join(out, losses), 'utf8')).toMatch(/lossproof explain huber/);
  });

  it.each(['torch', 'jax'])('writes one that takes gradients from %s', async (library) => {
    const out = join(root, library);
    const { code } = await init('--language', 'python', '--with', library, '--out', out);
    expect(code).toBe(0);
    expect(filesIn(out)).toEqual([
      'adapter.py',
      'lossproof_adapter.py',
      ...(library === 'jax'
        ? ['lossproof_jax.py', 'lossproof_pytest.py']
        : ['lossproof_pytest.py', 'lossproof_torch.py']),
      'test_losses.py',
    ]);
    expect(readFileSync(join(out, 'adapter.py'), 'utf8')).toContain(`from lossproof_${library} import `);
  });

  it('writes into a folder that has other files', async () => {
    const out = join(root, 'others');
    mkdirSync(out);
    writeFileSync(join(out, 'README'), 'mine');
    expect((await init('--language', 'javascript', '--out', out)).code).toBe(0);
    expect(readFileSync(join(out, 'README'), 'utf8')).toBe('mine');
  });

  it('replaces nothing, and then writes nothing', async () => {
    const out = join(root, 'taken');
    mkdirSync(join(out, 'src'), { recursive: true });
    writeFileSync(join(out, 'src', 'main.rs'), 'mine');
    const { code, out: said, err } = await init('--language', 'rust', '--out', out);
    expect([code, said]).toEqual([2, '']);
    expect(err).toMatch(/main\.rs is there already, and nothing was written.*--out/);
    expect(readFileSync(join(out, 'src', 'main.rs'), 'utf8')).toBe('mine');
    expect(existsSync(join(out, 'Cargo.toml'))).toBe(false);
    const link = join(root, 'link');
    mkdirSync(link);
    symlinkSync(join(root, 'nowhere'), join(link, 'losses.mjs'));
    expect((await init('--language', 'javascript', '--out', link)).code).toBe(2);
    expect(existsSync(join(root, 'nowhere'))).toBe(false);
  });

  it('prints words that a shell takes for one', async () => {
    const { out } = await init('--language', 'python', '--out', join(root, "it's mine"));
    expect(out).toContain(`npx lossproof run --select huber -- python3 '${join(root, "it'\\''s mine", 'adapter.py')}'`);
  });

  const file = join(root, 'a-file');
  writeFileSync(file, '');
  it.each([
    ['there is no such language', ['--language', 'pyton'], /no kit for pyton: .*cpp\. Did you mean python\?/],
    [
      'there is no such library',
      ['--language', 'python', '--with', 'torhc'],
      /no kit for python with torhc: .*Did you mean python with torch/,
    ],
    ['the language has no libraries', ['--language', 'cpp', '--with', 'torch'], /no kit for cpp with torch/],
    ['a name is that of every object', ['--language', 'toString'], /no kit for toString/],
    ['no language is named', [], /--language/],
    ['the folder cannot be', ['--language', 'cpp', '--out', join(file, 'x')], /cannot be written to .*a-file/],
    ['the folder is a file', ['--language', 'cpp', '--out', file], /cannot be written to .*a-file/],
    ['there is a command', ['--language', 'cpp', '--', 'g++'], /takes no command/],
  ])('exits with 2 where %s', async (_, argv, message) => {
    const { code, out, err } = await init(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });
});
