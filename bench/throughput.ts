// How many cases a second are drawn, asked and judged in one process, and which share of the time is the suite's own,
// by loss, for loops written by hand and for the reference: `npm run throughput [-- cases [loss ...]]`. The second of
// two runs is shown, when everything is compiled.
import { handWritten } from '../conformance/controls/hand-written.ts';
import type { Implementation } from '../conformance/implementation.ts';
import { referenceImplementation } from '../conformance/implementations/reference.ts';
import { run } from '../conformance/run/run.ts';
import { specs } from '../spec/losses/index.ts';

const [cases = 200, ...chosen] = process.argv.slice(2).map((word, i) => (i === 0 ? Number(word) : word)) as [
  number?,
  ...string[],
];
const loops = handWritten({ order: 'forward' });
const known = Object.keys((await loops.describe()).losses);
const losses = Object.values(specs).filter(({ id }) => (chosen.length > 0 ? chosen : known).includes(id));
if (losses.length === 0) throw new RangeError(`none of ${chosen.join(', ')} is a loss`);

console.log(`${'loss'.padEnd(28)} implementation        cases/s in all   in the implementation   share of the suite`);
for (const [name, implementation] of [
  ['loops', loops],
  ['reference', referenceImplementation()],
] as const) {
  let [asked, totalMs, implementationMs] = [0, 0, 0];
  for (const spec of losses.filter(({ id }) => name === 'reference' || known.includes(id))) {
    await timed(implementation, spec.id);
    const found = await timed(implementation, spec.id);
    print(spec.id, name, found);
    asked += found.asked;
    totalMs += found.totalMs;
    implementationMs += found.implementationMs;
  }
  print('all of them', name, { asked, totalMs, implementationMs });
}

interface Timed {
  readonly asked: number;
  readonly totalMs: number;
  readonly implementationMs: number;
}
async function timed(implementation: Implementation, loss: string): Promise<Timed> {
  const { losses: results, timing } = await run(implementation, {
    specs: Object.values(specs),
    select: loss,
    profile: 'smoke',
    cases,
    seed: 1,
    dtypes: ['f64'],
    strict: false,
    expectations: [],
  });
  return { asked: results.reduce((n, { evaluated }) => n + evaluated, 0), ...timing };
}

function print(loss: string, name: string, { asked, totalMs, implementationMs }: Timed): void {
  const [all, inside] = [totalMs, implementationMs].map((ms) => Math.round((1000 * asked) / ms).toLocaleString('en'));
  const share = `${Math.round(100 * (1 - implementationMs / totalMs))}%`;
  console.log(
    `${loss.padEnd(28)} ${name.padEnd(15)} ${all!.padStart(20)} ${inside!.padStart(23)} ${share.padStart(20)}`,
  );
}
