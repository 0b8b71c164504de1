// How far the float64 reference is from the exact oracle, loss by loss:
// `npm run oracle-agreement [-- cases [seed [loss [folder of a loss ...]]]]`. Exits 1 where a reference leaves its own
// ball, the permitted error at 2^-53.
import { loadLosses } from '../conformance/losses/load-losses.ts';
import { agreement } from './agreement.ts';

const [count = 60, seed = 1] = process.argv.slice(2, 4).map(Number);
const [only, ...folders] = process.argv.slice(4);
const { specs, references } = await loadLosses(folders);
console.log(
  'loss                         output                    compared   worst ulp   worst ball   kinks  out of range  unbounded  undefined  regimes',
);
let broken = 0;
for (const spec of Object.values(specs).filter((s) => !only || s.id === only)) {
  const { rows, regimes, skipped, outside, unsettled } = agreement(spec, references[spec.id]!, { count, seed });
  broken += outside.length;
  for (const line of outside) console.log(`  ${line}`);
  for (const line of unsettled) console.log(`  not settled, ${line}`);
  for (const [want, { compared, ulps, balls }] of rows) {
    const numbers = [String(compared).padStart(8), ulps.toPrecision(3).padStart(11), balls.toFixed(2).padStart(12)];
    const { kinks, outOfRange, unbounded } = skipped;
    const rest =
      want === 'value'
        ? `${String(kinks).padStart(7)} ${String(outOfRange).padStart(13)} ${String(unbounded).padStart(10)} ${String(skipped.undefined).padStart(10)}  ${regimes.size}`
        : '';
    console.log(`${spec.id.padEnd(28)} ${want.padEnd(25)} ${numbers.join(' ')} ${rest}`);
  }
}
console.log(broken === 0 ? 'every reference is within its own ball' : `${broken} numbers are outside`);
process.exitCode = broken === 0 ? 0 : 1;
