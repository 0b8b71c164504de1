import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from './main.ts';
import { packageRoot } from './package-info.ts';
import { captured } from './test-support/captured.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lossproof-fixtures-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = captured();
  const code = await main(['fixtures', ...words], io);
  return { code, out: out(), err: err() };
}

describe('fixtures', () => {
  it('are generated, verified and shown', async () => {
    const set = join(folder, 'a');
    const made = await run('generate', '--out', set, '--loss', 'mae', '--regime', 'ordinary,bad_input', '--seed', '4');
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^\d cases of 1 loss in .*: 1 file, .* MB\/s\)\ndigest [0-9a-f]{64}\n$/);
    const verified = await run('verify', set);
    expect(verified.code).toBe(0);
    expect(verified.out).toMatch(/1 file as the manifest says, \d cases computed anew/);
    const file = join(set, 'mae.f32.json');
    const list = await run('show', file);
    const [, id] = /^([0-9a-f]{16}) {2}ordinary/m.exec(list.out)!;
    expect(list.out).toContain('rejected: ');
    const one = await run('show', file, id!.slice(0, 6));
    expect(one.out).toMatch(/^expected value {2}f32\[/m);
    expect(one.out).toMatch(/^permitted \(plain\) value {2}f64\[/m);
    expect(one.out).toMatch(/^finds /m);
    writeFileSync(file, '{}');
    const broken = await run('verify', set, '--digests');
    expect(broken.code).toBe(5);
    expect(broken.out).toContain('mae.f32.json has 2 bytes, not the');
    const unreadable = await run('show', file);
    expect(unreadable.code).toBe(5);
    expect(unreadable.err).toContain('mae.f32.json, byte 0: no file of fixtures');
  });

  it('take long arrays, which the oracle leaves to float64', async () => {
    const set = join(folder, 'long');
    const words = ['--loss', 'mse', '--elements', '20000', '--cases', '2', '--format', 'npy', '--dtype', 'bf16'];
    const made = await run('generate', '--out', set, ...words);
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^2 cases of 1 loss in/);
    for (const name of ['mse.bf16.json', 'mse.bf16.1.json']) {
      const { cases } = JSON.parse(readFileSync(join(set, name), 'utf8'));
      expect(cases).toHaveLength(1);
      expect(cases[0]).toMatchObject({ regimes: ['long_sum'], source: 'reference' });
      const extents: number[] = cases[0].operands.prediction.shape;
      expect(extents.reduce((a, b) => a * b, 1)).toBeGreaterThan(19_990);
    }
    expect((await run('verify', set)).code).toBe(0);
  });

  it('keep the answers of the oracle where they are told to, and trust them only there', async () => {
    const answers = join(folder, 'answers');
    const words = ['--loss', 'huber', '--regime', 'ordinary,tie', '--seed', '5', '--answers', answers];
    const [first, second, third] = ['first', 'second', 'third'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const made = await run('generate', '--out', first, ...words);
    expect(made.code).toBe(0);
    const kept = readdirSync(answers, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.json'));
    expect(kept.length).toBeGreaterThan(2);
    const digest = /digest .*/.exec(made.out)![0];
    expect((await run('generate', '--out', second, ...words)).out).toContain(digest);
    // An answer that somebody changed is found by whoever does not ask for kept ones.
    for (const name of kept) {
      const file = join(answers, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"values": \[\s*"[^"]*"/, '"values": ["1e9"'));
    }
    expect((await run('generate', '--out', third, ...words)).out).not.toContain(digest);
    expect((await run('verify', third, '--answers', answers)).code).toBe(0);
    expect((await run('verify', third)).code).toBe(5);
  });

  it.each<[string, string[], string]>([
    ['no folder', ['generate'], "required option '--out <dir>'"],
    ['an unknown loss', ['generate', '--out', 'x', '--loss', 'hubr'], 'matches no loss. Did you mean huber?'],
    ['an unknown regime', ['generate', '--out', 'x', '--regime', 'tiy'], 'There is no regime "tiy"'],
    ['an unknown format', ['generate', '--out', 'x', '--format', 'csv'], 'Allowed choices are json, safetensors'],
    [
      'a type that graphs do not have',
      ['generate', '--out', 'x', '--format', 'onnx', '--dtype', 'f16'],
      'f32 and f64 only',
    ],
    [
      'long arrays of another regime',
      ['generate', '--out', 'x', '--elements', '5000', '--regime', 'tiny'],
      'leave --regime',
    ],
    ['long arrays as text', ['generate', '--out', 'x', '--elements', '5000000'], 'holds arrays of at most 100000'],
    [
      'long arrays of a loss without',
      ['generate', '--out', 'x', '--elements', '5000', '--loss', 'grad_norm'],
      'no long sum',
    ],
    ['too few cases', ['generate', '--out', 'PLACE', '--loss', 'mse', '--cases', '2'], 'which takes at least'],
    ['a folder that is in use', ['generate', '--out', packageRoot, '--loss', 'mse'], 'is not empty'],
    ['a file that is not there', ['show', 'nothing.json'], 'there is no file nothing.json'],
    ['a folder', ['show', 'fixtures'], 'fixtures is a folder: name a document in it, such as fixtures/huber.f32.json'],
    ['an unknown subcommand', ['generat'], '(Did you mean generate?)'],
  ])('refuse %s with code 2', async (_, words, message) => {
    const { code, err } = await run(...words.map((word) => (word === 'PLACE' ? join(folder, 'few') : word)));
    expect(err).toContain(message);
    expect(code).toBe(2);
    expect(existsSync('x')).toBe(false);
  });

  it('say where they cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    for (const words of [
      ['--out', join(file, 'set')],
      ['--out', join(folder, 'unused'), '--answers', file],
    ]) {
      const { code, err } = await run('generate', '--loss', 'mse', ...words);
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/^error: the fixtures cannot be written to .*: E(NOTDIR|EXIST)/),
      ]);
    }
  });

  it('refuse a folder that is no set with code 2, and have an integrity error for a manifest that is none', async () => {
    const [no, nowhere] = [mkdtempSync(join(folder, 'no-set-')), join(folder, 'nowhere')];
    expect(await run('verify', nowhere)).toEqual({ code: 2, out: '', err: `error: there is no folder ${nowhere}\n` });
    const { code, err } = await run('verify', no);
    expect([code, err]).toEqual([
      2,
      `error: ${no} has no manifest.json: it is no set of fixtures, or one that was not finished\n`,
    ]);
    writeFileSync(join(no, 'manifest.json'), '{}');
    expect((await run('verify', no)).code).toBe(5);
  });

  it('leave whole files and no manifest where they are interrupted', async () => {
    const set = join(folder, 'interrupted');
    const args = [join(packageRoot, 'bin/lossproof.mjs'), 'fixtures', 'generate', '--out', set];
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    const isWritten = (): boolean => existsSync(set) && readdirSync(set).length > 0;
    while (!isWritten() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const files = readdirSync(set);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((name) => !/^[a-z0-9_]+\.f32\.json$/.test(name))).toEqual([]);
    for (const name of files) expect((await run('show', join(set, name))).code).toBe(0);
  });
});
