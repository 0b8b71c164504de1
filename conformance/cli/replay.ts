import type { Command } from 'commander';
import type { ExecutionProvider } from '../implementations/onnxruntime/provider-names.ts';
import type { Context } from './context.ts';
import { anotherFolder, epOption, lossOption, timeoutOption } from './parse-options.ts';

const examples = `
TOKEN is what a report prints behind "lossproof replay". It holds the whole case: no seed and no generator is needed.

Examples:
  lossproof replay TOKEN                       on ONNX Runtime
  lossproof replay TOKEN ./my-losses.js
  lossproof replay TOKEN -- python3 adapter.py`;

export interface ReplayWords {
  readonly ep?: ExecutionProvider;
  readonly strict: boolean;
  readonly loss?: readonly string[];
  /** Seconds of silence. */
  readonly timeout?: number;
}

/** `lossproof replay TOKEN [IMPLEMENTATION] [-- COMMAND...]` */
export function addReplay(program: Command, context: Context): void {
  program
    .command('replay')
    .description('ask an implementation one failure again, and show it')
    .argument('<token>', 'of a failure')
    .argument('[implementation]', 'onnxruntime, reference, or ./a-module.js (default: onnxruntime)')
    .usage('[options] TOKEN [IMPLEMENTATION] [-- COMMAND...]')
    .addOption(epOption())
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .addOption(timeoutOption())
    .option('--strict', 'accept what the most accurate algorithm explains only', false)
    .addHelpText('after', examples)
    .action(async (token: string, implementation: string | undefined, words: ReplayWords) => {
      const { replayToken } = await import('./replay-token.ts');
      context.exit(await replayToken(token, implementation, words, context));
    });
}
