import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';

/** `lossproof job`, which `lossproof run --jobs N` starts, and nobody else. */
export function addJob(program: Command): void {
  program.command('job', { hidden: true }).action(async () => {
    if (!process.send) throw new UsageError('job is what run --jobs starts; there is nothing to see here');
    const { serve } = await import('./jobs/serve.ts');
    await serve();
  });
}
