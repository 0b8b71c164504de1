import { type Chosen, chooseImplementation } from '../cli/choose-implementation.ts';
import type { Implementation } from '../implementation.ts';
import type { ModuleLoss, UserModule } from '../implementations/module/user-module.ts';
import type { ExecutionProvider } from '../implementations/onnxruntime/provider-names.ts';
import { type Losses, ownLosses } from '../losses/losses.ts';
import { functions } from './functions.ts';

/**
 * What is asked: functions of this process, a module or a command in one of its own, what `lossproof run` takes by name
 * (`onnxruntime`, `reference`, a folder of graphs), or anything that answers cases.
 */
export type Subject =
  | { readonly losses: Readonly<Record<string, ModuleLoss>>; readonly describe?: UserModule['describe'] }
  | { readonly module: string }
  | { readonly command: readonly [string, ...string[]] }
  | { readonly name: string; readonly ep?: ExecutionProvider }
  | Implementation;

/** More about how a subject is asked. */
export interface Asked {
  /** Folders of losses that are not the suite's own, and all losses with them. */
  readonly folders?: readonly string[];
  readonly losses?: Losses;
  /** Seconds for which a module or a command may be silent. */
  readonly silence?: number;
}

/** The implementation that a subject is; a UsageError where there is no such thing. */
export async function chosen(subject: Subject, { folders, losses = ownLosses, silence }: Asked = {}): Promise<Chosen> {
  const words = { ...(folders ? { loss: folders } : {}), ...(silence === undefined ? {} : { timeout: silence }) };
  if ('evaluate' in subject) return { implementation: subject, words: '' };
  if ('losses' in subject) {
    const given = { losses: subject.losses, describe: subject.describe ?? {} };
    return { implementation: await functions('these functions', given, losses.specs), words: '' };
  }
  if ('module' in subject) return await chooseImplementation(subject.module, undefined, words, losses);
  if ('command' in subject) return await chooseImplementation(undefined, subject.command, words, losses);
  const { name, ep } = subject;
  return await chooseImplementation(name, undefined, { ...words, ...(ep ? { ep } : {}) }, losses);
}
