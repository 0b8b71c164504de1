import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those that it is in, as `mkdir -p`. Throws where that cannot be done; Node's own recursive mkdir
 * never returns on a file system that has folders and takes none, such as /proc.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
  if (missing.length === 0) missing.push(path);
  for (const folder of missing) {
    try {
      mkdirSync(folder);
    } catch (error) {
      // There all the time, or made by another process just now.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
    }
  }
}
