import type { ProcessImplementation } from '../../implementations/process.ts';
import { ask } from './ask.ts';
import type { Check } from './check.ts';
import type { Question } from './questions.ts';

const batchSize = 128;
/** Longest that a measurement goes on, in milliseconds. */
const patience = 2000;

/** How long a question takes alone, and one of a batch. */
export async function measureTime(
  implementation: ProcessImplementation,
  questions: readonly Question[],
): Promise<Check> {
  const start = performance.now();
  let alone = 0;
  for (const question of questions) {
    await ask(implementation, [question]);
    alone++;
    if (performance.now() - start > patience) break;
  }
  const single = (performance.now() - start) / alone;
  // Of one loss, since a form is a request of its own.
  const one = questions.filter(({ key }) => key === questions[0]!.key);
  const batch = Array.from({ length: batchSize }, (_, i) => ({ ...one[i % one.length]! }));
  const before = implementation.stats.adapterMs;
  const batchStart = performance.now();
  await ask(implementation, batch);
  const together = performance.now() - batchStart;
  const inside = implementation.stats.adapterMs - before;
  const share =
    inside > 0 ? `, ${Math.min(100, Math.round((100 * inside) / together))}% of it in the implementation` : '';
  const says = `${readable(single)} a question alone, ${readable(together)} a batch of ${batchSize}${share}`;
  return { name: 'time', status: 'ok', says: [says] };
}

/** Milliseconds with two digits. */
const readable = (ms: number): string => `${ms < 10 ? Number(ms.toPrecision(2)) : Math.round(ms)} ms`;
