import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../cli/main.ts';
import { captured } from '../../cli/test-support/captured.ts';
import { findPython } from '../test-support/find-python.ts';

const root = mkdtempSync(join(tmpdir(), 'kits-'));
afterAll(() => rmSync(root, { recursive: true }));

function shell(line: string) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}
/** A command line that begins with `npx lossproof`, without the time that npx takes. */
async function lossproof(line: string) {
  const { io, out, err } = captured();
  const words = line.split(' ');
  expect(words.splice(0, 2)).toEqual(['npx', 'lossproof']);
  const code = await main(words, io);
  return { code, said: out() + err() };
}

interface Kit {
  /** What `init --language` is given. */
  readonly language: string;
  /** The modules that the Python for it must have; else what is on the path will do. */
  readonly modules?: readonly string[];
  /** A command that succeeds where the tools are there. */
  readonly tools: string;
  readonly losses: string;
  /** The line beyond delta, right and wrong. */
  readonly right: string;
  readonly wrong: string;
}
const kits: readonly Kit[] = [
  {
    language: 'python',
    tools: 'python3 --version',
    losses: 'adapter.py',
    right: 'delta * (abs(e) - delta / 2)',
    wrong: 'delta * (abs(e) - delta)',
  },
  {
    language: 'python --with torch',
    tools: 'true',
    modules: ['torch', 'numpy'],
    losses: 'adapter.py',
    right: 'delta * (e - delta / 2)',
    wrong: 'delta * (e - delta)',
  },
  {
    language: 'python --with jax',
    tools: 'true',
    modules: ['jax', 'numpy'],
    losses: 'adapter.py',
    right: 'delta * (e - delta / 2)',
    wrong: 'delta * (e - delta)',
  },
  {
    language: 'javascript',
    tools: 'true',
    losses: 'losses.mjs',
    right: 'delta * (Math.abs(e) - delta / 2)',
    wrong: 'delta * (Math.abs(e) - delta)',
  },
  {
    language: 'rust',
    // A cargo that reaches its registry.
    tools: `cargo fetch --manifest-path '${join(root, 'rust', 'Cargo.toml')}'`,
    losses: 'src/main.rs',
    right: 'delta * (e.abs() - half * delta)',
    wrong: 'delta * (e.abs() - delta)',
  },
  {
    language: 'cpp',
    tools: 'g++ --version',
    losses: 'main.cpp',
    right: 'delta * (a - delta / 2)',
    wrong: 'delta * (a - delta)',
  },
];

describe.each(kits)('the adapter in $language', { timeout: 600_000 }, (kit) => {
  const { language, tools, modules, losses, right, wrong } = kit;
  const { python, reason } = modules ? findPython(...modules) : { python: 'python3', reason: '' };
  it('is healthy and right as it is written, and found out with a mistake', async ({ skip }) => {
    skip(!python, reason);
    const folder = join(root, language.replaceAll(' ', '-'));
    const init = await lossproof(`npx lossproof init --language ${language} --out ${folder}`);
    expect(init.code).toBe(0);
    const has = shell(tools);
    if (has.status !== 0) console.warn(`skipped: the adapter in ${language}, since \`${tools}\` says ${has.said}`);
    skip(has.status !== 0, `\`${tools}\` fails`);

    const commands = [...init.said.matchAll(/^ {2}(\S.*)$/gm)].map(([, line]) => line!.replace('python3', python!));
    const [run, doctor, ...build] = commands.reverse() as [string, string, ...string[]];
    for (const line of build) expect(shell(line)).toMatchObject({ status: 0 });
    const looked = await lossproof(doctor);
    expect(looked.said).toMatch(/\nHealthy\. Whether the losses are right: lossproof run /);
    expect(looked.said).not.toMatch(/^ {2}(note|problem)/m);
    expect(looked.code).toBe(0);
    const asked = run.replace('--select huber', '--dtype f64,f32 --select huber/{definition,gradient,edges}');
    const found = await lossproof(asked);
    expect(found.said).toContain('1 loss, 6 tests: 6 passed.');
    expect(found.code).toBe(0);

    const file = join(folder, losses);
    const text = readFileSync(file, 'utf8');
    expect(text.split(right)).toHaveLength(2);
    writeFileSync(file, text.replace(right, wrong));
    for (const line of build) expect(shell(line)).toMatchObject({ status: 0 });
    const refuted = await lossproof(asked);
    expect(refuted.said).toContain('subtracts delta instead of half of it from the line');
    expect(refuted.code).toBe(1);
  });
});
