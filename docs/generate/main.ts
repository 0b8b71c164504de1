// Writes the documents that follow from the spec: the second half of `npm run generate`. With --check it writes nothing
// and exits 1 where one is stale.
import { documents, staleDocuments, writeDocuments } from './documents.ts';

if (process.argv.includes('--check')) {
  const stale = staleDocuments(await documents());
  for (const path of stale) console.error(`${path} is stale: run \`npm run generate\``);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else await writeDocuments();
