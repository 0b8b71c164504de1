import { type Dtype, formats } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Description } from '../implementation.ts';
import { type Absent, absentLines, absentOf } from './absent.ts';
import type { Subject } from './answers.ts';
import { glob } from './glob.ts';
import type { RunOptions } from './run-options.ts';
import { shards } from './shards.ts';
import { type StatedLaw, statedLaws } from './stated-laws.ts';
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
  /** What is selected and the implementation does not have. */
  readonly absent: readonly Absent[];
  /** Every test id that there is, selected or not. */
  readonly known: readonly string[];
  /** What the run is a part of, or is: its lines, `loss/dtype` and `loss@form/dtype`, and its tests. */
  readonly whole: { readonly lines: readonly string[]; readonly tests: readonly string[] };
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
  const has = (spec: LossSpec) =>
    new Set(all.flatMap(({ spec: { id }, support }) => (id === spec.id ? support.dtypes : [])));
  const required = options.require === undefined ? () => false : glob(options.require);
  const absent = options.specs.flatMap(
    (spec) => absentOf(spec, has(spec), { dtypes: options.dtypes, selected, required }) ?? [],
  );
  if (items.length === 0) {
    const none = `${description.name} ${nothingToAsk(description, options)}`;
    throw new UsageError(options.select ? `${none}${formsInstead(all, options.dtypes, selected)}` : none);
  }
  return part({ items, absent, known, whole: wholeOf(items, absent) }, options);
}

/** What to write where losses were selected by their plain names, and there are forms of them only. */
function formsInstead(all: readonly Subject[], dtypes: readonly Dtype[], selected: (id: string) => boolean): string {
  const meant = all.filter(
    ({ spec, form }) =>
      form && Object.keys(spec.laws).some((law) => dtypes.some((dtype) => selected(testId({ spec }, law, dtype)))),
  );
  const ids = [...new Set(meant.map(({ spec }) => spec.id))];
  const each = ids.map((id) => {
    const forms = meant.filter(({ spec }) => spec.id === id).map(({ form }) => `${id}@${form}`);
    return `of ${id} it has ${forms.join(' and ')}, which '${id}@*' names`;
  });
  return each.length > 0 ? `; ${each.join('; ')}` : '';
}

function nothingToAsk({ losses }: Description, { select, skip, dtypes }: RunOptions): string {
  const types = dtypes.join(', ');
  if (Object.keys(losses).length === 0) return 'has no losses, so that there is nothing to ask';
  if (select === undefined && skip === undefined) return `has none of its losses in ${types}`;
  return `has none of the selected losses in ${types}`;
}

/** The ids of the tests that a plan asks, in the order of the report. */
export const planned = ({ items }: Pick<Plan, 'items'>): string[] =>
  items.flatMap(({ subject, dtype, laws }) => laws.map(({ law }) => testId(subject, law, dtype)));

function wholeOf(items: Plan['items'], absent: Plan['absent']): Plan['whole'] {
  const lines = absent.map(absentLines);
  return {
    lines: [
      ...items.map((i) => lineOf(i.subject, i.dtype)),
      ...lines.flatMap(({ losses }) => losses.map(({ loss, dtype }) => `${loss}/${dtype}`)),
    ],
    tests: [...planned({ items }), ...lines.flatMap(({ tests }) => tests.map(({ id }) => id))],
  };
}

const lineOf = ({ spec, form }: Pick<Subject, 'spec' | 'form'>, dtype: Dtype): string =>
  `${spec.id}${form ? `@${form}` : ''}/${dtype}`;

/** The losses of one shard. */
function part(plan: Plan, { shard }: RunOptions): Plan {
  if (!shard) return plan;
  const { index, of } = shard;
  const laws = new Map<string, number>();
  for (const { subject, laws: own } of plan.items) {
    laws.set(subject.spec.id, (laws.get(subject.spec.id) ?? 0) + own.length);
  }
  const there = laws.size;
  for (const { spec } of plan.absent) if (!laws.has(spec.id)) laws.set(spec.id, 0);
  if (of > there)
    throw new UsageError(
      `--shard ${index}/${of}: ${there === 1 ? 'there is 1 loss' : `there are ${there} losses`} to be shared among ${of}`,
    );
  const mine = new Set(
    shards(
      [...laws].map(([loss, tests]) => ({ loss, tests })),
      of,
    )[index - 1],
  );
  return {
    ...plan,
    items: plan.items.filter(({ subject }) => mine.has(subject.spec.id)),
    absent: plan.absent.filter(({ spec }) => mine.has(spec.id)),
  };
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
