import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LossReference } from '../../reference/losses/loss-reference.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';
import { UsageError } from '../run/usage-error.ts';
import { exportsOf } from './exports-of.ts';
import { type Losses, ownLosses, type UserLoss, withLosses } from './losses.ts';

/**
 * The suite's losses and those of the folders, each of which holds spec.ts and reference.ts (or .js, .mjs). Throws a
 * UsageError that names the folder or file for whatever keeps a loss from being asked about.
 */
export async function loadLosses(folders: readonly string[] = []): Promise<Losses> {
  if (folders.length === 0) return ownLosses;
  const found = await readLosses(folders);
  const losses = withLosses(found);
  // The oracle is loaded only where there is something to check.
  const { checkLoss } = await import('./check-loss.ts');
  for (const loss of found) await checkLoss(loss, losses);
  return losses;
}

/** The losses of the folders alone, whose formulas and examples nobody has looked at. */
export async function readLosses(folders: readonly string[]): Promise<UserLoss[]> {
  const found: UserLoss[] = [];
  for (const folder of folders) {
    const loss = await readLoss(folder);
    const before = found.find(({ spec }) => spec.id === loss.spec.id);
    if (before) throw new UsageError(`${before.folder} and ${folder} both define ${loss.spec.id}: give one another id`);
    found.push(loss);
  }
  return found;
}

async function readLoss(folder: string): Promise<UserLoss> {
  checkFolder(folder);
  const spec = await only(folder, 'spec', isSpec, 'loss', 'export default defineLoss({ ... })');
  const reference = await only(
    folder,
    'reference',
    isReference,
    'reference',
    "export default defineReference('id', ...)",
  );
  if (Object.hasOwn(specs, spec.id)) {
    throw new UsageError(`--loss ${folder}: ${spec.id} is a loss of lossproof already; give yours another id`);
  }
  if (spec.id !== reference.id) {
    throw new UsageError(`--loss ${folder}: the spec is of ${spec.id} and the reference of ${reference.id}`);
  }
  return { spec, reference, folder };
}

function checkFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`--loss ${folder}: there is no folder at ${resolve(folder)}`);
  if (found.isDirectory()) return;
  throw new UsageError(`--loss ${folder} is a file; give the folder that holds spec.ts and reference.ts`);
}

/** The one export of this kind that a file of the folder has. */
async function only<T extends { readonly id: string }>(
  folder: string,
  name: string,
  is: (x: unknown) => x is T,
  what: string,
  write: string,
): Promise<T> {
  const { file, values } = await exportsOf(folder, name);
  const [first, ...others] = values.filter(is);
  if (!first) throw new UsageError(`${file} exports no ${what}; write: ${write}`);
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => id).join(', ');
  throw new UsageError(`${file} exports ${others.length + 1} of them (${ids}): a folder holds one ${what}`);
}

const has = (x: unknown, names: readonly string[]): boolean =>
  typeof x === 'object' && x !== null && names.every((name) => name in x);

/** What defineLoss returns: the fields that it fills in are there. */
const isSpec = (x: unknown): x is LossSpec =>
  has(x, ['id', 'kind', 'operands', 'params', 'items', 'formula', 'denominators', 'reductions', 'laws', 'examples']);
const isReference = (x: unknown): x is LossReference => has(x, ['id', 'algorithms']);
