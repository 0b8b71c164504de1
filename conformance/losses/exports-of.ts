import { existsSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UsageError } from '../run/usage-error.ts';

/** Where this process runs TypeScript: from the sources anywhere, else where Node itself does, not in installed packages. */
type TypeScript = 'anywhere' | 'outside of packages' | 'nowhere';
const runsTypeScript = (): TypeScript => {
  if (extname(fileURLToPath(import.meta.url)) === '.ts') return 'anywhere';
  return 'typescript' in process.features && process.features.typescript ? 'outside of packages' : 'nowhere';
};

/**
 * What a file of the folder exports, `<name>.ts`, `.js` or `.mjs`: each value once, the default one's own properties
 * where it is a CommonJS module. Throws a UsageError where there is no such file or it cannot be loaded.
 */
export async function exportsOf(
  folder: string,
  name: string,
  typeScript = runsTypeScript(),
): Promise<{ file: string; values: unknown[] }> {
  const file = fileOf(folder, name, typeScript);
  let loaded: Readonly<Record<string, unknown>>;
  try {
    loaded = await import(pathToFileURL(resolve(file)).href);
  } catch (error) {
    throw new UsageError(`${file} cannot be loaded: ${reasonOf(error, file)}`);
  }
  const values = Object.values(loaded).flatMap((x) => [x, ...inside(x)]);
  return { file, values: [...new Set(values)] };
}

/** What the default export of a CommonJS module holds, one that was made from ESM included. */
const inside = (x: unknown): unknown[] =>
  typeof x === 'object' && x !== null && !('id' in x) ? Object.values(x).flatMap((y) => [y, ...inside(y)]) : [];

function fileOf(folder: string, name: string, typeScript: TypeScript): string {
  const there = ['.ts', '.js', '.mjs'].map((suffix) => join(folder, name + suffix)).filter((path) => existsSync(path));
  const runnable = there.find((path) => !path.endsWith('.ts') || isRun(path, typeScript));
  if (runnable) return runnable;
  if (there.length === 0)
    throw new UsageError(`--loss ${folder}: there is no ${name}.ts, ${name}.js or ${name}.mjs in it`);
  if (typeScript !== 'nowhere') {
    throw new UsageError(
      `${there[0]} is TypeScript, which Node does not run in a package that is installed: copy the folder to your own files`,
    );
  }
  throw new UsageError(
    `${there[0]} is TypeScript, which Node ${process.versions.node} does not run: use Node 22.18 or later, or compile it to ${name}.js`,
  );
}

const isRun = (path: string, typeScript: TypeScript): boolean =>
  typeScript === 'anywhere' || (typeScript === 'outside of packages' && !/[/\\]node_modules[/\\]/.test(resolve(path)));

/** Why a module was not loaded, in its own words; not where in the loader it was found out. */
function reasonOf(error: unknown, file: string): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message } = error;
  const text = name === 'Error' ? message : `${name}: ${message}`;
  if (/Cannot find (package|module) 'lossproof/.test(message)) {
    return `${text} (install lossproof beside it: npm install --save-dev lossproof)`;
  }
  // Node keeps the place for itself.
  return error instanceof SyntaxError ? `${text} (where, says: node --check ${file})` : text;
}
