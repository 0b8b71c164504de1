import type { Command } from 'commander';
import type { Context } from './context.ts';
import { anotherFolder, lossOption, timeoutOption } from './parse-options.ts';
import { silence } from './silence.ts';

const examples = `
Looks at how an adapter speaks the protocol, before lossproof run looks at what it says: start and declaration, tensors
bit for bit, determinism, batches, input that is changed, losses that it does not have, bad input, time, and what is
printed beside. Exit codes: 0 healthy, 1 problems, 2 usage, 3 it did not start.

Examples:
  lossproof doctor -- python3 adapter.py
  lossproof doctor ./my-losses.js`;

/** `lossproof doctor [MODULE] [-- COMMAND...]` */
export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description('look at how an adapter speaks the protocol, and say what to mend')
    .argument('[module]', './a-module.js; a command goes after --')
    .usage('[options] [MODULE] [-- COMMAND...]')
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .addOption(timeoutOption())
    .addHelpText('after', examples)
    .action(async (module: string | undefined, words: { loss?: readonly string[]; timeout?: number }) => {
      const { runDoctor } = await import('./run-doctor.ts');
      context.exit(await runDoctor(module, context, words.loss, silence(words.timeout)));
    });
}
