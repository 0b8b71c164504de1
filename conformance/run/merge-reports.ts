import { joined } from './joined-placement.ts';
import type { RunReport } from './run-report.ts';
import { UsageError } from './usage-error.ts';

/** A report, and the words that errors name it with. */
export interface NamedReport {
  readonly name: string;
  readonly report: RunReport;
}
type Shard = NamedReport & { readonly shard: NonNullable<RunReport['shard']> };

/**
 * The report of a run that was done in shards, as the whole run would have written it but for its times. A shard that is
 * not there makes it incomplete. Throws a UsageError where the reports are not shards of one run or one is there twice,
 * and an error of integrity where shards that are said to be complete do not make up the run.
 */
export function mergeReports(reports: readonly NamedReport[]): RunReport {
  const shards = reports.map(shardOf);
  const [first] = shards as [Shard, ...Shard[]];
  for (const other of shards.slice(1)) checkSameRun(first, other);
  checkOnce(shards);
  const absent = Array.from({ length: first.shard.of }, (_, i) => i + 1).filter(
    (index) => !shards.some(({ shard }) => shard.index === index),
  );
  const { shard: _, placement: __, reason: ___, ...whole } = first.report;
  const placements = shards.flatMap(({ report }) => report.placement ?? []);
  const placement = joined(placements);
  const timings = shards.map(({ report }) => report.timing);
  return {
    ...whole,
    ...endOf(shards, absent),
    ...inOrder(shards),
    ...(placement ? { placement } : {}),
    timing: {
      // They may have run side by side.
      totalMs: Math.max(...timings.map((t) => t.totalMs)),
      implementationMs: timings.reduce((n, t) => n + t.implementationMs, 0),
      workers: timings.reduce((n, t) => n + t.workers, 0),
      implementations: timings.reduce((n, t) => n + (t.implementations ?? t.workers), 0),
    },
  };
}

function shardOf({ name, report }: NamedReport): Shard {
  if (!report.shard) throw new UsageError(`${name} is the report of a whole run, and no shard (run --shard 1/2)`);
  return { name, report, shard: report.shard };
}

/** What must be the same in every shard. */
const same: Readonly<Record<string, (shard: Shard) => unknown>> = {
  'version of the suite': ({ report }) => report.suiteVersion,
  implementation: ({ report: { implementation: i } }) => `${i.name} ${i.version} (${i.device})`,
  'declaration of the implementation': ({ report }) => report.implementation,
  seed: ({ report }) => report.options.seed,
  profile: ({ report }) => report.options.profile,
  'number of cases': ({ report }) => report.options.cases,
  dtypes: ({ report }) => report.options.dtypes,
  options: ({ report }) => report.options,
  expectations: ({ report }) => report.expectations,
  'number of shards': ({ shard }) => shard.of,
  'losses and dtypes of the whole run': ({ shard }) => shard.lines,
};

function checkSameRun(first: Shard, other: Shard): void {
  for (const [what, of] of Object.entries(same)) {
    const [a, b] = [of(first), of(other)].map((x) => JSON.stringify(x, inNameOrder));
    if (a === b) continue;
    const short = a!.length + b!.length <= 120 ? `: ${a} and ${b}` : '';
    throw new UsageError(`${first.name} and ${other.name} are not of one run, since their ${what} differ${short}`);
  }
}
const inNameOrder = (_: string, x: unknown): unknown =>
  x === null || typeof x !== 'object' || Array.isArray(x)
    ? x
    : Object.fromEntries(Object.entries(x).sort(([a], [b]) => (a < b ? -1 : 1)));

function checkOnce(shards: readonly Shard[]): void {
  for (const [i, { name, shard }] of shards.entries()) {
    const { index, of } = shard;
    if (index > of) throw new UsageError(`${name} says that it is shard ${index} of ${of}`);
    const twin = shards.slice(0, i).find((s) => s.shard.index === index);
    if (twin) throw new UsageError(`${twin.name} and ${name} are both shard ${index}/${of}`);
  }
}

function endOf(shards: readonly Shard[], absent: readonly number[]): Pick<RunReport, 'status' | 'reason'> {
  const { of, lines } = shards[0]!.shard;
  const there = new Set(shards.flatMap(({ report }) => report.losses.map(lineOf)));
  const left = lines.filter((line) => !there.has(line));
  const reasons = [
    ...shards.flatMap(({ shard, report: { status, reason } }) =>
      status === 'complete' ? [] : [`shard ${shard.index}/${of} is ${status}${reason ? ` (${reason})` : ''}`],
    ),
    ...absent.map((index) => `shard ${index}/${of} is missing`),
  ];
  const status = shards.some(({ report }) => report.status === 'interrupted')
    ? 'interrupted'
    : reasons.length > 0
      ? 'incomplete'
      : 'complete';
  if (status === 'complete' && left.length > 0) throw damaged(`${left.join(', ')}: in no shard`);
  if (status === 'complete') return { status };
  return { status, reason: `${reasons.join('; ')}${left.length > 0 ? `; not run: ${left.join(', ')}` : ''}` };
}

/** Lines, and the tests of each, in the order of the whole run. */
function inOrder(shards: readonly Shard[]): Pick<RunReport, 'losses' | 'tests'> {
  const { lines } = shards[0]!.shard;
  const position = new Map(lines.map((line, i) => [line, i]));
  const place = (line: string): number => {
    const found = position.get(line);
    if (found === undefined) throw damaged(`${line}: not of this run`);
    return found;
  };
  const losses = shards.flatMap(({ report }) => report.losses);
  const tests = shards.flatMap(({ report }) => report.tests);
  const twice = losses.map(lineOf).find((line, i, all) => all.indexOf(line) !== i);
  if (twice) throw damaged(`${twice}: in more than one shard`);
  return {
    losses: [...losses].sort((a, b) => place(lineOf(a)) - place(lineOf(b))),
    tests: [...tests].sort((a, b) => place(lineOf(a)) - place(lineOf(b))),
  };
}

const lineOf = ({ loss, form, dtype }: { loss: string; form?: string; dtype: string }): string =>
  `${loss}${form ? `@${form}` : ''}/${dtype}`;

const damaged = (what: string): Error =>
  Object.assign(new Error(`the shards do not make up the run. ${what}`), { name: 'FormatError' });
