import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { notToTry, trying } from './module/untried.ts';
import { AdapterStartError } from './process/adapter-start-error.ts';
import { type ProcessImplementation, type ProcessOptions, processImplementation } from './process.ts';

export interface ModuleOptions extends ProcessOptions {
  /** Of losses that are not the suite's own. */
  readonly folders?: readonly string[];
}

/**
 * A JavaScript module (docs/protocol.md, "A JavaScript module") as an implementation, in a process of its own: whatever
 * it does to itself, exit and endless loops included, costs one case. Takes ESM and CommonJS, and TypeScript where tsx
 * is installed or Node runs it. Throws an AdapterStartError where there is no such file or nothing to run it with; what
 * is wrong inside it shows in describe and evaluate.
 */
export function moduleImplementation(path: string, options: ModuleOptions = {}): ProcessImplementation {
  const { folders = [], ...more } = options;
  const file = resolve(path);
  if (!existsSync(file)) throw new AdapterStartError(`there is no module at ${file}`);
  const suffix = extname(fileURLToPath(import.meta.url));
  const host = fileURLToPath(new URL(`module/host${suffix}`, import.meta.url));
  const command = [process.execPath, ...loader(file, suffix === '.ts'), host, file, ...folders.map((f) => resolve(f))];
  // Its paths are how the folders' files, like the host's, find `lossproof/...` in the sources.
  const paths = suffix === '.ts' && folders.length > 0 ? { TSX_TSCONFIG_PATH: tsconfig } : {};
  return leavingAside((untried) =>
    processImplementation(command, { ...more, environment: { ...paths, ...untried, ...more.environment } }),
  );
}

/** Starts again without the trial of a function that did not come back from it. */
function leavingAside(
  start: (untried: Readonly<Record<string, string>>) => ProcessImplementation,
): ProcessImplementation {
  const untried = new Set<string>();
  let current = start({});
  let isClosed = false;
  return {
    async describe() {
      for (;;) {
        try {
          return await current.describe();
        } catch (error) {
          const during = error instanceof AdapterStartError ? error.during : undefined;
          const loss = during?.startsWith(trying) ? during.slice(trying.length) : undefined;
          if (loss === undefined || untried.has(loss)) throw error;
          untried.add(loss);
          await current.close();
          if (isClosed) throw error;
          current = start(notToTry(untried));
        }
      }
    },
    evaluate: (cases, form) => current.evaluate(cases, form),
    close: () => {
      isClosed = true;
      return current.close();
    },
    get incomplete() {
      return current.incomplete;
    },
    get ended() {
      return current.ended;
    },
    get stats() {
      return current.stats;
    },
  };
}

const tsconfig = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));

/** The arguments that let Node run TypeScript, where the module or the host is that. */
function loader(file: string, hostIsTypeScript: boolean): string[] {
  if (!hostIsTypeScript && !/\.[cm]?ts$/.test(file)) return [];
  for (const from of [file, import.meta.url]) {
    try {
      return ['--import', pathToFileURL(createRequire(from).resolve('tsx')).href];
    } catch {
      // Not installed there.
    }
  }
  if ('typescript' in process.features && process.features.typescript) return [];
  throw new AdapterStartError(`${file} is TypeScript: install tsx beside it, or use Node 22.18 or later`);
}
