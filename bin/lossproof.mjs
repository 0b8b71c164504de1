#!/usr/bin/env node
// Runs the command line: in a checkout from the TypeScript sources, so that a stale dist/ is never run by mistake, and
// in the published package, which has no sources, from dist/.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// A run is much code that runs a few hundred times each. V8 has most of it optimised, on another core, for longer than is
// left to run with it; told to wait for seven times as long, it leaves that core to the run (spec/decisions/0021). Each
// version has its own words for that, and one that is not known gets none.
const later = {
  11: ['--interrupt-budget=1000000', '--always-sparkplug'],
  12: ['--invocation-count-for-turbofan=20000'],
  13: ['--invocation-count-for-turbofan=20000'],
};
for (const flag of later[process.versions.v8.split('.')[0]] ?? []) setFlagsFromString(flag);

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
