// The ruler on correct implementations: worst error as a fraction of the permitted one, the median permitted error in ulp
// and what could not be said, by loss, output and dtype; and that every output moved by four permitted errors is refused:
// `npm run measure [-- profile [seed [loss ...]]]`.
import { plainDeclaration } from '../conformance/acceptance/declaration.ts';
import { references } from '../conformance/acceptance/references.ts';
import { shapeOfOutput, typedTensor, type Want } from '../conformance/case.ts';
import { referenceImplementation } from '../conformance/implementations/reference.ts';
import { isFiniteAndValid } from '../conformance/properties/support/define-property.ts';
import { drawBases } from '../conformance/run/draw-bases.ts';
import { Judge } from '../conformance/run/judge.ts';
import { run } from '../conformance/run/run.ts';
import { type Profile, profiles } from '../conformance/run/run-options.ts';
import { type Dtype, formats } from '../reference/tensor/format.ts';
import { ulp } from '../reference/tensor/ulp.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';
import { specs } from '../spec/losses/index.ts';

const profile = (process.argv[2] ?? 'smoke') as Profile;
const seed = Number(process.argv[3] ?? 1);
const losses = process.argv.slice(4);
const chosen = Object.values(specs).filter(({ id }) => losses.length === 0 || losses.includes(id));
const dtypes: readonly Dtype[] = ['f64', 'f32', 'f16', 'bf16'];
if (!(profile in profiles)) throw new RangeError(`there is no profile ${profile}`);
const right = [
  { name: 'sequential sums', options: { order: 'sequential', accumulator: 'f32' } },
  { name: 'pairwise sums', options: { order: 'pairwise', accumulator: 'f32' } },
] as const;
console.log('loss                         dtype output                    worst   median bound/ulp  vacuous');
for (const { name, options } of right) {
  const implementation = referenceImplementation({ ...options, name });
  const report = await run(implementation, {
    specs: chosen,
    profile,
    seed,
    dtypes,
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

let [moved, admitted] = [0, 0];
for (const spec of chosen) for (const dtype of dtypes) moveBeyond(spec, dtype);
console.log(`${moved} outputs were moved by four permitted errors; ${admitted} of them were accepted`);
if (admitted > 0) process.exitCode = 1;

/** One number of an output at a time, to both sides, by four times what any admissible algorithm is permitted. */
function moveBeyond(spec: LossSpec, dtype: Dtype): void {
  const judge = new Judge({
    declaration: { ...plainDeclaration(dtype), ...(dtype === 'f16' || dtype === 'bf16' ? { accumulator: 'f32' } : {}) },
    specOf: (id) => specs[id],
    referenceOf: (id) => references[id],
    strict: false,
  });
  for (const c of drawBases(spec, { dtype, seed, count: profiles.smoke.cases, isFloor: true })) {
    if (!isFiniteAndValid(c, spec) || Object.values(c.operands).some((x) => x.data.length > 64)) continue;
    for (const want of c.wants) {
      const asked = { ...c, wants: [want] };
      const { reference, radius } = judge.evaluation(asked, { status: 'value', outputs: {} }, 'any').permitted(want);
      const shape = shapeOfOutput(c, want);
      for (const side of [-4, 4]) {
        const i = (moved * 7) % Math.max(1, reference.length);
        // Where nothing is permitted, by units of the last place.
        const step = Math.max(radius[i]!, ulp(reference[i]!, formats[dtype]));
        const to = formats[dtype].round(reference[i]! + side * step);
        if (!Number.isFinite(to) || !Number.isFinite(radius[i]!) || !reference.every(Number.isFinite)) continue;
        const outputs = {
          [want]: typedTensor(
            dtype,
            reference.map((x, k) => (k === i ? to : x)),
            shape,
          ),
        };
        const finding = judge
          .evaluation(asked, { status: 'value', outputs: outputs as Record<Want, never> })
          .accepted();
        moved++;
        if (finding.verdict === 'fail') continue;
        admitted++;
        console.log(`  ${spec.id} ${dtype} ${want}[${i}] ${c.regime}: ${to} for ${reference[i]} within ${radius[i]}`);
      }
    }
  }
}
