import { existsSync, readFileSync } from 'node:fs';
import type { LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, caseFromJson } from '../../case.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { type Losses, ownLosses } from '../../losses/losses.ts';
import type { Style } from '../../report/style.ts';
import { UsageError } from '../../run/usage-error.ts';
import { explainLaw } from './law.ts';
import { explainLoss } from './loss.ts';

/** How much of a loss is told. */
export interface ExplainWords {
  readonly folders?: readonly string[];
  readonly tex?: boolean;
  readonly libraries?: boolean;
}

/**
 * Tells about a loss, also where a form of it is named as in reports, a law, or a case given as a replay token or as a
 * JSON file. Throws a UsageError for all else.
 */
export async function explain(
  what: string,
  style: Style,
  known: Losses = ownLosses,
  { folders = [], tex = false, libraries = false }: ExplainWords = {},
): Promise<string> {
  const { specs } = known;
  const losses = Object.keys(specs);
  const laws = Object.keys(Object.values(specs)[0]!.laws) as LawId[];
  const loss = existsSync(what) ? what : withoutForm(what);
  if (losses.includes(loss)) {
    const spec = specs[loss]!;
    const formula = tex ? (await import('../../../reference/exact/formula-tex.ts')).formulaTex(spec) : undefined;
    const added = !Object.hasOwn(ownLosses.specs, loss);
    return explainLoss(spec, style, { tex: formula, libraries, folders: added ? folders : [] });
  }
  if (laws.includes(what as LawId)) {
    const { properties } = await import('../../properties/index.ts');
    return explainLaw(what as LawId, properties[what as LawId].sentence, style, specs);
  }
  const c = existsSync(what) ? await caseOfFile(what) : await caseOfToken(what, [...losses, ...laws]);
  const { explainCase } = await import('./case.ts');
  return explainCase(c, specOf(c, specs), style, known);
}

/** The loss of `loss@form`. */
const withoutForm = (name: string): string => name.split('@')[0]!;

function specOf({ loss }: Case, specs: Losses['specs']): LossSpec {
  const spec = Object.hasOwn(specs, loss) ? specs[loss] : undefined;
  if (spec) return spec;
  throw new UsageError(
    `the case is of ${loss}, which this version does not have.${didYouMean(loss, Object.keys(specs))}`,
  );
}

async function caseOfToken(token: string, known: readonly string[]): Promise<Case> {
  // Shorter than any token, or written with other letters: it was meant as a name.
  if (!/^[\w-]{60,}$/.test(token)) {
    throw new UsageError(
      `there is no loss, law or file ${JSON.stringify(token)}; \`lossproof list\` shows the losses.${didYouMean(withoutForm(token), known)}`,
    );
  }
  const { readToken } = await import('../../run/token.ts');
  try {
    return readToken(token).base;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A file that holds a case, alone or under the key `case`. */
async function caseOfFile(path: string): Promise<Case> {
  const { caseSchema } = await import('../../run/case-schema.ts');
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const held = json !== null && typeof json === 'object' && 'case' in json ? json.case : json;
    const { success, data, error } = caseSchema.safeParse(held);
    if (success) return caseFromJson(data);
    throw new Error(error.issues.map(({ path: at, message }) => `${at.join('.') || 'the top'}: ${message}`).join('; '));
  } catch (error) {
    throw new UsageError(`${path} holds no case: ${(error as Error).message}`);
  }
}
