import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { didYouMean } from '../did-you-mean.ts';
import { makeFolder } from '../make-folder.ts';
import { UsageError } from '../run/usage-error.ts';
import type { InitWords } from './init.ts';
import { packageRoot } from './package-info.ts';
import { quoted } from './quoted.ts';

/** An adapter to start from. */
interface Kit {
  /** What is written, and where in conformance/adapters it comes from. */
  readonly files: Readonly<Record<string, string>>;
  /** The file that has the losses. */
  readonly losses: string;
  /** What has to be done before it can be asked, in the folder. */
  readonly build?: (at: (name: string) => string) => string;
  /** What a command line needs so that it asks this adapter. */
  readonly words: (at: (name: string) => string) => string;
  /** What else there is to be said. */
  readonly more?: (at: (name: string) => string) => string;
}

/** Files of the folder of kits under the names that they have there. */
const own = (language: string, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `kits/${language}/${name}`]));

/** An adapter in Python, with what stands between it and the protocol. */
const inPython = (files: Kit['files']): Kit => ({
  files: {
    ...files,
    ...own('python', 'test_losses.py'),
    'lossproof_adapter.py': 'python/lossproof_adapter.py',
    'lossproof_pytest.py': 'python/lossproof_pytest.py',
  },
  losses: 'adapter.py',
  words: (at) => `-- python3 ${at('adapter.py')}`,
  more: (at) => `With pytest each law is a test: pytest ${at('test_losses.py')}`,
});

/** By the language, or by it and the library that losses are written with. */
const kits: Readonly<Record<string, Kit>> = {
  python: inPython(own('python', 'adapter.py')),
  'python with torch': inPython({ ...own('torch', 'adapter.py'), 'lossproof_torch.py': 'pytorch/lossproof_torch.py' }),
  'python with jax': inPython({ ...own('jax', 'adapter.py'), 'lossproof_jax.py': 'jax/bridge.py' }),
  javascript: {
    files: own('javascript', 'losses.mjs'),
    losses: 'losses.mjs',
    words: (at) => at('losses.mjs'),
  },
  rust: {
    files: own('rust', 'Cargo.toml', 'src/main.rs', 'src/lossproof.rs'),
    losses: 'src/main.rs',
    build: (at) => `cargo build --release --manifest-path ${at('Cargo.toml')}`,
    words: (at) => `-- cargo run --release --quiet --manifest-path ${at('Cargo.toml')}`,
  },
  cpp: {
    files: own('cpp', 'main.cpp', 'lossproof.hpp', 'CMakeLists.txt'),
    losses: 'main.cpp',
    build: (at) => `g++ -O2 -std=c++17 -o ${at('adapter')} ${at('main.cpp')}`,
    words: (at) => `-- ${at('adapter')}`,
  },
};

/**
 * Writes the adapter of a language and gives what to say: which files, and the commands that follow, which work as they
 * are printed from the folder where this was asked. Throws a UsageError where there is no such language, a file is there
 * already or the folder cannot be written.
 */
export function writeKit({ language, with: library, out }: InitWords): string {
  const known = Object.keys(kits);
  const wanted = library === undefined ? language : `${language} with ${library}`;
  const kit = Object.hasOwn(kits, wanted) ? kits[wanted]! : undefined;
  if (!kit) {
    const meant = didYouMean(wanted, known);
    throw new UsageError(`there is no kit for ${wanted}: there are ${known.join(', ')}.${meant}`);
  }
  const names = Object.keys(kit.files);
  const existing = names.filter((name) => existsSync(join(out, name)));
  if (existing.length > 0) {
    const which = existing.map((name) => join(out, name)).join(' and ');
    const are = existing.length === 1 ? 'is' : 'are';
    throw new UsageError(`${which} ${are} there already, and nothing was written: give another folder with --out`);
  }
  try {
    for (const [name, from] of Object.entries(kit.files)) {
      makeFolder(dirname(join(out, name)));
      writeFileSync(join(out, name), readFileSync(join(packageRoot, 'conformance', 'adapters', from)), { flag: 'wx' });
    }
  } catch (error) {
    throw new UsageError(`the adapter cannot be written to ${out}: ${(error as Error).message}`);
  }
  const at = (name: string): string => {
    const path = join(out, name);
    // A command without a slash is looked for on the path.
    return quoted(/[/\\]/.test(path) ? path : `./${path}`);
  };
  const words = kit.words(at);
  const commands = [
    ...(kit.build ? [kit.build(at)] : []),
    `npx lossproof doctor ${words}`,
    `npx lossproof run --select huber ${words}`,
  ];
  const wrote = names.map((name) => `wrote ${join(out, name)}\n`).join('');
  const next = `Huber's loss is filled in; put yours beside it in ${join(out, kit.losses)}. Next:`;
  const more = kit.more ? `\n${kit.more(at)}\n` : '';
  return `${wrote}\n${next}\n\n${commands.map((line) => `  ${line}\n`).join('')}${more}`;
}
