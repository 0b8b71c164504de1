import { specs } from '../../spec/losses/index.ts';
import { didYouMean } from '../did-you-mean.ts';
import { perturbations } from '../mutants/perturbations.ts';
import { adequacyReport } from '../report/adequacy-report.ts';
import { styleFor } from '../report/style.ts';
import { type LawAdequacy, lawAdequacy } from '../run/adequacy.ts';
import { glob } from '../run/glob.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { listenForInterrupt } from './interrupt.ts';
import type { SelftestWords } from './selftest.ts';

/** Shows for every law of every loss by what it can be broken, and resolves to 1 where something breaks none of them. */
export async function runLawAdequacy(
  { select, seed, dtype: dtypes }: SelftestWords,
  { io }: Context,
): Promise<ExitCode> {
  const matches = pairsOf(select);
  const chosen = Object.values(specs).filter((spec) => Object.keys(spec.laws).some((law) => matches(spec.id, law)));
  const interrupt = listenForInterrupt(io);
  const style = styleFor(io.stdout);
  const show = io.stderr.isTTY ? (text: string) => io.stderr.write(`\r\u001b[K${text}`) : () => {};
  const found: LawAdequacy[] = [];
  try {
    for (const dtype of dtypes) {
      const pairs = await lawAdequacy({
        specs: chosen,
        perturbations,
        selected: matches,
        dtype,
        seed,
        onLoss: (loss, done, total) => show(`${done}/${total}  ${loss}`),
        interrupted: interrupt.pressed,
      });
      show('');
      io.stdout.write(adequacyReport(pairs, perturbations, { dtype, seed }, style));
      found.push(...pairs);
      if (interrupt.pressed()) return exitCodes.interrupted;
    }
  } finally {
    interrupt.dispose();
  }
  return found.some(({ brokenBy }) => !brokenBy) ? exitCodes.failures : exitCodes.conformant;
}

/** Which pairs a pattern loss/law names; throws a UsageError where there is none. */
function pairsOf(select: string | undefined): (loss: string, law: string) => boolean {
  if (select === undefined) return () => true;
  let matches: (id: string) => boolean;
  try {
    matches = glob(select);
  } catch (error) {
    throw new UsageError(`--select: ${(error as Error).message}`);
  }
  const pair = (loss: string, law: string): boolean => matches(`${loss}/${law}/f64`);
  const all = Object.values(specs).flatMap((spec) => Object.keys(spec.laws).map((law) => [spec.id, law] as const));
  if (all.some(([loss, law]) => pair(loss, law))) return pair;
  const names = all.flatMap(([loss, law]) => [loss, `${loss}/${law}`]);
  throw new UsageError(`--select ${select} matches no law of a loss.${didYouMean(select, names)}`);
}
