import { type Dtype, formats } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Description } from '../implementation.ts';
import type { Subject } from './answers.ts';
import { type StatedLaw, statedLaws } from './examine.ts';
import { glob } from './glob.ts';
import type { RunOptions } from './run-options.ts';
import { subjects, testId } from './subjects.ts';
import { testIds } from './test-ids.ts';
import { UsageError } from './usage-error.ts';

/** What is done in one go: the selected laws of a loss, or form of it, in one dtype. */
export interface Item {
  readonly subject: Subject;
  readonly dtype: Dtype;
  readonly laws: readonly StatedLaw[];
}

/** What a run is made of. The same description and options give the same plan in every process. */
export interface Plan {
  readonly items: readonly Item[];
  /** Selected losses that the implementation does not have. */
  readonly missing: readonly LossSpec[];
  /** Every test id that there is, selected or not. */
  readonly known: readonly string[];
}

/** Throws a UsageError where the options leave nothing to run or a pattern matches nothing. */
export function planOf(description: Description, options: RunOptions): Plan {
  const all = subjects(description, options.specs, options.dialect);
  const known = testIds(options.specs, description, Object.keys(formats) as Dtype[]);
  const selected = selector(options, known);
  const items = all.flatMap((subject) =>
    options.dtypes
      .filter((dtype) => subject.support.dtypes.includes(dtype))
      .map((dtype) => ({
        subject,
        dtype,
        laws: statedLaws(subject).filter(({ law }) => selected(testId(subject, law, dtype))),
      }))
      .filter(({ laws }) => laws.length > 0),
  );
  const missing = options.specs.filter(
    (spec) =>
      !all.some((s) => s.spec.id === spec.id) &&
      options.dtypes.some((dtype) => Object.keys(spec.laws).some((law) => selected(testId({ spec }, law, dtype)))),
  );
  if (items.length === 0) {
    throw new UsageError(`${description.name} has none of the selected losses in ${options.dtypes.join(', ')}`);
  }
  return { items, missing, known };
}

/** Which test ids run; throws a UsageError for a pattern that matches none. */
function selector({ select, skip, require }: RunOptions, known: readonly string[]): (id: string) => boolean {
  const compiled = [select, skip, require].map((pattern) => {
    if (pattern === undefined) return undefined;
    const matches = glob(pattern);
    if (pattern !== require && !known.some(matches)) throw new UsageError(`the pattern ${pattern} matches no test`);
    return matches;
  });
  const [selected, skipped] = compiled;
  return (id) => (selected?.(id) ?? true) && !(skipped?.(id) ?? false);
}
