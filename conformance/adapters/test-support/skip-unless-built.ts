import { existsSync } from 'node:fs';
import { beforeEach } from 'vitest';

/** Skips every test of the file where the adapter has not been built, with `how` to do it, which is printed. */
export function skipUnlessBuilt(library: string, path: string, how: string): void {
  const reason = `not built: ${how}`;
  if (!existsSync(path)) console.warn(`skipped: the adapter for ${library} is ${reason}`);
  beforeEach(({ skip }) => skip(!existsSync(path), reason));
}
