import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suiteVersion } from '../../spec/version.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Implementation } from '../implementation.ts';
import type { ExecutionProvider } from '../implementations/onnxruntime/provider-names.ts';
import { type Losses, ownLosses } from '../losses/losses.ts';
import { UsageError } from '../run/usage-error.ts';
import { packageRoot } from './package-info.ts';
import { quoted } from './quoted.ts';
import { refuseCommand } from './refuse-command.ts';
import type { RunWords } from './run.ts';
import { silence } from './silence.ts';

export interface Chosen {
  readonly implementation: Implementation;
  /** The file of its known deviations that comes with the suite. */
  readonly expectations?: string;
  /** What a command line needs so that it asks this implementation; nothing for the one that is asked by default. */
  readonly words: string;
}

const named = ['onnxruntime', 'reference'] as const;

/** Whether it is one of the suite's own, and no module or command. */
export const isNamed = (name: string): boolean => named.some((n) => n === name);

/**
 * The implementation that a command line names: `onnxruntime` (where it names none), `reference`, the path of a module
 * or of a folder of `.onnx` files, or the command after `--`. Each is loaded only when it is the one, and asked about
 * these losses, those of the folders included. Throws a UsageError where there is no such thing, where it is a
 * command, and where an option is for another one.
 */
export async function chooseImplementation(
  name: string | undefined,
  command: readonly string[] | undefined,
  { loss: folders = [], ep, timeout }: Pick<RunWords, 'loss' | 'ep' | 'timeout'> = {},
  losses: Losses = ownLosses,
): Promise<Chosen> {
  const isOurs = name === undefined || isNamed(name);
  const isFolder = !isOurs && (statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false);
  if (ep !== undefined && (command || !(isFolder || (name ?? 'onnxruntime') === 'onnxruntime'))) {
    throw new UsageError(`--ep ${ep} is for onnxruntime and folders of graphs, which is not what is asked here`);
  }
  if (timeout !== undefined && !command && (isOurs || isFolder)) {
    throw new UsageError(`--timeout ${timeout} is for modules and commands, which is not what is asked here`);
  }
  const added = folders.map((folder) => ` --loss ${quoted(folder)}`).join('');
  const patience = timeout === undefined ? '' : ` --timeout ${timeout}`;
  if (command) {
    if (name) throw new UsageError(`give either an implementation (${name}) or a command after --, not both`);
    const { processImplementation } = await import('../implementations/process.ts');
    const implementation = processImplementation(command, { version: suiteVersion, ...silence(timeout) });
    return { implementation, words: `${added}${patience} -- ${command.map(quoted).join(' ')}` };
  }
  if (name === undefined || name === 'onnxruntime') {
    const { catalogueOf, onnxRuntime } = await import('../implementations/onnxruntime/onnxruntime.ts');
    const expectations = join(packageRoot, 'conformance', 'expectations', `${await deviationsOf(ep ?? 'cpu')}.json`);
    const implementation = onnxRuntime({ ...(ep && { ep }), catalogue: catalogueOf(losses) });
    const words = `${added}${ep ? ` --ep ${ep}` : ''}`;
    return { implementation, ...(existsSync(expectations) ? { expectations } : {}), words };
  }
  if (name === 'reference') {
    const { referenceImplementation } = await import('../implementations/reference.ts');
    return { implementation: referenceImplementation({ losses }), words: `${added} reference` };
  }
  if (!/[/\\]|\.[cm]?[jt]s$/.test(name)) {
    if (Object.hasOwn(losses.specs, name)) {
      throw new UsageError(
        `${name} is a loss, and no implementation: lossproof run ./my-losses.mjs --select ${name} asks a module about it, ` +
          `lossproof run --select ${name} ONNX Runtime, and lossproof run --select ${name} -- COMMAND a command`,
      );
    }
    throw new UsageError(
      `there is no implementation ${JSON.stringify(name)}: there are ${named.join(' and ')}, a module is given by its path ` +
        `(./${name}.js), and a command after -- (lossproof run -- ${name}).${didYouMean(name, named)}`,
    );
  }
  if (isFolder) {
    const { graphFolder } = await import('../implementations/onnxruntime/graph-folder.ts');
    const words = `${added} ${quoted(name)}${ep ? ` --ep ${ep}` : ''}`;
    return { implementation: graphFolder(name, ep, losses), words };
  }
  if (!existsSync(name)) throw new UsageError(`there is no module at ${resolve(name)}`);
  refuseCommand(name, 'run');
  const { moduleImplementation } = await import('../implementations/module.ts');
  const implementation = moduleImplementation(resolve(name), { folders, ...silence(timeout) });
  return { implementation, words: `${added}${patience} ${quoted(name)}` };
}

/** The name of the file of what ONNX Runtime is known for there. The wasm build has the kernels of the CPU. */
async function deviationsOf(ep: ExecutionProvider): Promise<string> {
  const { isOnSwiftShader } = await import('../implementations/onnxruntime/execution-provider.ts');
  if (ep === 'cpu' || ep === 'wasm') return 'onnxruntime';
  return isOnSwiftShader(ep) ? 'onnxruntime-webgpu-swiftshader' : `onnxruntime-${ep}`;
}
