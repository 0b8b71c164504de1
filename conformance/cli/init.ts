import type { Command } from 'commander';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';

const examples = `
An adapter answers what lossproof asks by calling your losses. The one that is written has Huber's filled in, so that it
can be run as it is: lossproof doctor says whether it speaks the protocol, lossproof run whether the loss is right. What
is there already is never replaced.

Examples:
  lossproof init --language python
  lossproof init --language python --with torch
  lossproof init --language cpp --out tests/lossproof`;

/** The options of `lossproof init` as they were given. */
export interface InitWords {
  readonly language: string;
  /** A library whose automatic differentiation gives the gradients. */
  readonly with?: string;
  readonly out: string;
}

/** `lossproof init --language NAME [--with LIBRARY] [--out DIR]` */
export function addInit(program: Command, { io, command }: Context): void {
  program
    .command('init')
    .description('write an adapter to start from, with one loss filled in')
    .requiredOption('--language <name>', 'python, javascript, rust or cpp')
    .option('--with <library>', 'in python: torch or jax, whose automatic differentiation gives the gradients')
    .option('--out <dir>', 'where to write it', 'lossproof-adapter')
    .addHelpText('after', examples)
    .action(async (words: InitWords) => {
      if (command) throw new UsageError('init takes no command after --: it writes an adapter');
      const { writeKit } = await import('./write-kit.ts');
      io.stdout.write(writeKit(words));
    });
}
