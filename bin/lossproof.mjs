#!/usr/bin/env node
// Runs the command line: in a checkout from the TypeScript sources, so that a stale dist/ is never run by mistake, and
// in the published package, which has no sources, from dist/.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../conformance/cli/main.ts', import.meta.url);
const { main } = existsSync(source)
  ? await fromSource(source.href)
  : await import(new URL('../dist/conformance/cli/main.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));

async function fromSource(url) {
  // Its paths make `lossproof/...`, by which a user's losses import the language, these sources.
  process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));
  const { tsImport } = await import('tsx/esm/api').catch(() => {
    console.error('lossproof: this is a checkout, and tsx is not installed in it: run `npm ci` first');
    process.exit(2);
  });
  return tsImport(url, import.meta.url);
}
