// Damaged files for every reader of fixtures: `npx tsx bench/fuzz-readers.ts [count [seed [format ...]]]`. Each is read, or
// refused with a FormatError; anything else ends with exit code 1, as do a single file that takes a second and 256 MB of
// memory.
import * as fc from 'fast-check';
import { FormatError } from '../fixtures/formats/format-error.ts';
import { hostileBytes } from '../fixtures/formats/test-support/hostile-bytes.ts';
import { formatsUnderTest } from '../fixtures/formats/test-support/readers.ts';

const [count = 100_000, seed = 1] = process.argv.slice(2, 4).map(Number);
const chosen = process.argv.slice(4);
/** Resident memory is looked at this often. */
const step = 5_000;
for (const [format, { read }] of Object.entries(formatsUnderTest)) {
  if (chosen.length > 0 && !chosen.includes(format)) continue;
  let [refused, slowest, memory] = [0, 0, 0];
  const from = performance.now();
  for (let done = 0; done < count; done += step) {
    for (const bytes of fc.sample(hostileBytes(format), { numRuns: Math.min(step, count - done), seed: seed + done })) {
      const start = performance.now();
      try {
        read(bytes);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        refused++;
      }
      slowest = Math.max(slowest, performance.now() - start);
    }
    memory = Math.max(memory, process.memoryUsage().rss / 2 ** 20);
  }
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(
    `${format.padEnd(12)} ${count} files, ${refused} refused, slowest ${slowest.toFixed(1)} ms, ${memory.toFixed(0)} MB, ${seconds} s`,
  );
  if (slowest > 1000 || memory > 256) process.exitCode = 1;
}
