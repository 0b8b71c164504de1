import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suiteVersion } from '../../spec/version.ts';

/** The folder of the package, from the sources as from dist/. */
export const packageRoot = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    if (folder === dirname(folder)) throw new Error('package.json of lossproof is not where it should be');
    folder = dirname(folder);
  }
  return folder;
})();

/** The seed of a run that asks for none: one per suite version, so that a run of one version is the same everywhere. */
export const defaultSeed = createHash('sha256').update(suiteVersion).digest().readUInt32BE(0) % 1_000_000;
