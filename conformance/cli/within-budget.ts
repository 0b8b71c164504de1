import { exitCode, type RunReport } from '../run/run-report.ts';
import { seeds } from './parse-options.ts';

/**
 * A run, and, where there is a budget of milliseconds, runs with the seeds that follow while another one fits into it and
 * nothing has failed. The report is that of the last, and says how many there were.
 */
export async function withinBudget(
  budget: number | undefined,
  seed: number,
  runWith: (seed: number) => Promise<RunReport>,
): Promise<RunReport> {
  const from = performance.now();
  let last = await runWith(seed);
  if (budget === undefined) return last;
  let evaluated = evaluatedIn(last);
  let runs = 1;
  while (exitCode(last) === 0 && performance.now() - from + last.timing.totalMs <= budget) {
    last = await runWith((seed + runs) % seeds);
    evaluated += evaluatedIn(last);
    runs++;
  }
  return { ...last, budget: { firstSeed: seed, runs, evaluated, totalMs: performance.now() - from } };
}

const evaluatedIn = ({ losses }: RunReport): number => losses.reduce((n, { evaluated }) => n + evaluated, 0);
