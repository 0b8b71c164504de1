import { handWritten } from '../controls/hand-written.ts';
import { didYouMean } from '../did-you-mean.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { mutants } from '../mutants/index.ts';
import { selftestReport } from '../report/selftest-report.ts';
import { styleFor } from '../report/style.ts';
import { glob } from '../run/glob.ts';
import { type SelftestResult, selftest } from '../run/selftest.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { listenForInterrupt } from './interrupt.ts';
import type { SelftestWords } from './selftest.ts';

/** Runs the suite on its mutants and on right implementations, prints who was found by what, resolves to the exit code. */
export async function runSelftest(
  { select, seed, profile, dtype: dtypes }: SelftestWords,
  { io }: Context,
): Promise<ExitCode> {
  const chosen = mutantsOf(select);
  const interrupt = listenForInterrupt(io);
  const style = styleFor(io.stdout);
  const show = io.stderr.isTTY ? (text: string) => io.stderr.write(`\r\u001b[K${text}`) : () => {};
  const codes: ExitCode[] = [];
  try {
    for (const dtype of dtypes) {
      const result = await selftest({
        mutants: chosen,
        right: rightOnes(),
        seed,
        profile,
        dtype,
        onDone: (what, done, total) => show(`${done}/${total}  ${what}`),
        interrupted: interrupt.pressed,
      });
      show('');
      io.stdout.write(`${selftestReport(result, { wanted: chosen.length, dtype, seed, profile }, style)}`);
      codes.push(selftestCode(result));
      if (!result.complete) break;
    }
  } finally {
    interrupt.dispose();
  }
  return codes.find((code) => code !== exitCodes.conformant) ?? exitCodes.conformant;
}

/** Mutants are named loss/mistake; the rest of a pattern's three parts is left open. */
function mutantsOf(select: string | undefined) {
  if (select === undefined) return mutants;
  let matches: (id: string) => boolean;
  try {
    matches = glob(select);
  } catch (error) {
    throw new UsageError(`--select: ${(error as Error).message}`);
  }
  const found = mutants.filter(({ id }) => matches(`${id}/f64`));
  if (found.length > 0) return found;
  const names = [...new Set(mutants.flatMap(({ id, loss }) => [id, loss]))];
  throw new UsageError(`--select ${select} matches no mutant.${didYouMean(select, names)}`);
}

/** The strict algorithms adding in other orders than the reference, and plain loops that know nothing of them. */
const rightOnes = () => [
  ...(['pairwise'] as const).map((order) => ({
    name: `the references, ${order} sums`,
    implementation: referenceImplementation({ order, name: `reference, ${order} sums` }),
  })),
  ...(['forward', 'backward'] as const).map((order) => ({
    name: `hand-written loops, ${order}`,
    implementation: handWritten({ order }),
  })),
];

function selftestCode({ mutants: results, falseAlarms, complete }: SelftestResult): ExitCode {
  if (!complete) return exitCodes.interrupted;
  const wrong = falseAlarms.length > 0 || results.some((r) => r.survived !== undefined);
  return wrong ? exitCodes.failures : exitCodes.conformant;
}
