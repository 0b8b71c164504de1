// How fast long arrays are written, and in how much memory, beside a plain write of the same bytes with hashing:
// `npx tsx bench/fixtures.ts [elements [cases [loss [dtype]]]]`. The files are written to a temporary folder, and removed.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { references } from '../conformance/acceptance/references.ts';
import { type Manifest, manifestName, type SetOptions } from '../fixtures/set/manifest.ts';
import { setFiles } from '../fixtures/set/set-files.ts';
import { writeSet } from '../fixtures/set/write-set.ts';
import type { Dtype } from '../reference/tensor/format.ts';
import { specs } from '../spec/losses/index.ts';

const [elements = '100000', cases = '60', loss = 'mse', dtype = 'f32'] = process.argv.slice(2);
const spec = specs[loss];
if (!spec) throw new RangeError(`there is no loss ${loss}`);
const options: SetOptions = {
  format: 'safetensors',
  losses: [loss],
  dtypes: [dtype as Dtype],
  seed: 1,
  cases: Number(cases),
  elements: Number(elements),
  regimes: null,
};
const folder = await mkdtemp(join(tmpdir(), 'lossproof-bench-'));
try {
  const set = join(folder, 'set');
  const parts = setFiles(options, [{ spec, reference: references[loss]! }]);
  const [manifest, seconds, processor] = await timed(() => writeSet(set, options, parts));
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  print(`${manifest.cases} cases of ${loss} in ${dtype}, ${elements} elements each`, bytes, seconds, processor);
  console.log(`most memory so far: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB resident`);
  const [, plain, plainProcessor] = await timed(() => copy(set, manifest, join(folder, 'plain')));
  print('the same bytes, read, hashed and written one after the other', bytes, plain, plainProcessor);
} finally {
  await rm(folder, { recursive: true });
}

/** What the work makes, and the seconds that it takes: by the clock, and of the processor. */
async function timed<T>(work: () => Promise<T>): Promise<[T, number, number]> {
  const [from, used] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const { user, system } = process.cpuUsage(used);
  return [made, (performance.now() - from) / 1000, (user + system) / 1e6];
}

async function copy(set: string, { files }: Manifest, to: string): Promise<void> {
  const out = await open(to, 'w');
  for (const { path, sha256 } of files) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(set, path), { highWaterMark: 2 ** 20 })) {
      hash.update(chunk);
      await out.write(chunk);
    }
    if (hash.digest('hex') !== sha256) throw new Error(`${path} is not what ${manifestName} says`);
  }
  await out.close();
}

function print(what: string, bytes: number, seconds: number, processor: number): void {
  const rate = (s: number): string => `${(bytes / 1e6 / s).toFixed(1)} MB/s`;
  console.log(
    `${what}: ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s, ${rate(seconds)}; ` +
      `${processor.toFixed(1)} s of one processor, ${rate(processor)}`,
  );
}
