import { spawnSync } from 'node:child_process';

/**
 * A Python that can import these modules: $LOSSPROOF_PYTHON, else what `python3` is, else the system's. Undefined where
 * none can; tests that need one are then skipped, with `reason`, which is printed.
 */
export function findPython(...modules: string[]): { readonly python: string | undefined; readonly reason: string } {
  const named = process.env.LOSSPROOF_PYTHON;
  const candidates = named ? [named] : ['python3', '/usr/bin/python3'];
  const python = candidates.find((command) => {
    const { status } = spawnSync(command, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
    return status === 0;
  });
  const reason = `no Python with ${modules.join(' and ')} among ${candidates.join(', ')}`;
  if (!python) console.warn(`skipped: ${reason}`);
  return { python, reason };
}
