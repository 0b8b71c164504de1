// Adds to the corpus of hostile files: `npx tsx bench/hostile-corpus.ts [count [seed]]` damages so many files of every
// format, and keeps, for every kind of error that no file of the corpus gives yet, the smallest one that gives it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { FormatError } from '../fixtures/formats/format-error.ts';
import { hostileBytes } from '../fixtures/formats/test-support/hostile-bytes.ts';
import { type HostileFile, hostileFiles } from '../fixtures/formats/test-support/hostile-files.ts';
import { kindOfError } from '../fixtures/formats/test-support/kind-of-error.ts';
import { formatsUnderTest } from '../fixtures/formats/test-support/readers.ts';

const [count = 20_000, seed = 1] = process.argv.slice(2).map(Number);
const corpus = fileURLToPath(new URL('../fixtures/formats/corpus', import.meta.url));
const files: HostileFile[] = [...hostileFiles(corpus)];
const known = new Set(files.map(({ format, kind }) => `${format} ${kind}`));
for (const [format, { read }] of Object.entries(formatsUnderTest)) {
  const found = new Map<string, { readonly bytes: Uint8Array; readonly error: FormatError }>();
  for (const bytes of fc.sample(hostileBytes(format), { numRuns: count, seed })) {
    const error = errorOf(() => read(bytes));
    if (!error || known.has(`${format} ${kindOfError(error)}`)) continue;
    const smallest = found.get(kindOfError(error));
    if (!smallest || bytes.length < smallest.bytes.length) found.set(kindOfError(error), { bytes, error });
  }
  const taken = files.filter((file) => file.format === format).length;
  [...found].forEach(([kind, { bytes, error }], i) => {
    const file = `${format}/${String(taken + i + 1).padStart(2, '0')}.bin`;
    mkdirSync(dirname(join(corpus, file)), { recursive: true });
    writeFileSync(join(corpus, file), bytes);
    const reason = error.reason.replace(/(cannot be inflated: ).*/, '$1');
    files.push({ file, format, offset: error.offset, reason, kind });
  });
  console.log(`${format.padEnd(12)} ${found.size} kinds of error more`);
}
writeFileSync(join(corpus, 'errors.json'), `${JSON.stringify(files, undefined, 2)}\n`);

function errorOf(read: () => unknown): FormatError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}
