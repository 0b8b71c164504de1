// The ruler on correct implementations: worst error as a fraction of the permitted one, the median permitted error in ulp
// and what could not be said, by loss, output and dtype: `npm run measure [-- profile [seed]]`.
import { referenceImplementation } from '../conformance/implementations/reference.ts';
import { run } from '../conformance/run/run.ts';
import { type Profile, profiles } from '../conformance/run/run-options.ts';
import { specs } from '../spec/losses/index.ts';

const profile = (process.argv[2] ?? 'smoke') as Profile;
const seed = Number(process.argv[3] ?? 1);
if (!(profile in profiles)) throw new RangeError(`there is no profile ${profile}`);
const right = [
  { name: 'sequential sums', options: { order: 'sequential', accumulator: 'f32' } },
  { name: 'pairwise sums', options: { order: 'pairwise', accumulator: 'f32' } },
] as const;
console.log('loss                         dtype output                    worst   median bound/ulp  vacuous');
for (const { name, options } of right) {
  const implementation = referenceImplementation({ ...options, name });
  const report = await run(implementation, {
    specs: Object.values(specs),
    profile,
    seed,
    dtypes: ['f64', 'f32', 'f16', 'bf16'],
    select: '*/{definition,gradient}',
    strict: false,
    expectations: [],
  });
  console.log(`-- ${name}`);
  for (const { loss, dtype, comparisons } of report.losses) {
    for (const { output, worst, medianBoundUlp, vacuous, count } of comparisons) {
      const bound = medianBoundUlp === null ? '-' : medianBoundUlp.toPrecision(3);
      const silent = Object.entries(vacuous).map(([regime, n]) => `${regime} ${n}`);
      const cells = [worst.toFixed(2).padStart(6), bound.padStart(12), silent.join(', ') || `none of ${count}`];
      console.log(`${loss.padEnd(28)} ${dtype.padEnd(5)} ${output.padEnd(22)} ${cells.join('   ')}`);
    }
  }
  const failed = report.tests.filter((t) => t.verdict.verdict === 'fail');
  console.log(`${failed.length} failures${failed.length > 0 ? `: ${failed.map((t) => t.id).join(', ')}` : ''}`);
  if (failed.length > 0) process.exitCode = 1;
}
