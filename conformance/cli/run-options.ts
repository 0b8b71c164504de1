import type { Dtype } from '../../reference/tensor/format.ts';
import { dialects } from '../../spec/dialects/index.ts';
import type { Dialect } from '../../spec/language/dialect.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Description } from '../implementation.ts';
import { type Losses, ownLosses } from '../losses/losses.ts';
import { readExpectations } from '../run/expectations-file.ts';
import { glob } from '../run/glob.ts';
import type { RunOptions } from '../run/run-options.ts';
import { testIds } from '../run/test-ids.ts';
import { UsageError } from '../run/usage-error.ts';
import { counterexamples } from './counterexamples.ts';
import type { RunWords } from './run.ts';

/**
 * The options of a run from what was given on the command line, and the file of the expectations. Throws a UsageError
 * where a pattern matches nothing, or a name is not known.
 */
export function runOptions(
  words: RunWords,
  description: Description,
  ownExpectations: string | undefined,
  { specs, references }: Losses = ownLosses,
): { options: RunOptions; file: string | undefined } {
  const all = Object.values(specs);
  const dtypes = chosenDtypes(words.dtype, description);
  for (const option of ['select', 'skip', 'require'] as const) {
    const pattern = words[option];
    if (pattern !== undefined) checkPattern(option, pattern, all, description, dtypes);
  }
  const file = words.expect === false ? undefined : (words.expect ?? ownExpectations);
  const options: RunOptions = {
    specs: all,
    references,
    profile: words.profile,
    seed: words.seed,
    dtypes,
    strict: words.strict,
    expectations: file === undefined ? [] : expectationsOf(file),
    counterexamples: counterexamples(),
    ...(words.cases === undefined ? {} : { cases: words.cases }),
    ...(words.select === undefined ? {} : { select: words.select }),
    ...(words.skip === undefined ? {} : { skip: words.skip }),
    ...(words.require === undefined ? {} : { require: words.require }),
    ...(words.shard === undefined ? {} : { shard: words.shard }),
    ...(words.report?.includes('html') ? { curves: true } : {}),
    ...(words.dialect === undefined ? {} : { dialect: dialectOf(words.dialect) }),
  };
  return { options, file };
}

/** float32 unless something else is asked for, or the implementation has none. */
function chosenDtypes(asked: readonly Dtype[] | undefined, { name, arithmetic }: Description): readonly Dtype[] {
  const declared = Object.keys(arithmetic) as Dtype[];
  if (declared.length === 0)
    throw new UsageError(`${name} declares no floating-point type, so there is nothing to ask`);
  if (!asked) return declared.includes('f32') ? ['f32'] : declared.slice(0, 1);
  if (asked.some((dtype) => declared.includes(dtype))) return asked;
  throw new UsageError(`${name} does not have ${asked.join(' or ')}: it declares ${declared.join(', ')}`);
}

function checkPattern(
  option: string,
  pattern: string,
  all: readonly LossSpec[],
  description: Description,
  dtypes: readonly Dtype[],
): void {
  let matches: (id: string) => boolean;
  try {
    matches = glob(pattern);
  } catch (error) {
    throw new UsageError(`--${option}: ${(error as Error).message}`);
  }
  const ids = testIds(all, description, dtypes);
  if (!ids.some(matches)) throw new UsageError(`--${option} ${pattern} matches no test.${hint(pattern, ids)}`);
}

/** What was probably meant by a pattern that matches nothing. */
function hint(pattern: string, ids: readonly string[]): string {
  const parts = ids.map((id) => id.split('/'));
  const known = [0, 1, 2].map((i) => [...new Set(parts.map((p) => p[i]!))]);
  const [loss = '', law, dtype] = pattern.split('/');
  if (law === undefined && known[1]!.includes(loss)) return ` ${loss} is a law: write '*/${loss}'.`;
  if (law === undefined && known[2]!.includes(loss)) return ` ${loss} is a dtype: use --dtype ${loss}.`;
  const given: (string | undefined)[] = [loss, law, dtype];
  for (const [i, word] of given.entries()) {
    if (!word || /[*?{},]/.test(word) || known[i]!.includes(word)) continue;
    const meant = didYouMean(word, known[i]!);
    const dtypes = i === 2 ? ` This run is in ${known[2]!.join(', ')}.` : '';
    return ` There is no ${['loss', 'law', 'dtype'][i]} ${word} here.${dtypes}${meant}`;
  }
  return ' Tests are named loss/law/dtype; `lossproof list` shows the losses.';
}

function expectationsOf(file: string) {
  try {
    return readExpectations(file);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function dialectOf(name: string): Dialect {
  const dialect = Object.hasOwn(dialects, name) ? dialects[name] : undefined;
  if (dialect) return dialect;
  const known = Object.keys(dialects);
  throw new UsageError(
    `there is no dialect ${JSON.stringify(name)}: there are ${known.join(', ')}.${didYouMean(name, known)}`,
  );
}
