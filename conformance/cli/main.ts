import { Command, CommanderError } from 'commander';
import { suiteVersion } from '../../spec/version.ts';
import { UsageError } from '../run/usage-error.ts';
import { addAccept } from './accept.ts';
import type { Context } from './context.ts';
import { addDiff } from './diff.ts';
import { addDoctor } from './doctor.ts';
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-code.ts';
import { addExplain } from './explain.ts';
import { addFixtures } from './fixtures.ts';
import { addGraphs } from './graphs.ts';
import { addInit } from './init.ts';
import type { Io } from './io.ts';
import { addJob } from './job.ts';
import { addList } from './list.ts';
import { addMerge } from './merge.ts';
import { addReplay } from './replay.ts';
import { addRun } from './run.ts';
import { addSelftest } from './selftest.ts';

const help = `
Examples:
  lossproof run                                  ONNX Runtime on the CPU, all losses, float32
  lossproof run ./my-losses.js                   a module of yours, in a process of its own
  lossproof run -- python3 adapter.py            anything that speaks the protocol
  lossproof run --select 'cross_entropy/*/f64' --dtype f64
  lossproof init --language python               an adapter to start from
  lossproof doctor -- python3 adapter.py         whether an adapter speaks the protocol
  lossproof explain cross_entropy                what a loss is, and what implementations get wrong
  lossproof graphs --out graphs                  the losses and their gradients as .onnx files
  lossproof replay TOKEN -- python3 adapter.py   one failure again
  lossproof fixtures generate --out known        inputs with known answers, for tests without lossproof

Exit codes:
  0 conformant and complete    1 failures    2 usage    3 the implementation did not start
  4 incomplete    5 integrity    130 interrupted, with a partial report`;

/** Runs the command line on the words after the program's name and resolves to the exit code. */
export async function main(argv: readonly string[], io: Io = process): Promise<ExitCode> {
  // `lossproof list | head` closes the pipe: nobody is left to read the rest, which is no error. `2>&1 | head` closes both.
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
  };
  for (const stream of [io.stdout, io.stderr]) stream.on('error', onError);
  try {
    return await dispatch(argv, io);
  } catch (error) {
    return explainError(error, io);
  } finally {
    if (io.stdout !== process.stdout) for (const stream of [io.stdout, io.stderr]) stream.off('error', onError);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const dash = argv.indexOf('--');
  const command = dash < 0 ? undefined : argv.slice(dash + 1);
  if (command?.length === 0)
    throw new UsageError('nothing stands after --: a command must, such as python3 adapter.py');
  let code: ExitCode = exitCodes.conformant;
  const context: Context = {
    io,
    command,
    exit: (c) => {
      code = c;
    },
  };
  const program = new Command('lossproof')
    .description('Proves or disproves implementations of loss functions: values, gradients, laws, in any language.')
    .version(suiteVersion, '-V, --version', 'print the version of the suite')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', help)
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .exitOverride();
  for (const add of [
    addRun,
    addList,
    addExplain,
    addGraphs,
    addReplay,
    addSelftest,
    addFixtures,
    addAccept,
    addDiff,
    addMerge,
    addInit,
    addDoctor,
    addJob,
  ])
    add(program, context);
  await program.parseAsync(dash < 0 ? argv : argv.slice(0, dash), { from: 'user' });
  return code;
}

function explainError(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.conformant : exitCodes.usage;
  const known = error instanceof Error ? exitCodeOfError[error.name] : undefined;
  if (known !== undefined) {
    io.stderr.write(`error: ${(error as Error).message}\n`);
    return known;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`This is a mistake in lossproof itself, and nothing was proved or disproved:\n${trace}\n`);
  return exitCodes.incomplete;
}
