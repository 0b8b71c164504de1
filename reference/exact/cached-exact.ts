import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { contentKey } from './content-key.ts';
import type { ExactInput, ExactOutputs } from './exact-outputs.ts';

/**
 * `exact`, with its answers kept in a folder: <folder>/<loss>/<hash of the spec's formula>/<hash of the input>.json. An
 * answer of another formula is never found again. Where every answer is there, mathjs is not even loaded. Rejects as
 * `exact` throws; an answer that cannot be read is an error that names the file.
 */
export function cachedExact(folder: string): (spec: LossSpec, input: ExactInput) => Promise<ExactOutputs> {
  return async (spec, input) => {
    const key = contentKey(spec, input);
    const place = join(folder, spec.id, key.spec);
    const file = join(place, `${key.input}.json`);
    const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (known !== undefined) return parsed(known, file);
    const { exact } = await import('./exact.ts');
    const answer = exact(spec, input);
    await mkdir(place, { recursive: true });
    // Written aside and moved, so that another process never reads half an answer.
    const aside = `${file}.${process.pid}`;
    await writeFile(aside, `${JSON.stringify(answer, undefined, 1)}\n`);
    await rename(aside, file);
    return answer;
  };
}

function parsed(text: string, file: string): ExactOutputs {
  try {
    const answer = JSON.parse(text) as ExactOutputs;
    if (typeof answer.outputs === 'object' && Array.isArray(answer.kinks)) return answer;
  } catch {
    // Said below.
  }
  throw new Error(`${file} is no answer of the oracle; delete it to have it computed again`);
}
