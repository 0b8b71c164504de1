import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Expectation } from '../../conformance/run/expectations.ts';
import { readExpectations } from '../../conformance/run/expectations-file.ts';
import { type RunSummary, readSummary } from './run-summary.ts';

/** One run of the board by its name, which is that of its file, with the expectations of that library. */
export interface BoardRun {
  readonly name: string;
  readonly summary: RunSummary;
  readonly expectations: readonly Expectation[];
}

const claimSchema = z.strictObject({
  /** The name of the run. */
  run: z.string(),
  /** The function as its callers write it. */
  function: z.string(),
  /** What is wrong, in a sentence. */
  what: z.string(),
  /** What its own documentation says of it. */
  says: z.string(),
  /** Where in the library that is. */
  source: z.string(),
  kind: z.enum(['wrong', 'imprecise']),
  /** The expectation, by its id, under which the suite found it, and whose pinned case shows it. */
  expectation: z.string(),
  /** A case that shows it better than the pinned one: of ordinary input, in round numbers. */
  sample: z
    .strictObject({
      operands: z.record(z.string(), z.unknown()),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      reduction: z.enum(['none', 'sum', 'mean']),
    })
    .optional(),
  /** Which number of the answer, in C order. */
  output: z.string(),
  index: z.int().nonnegative(),
  /** What the library answers there, or the first line of its refusal. */
  got: z.string(),
  /** The exact answer in words where it is no single number: at a kink. */
  exact: z.string().optional(),
});
/** One defect that the board claims of a library. */
export type Claim = z.infer<typeof claimSchema>;

export interface Board {
  readonly runs: readonly BoardRun[];
  readonly claims: readonly Claim[];
}

const claimsFile = 'defects.json';
const root = new URL('../../', import.meta.url);
export const boardFolder = new URL('docs/results/scoreboard/', root);

/** What is kept in docs/results/scoreboard. Throws where a file is not as it should be. */
export function readBoard(): Board {
  const names = readdirSync(boardFolder)
    .filter((file) => file.endsWith('.json') && file !== claimsFile)
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
  const claims = z
    .strictObject({ schema: z.literal('lossproof-defects/1'), defects: z.array(claimSchema) })
    .parse(JSON.parse(readFileSync(new URL(claimsFile, boardFolder), 'utf8'))).defects;
  return { runs: names.map(runOf), claims };
}

function runOf(name: string): BoardRun {
  const summary = readSummary(fileURLToPath(new URL(`${name}.json`, boardFolder)));
  // Two versions of a library share a file: `pytorch-1` has the expectations of `pytorch`.
  const file = /--expect (\S+)/.exec(summary.options)?.[1] ?? `conformance/expectations/${name}.json`;
  return { name, summary, expectations: readExpectations(fileURLToPath(new URL(file, root))) };
}
