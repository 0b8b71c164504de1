// How far the float64 reference is from the exact oracle, loss by loss: `npm run oracle-agreement [-- cases [seed [loss]]]`.
// Exits 1 where a reference leaves its own ball, the permitted error at 2^-53.
import { plainDeclaration } from '../conformance/acceptance/declaration.ts';
import { PermittedError } from '../conformance/acceptance/permitted-error.ts';
import { references } from '../conformance/acceptance/references.ts';
import { drawBases } from '../conformance/run/draw-bases.ts';
import { textInput } from '../conformance/settings.ts';
import { differenceFrom, roundDecimal } from '../reference/exact/decimal.ts';
import { exact } from '../reference/exact/exact.ts';
import { inputDefect } from '../reference/losses/input-defect.ts';
import { float64 } from '../reference/tensor/format.ts';
import { ulp } from '../reference/tensor/ulp.ts';
import { specs } from '../spec/losses/index.ts';

const [count = 60, seed = 1] = process.argv.slice(2).map(Number);
const only = process.argv[4];
console.log(
  'loss                         output                    compared   worst ulp   worst ball   kinks  out of range  unbounded  regimes',
);
let broken = 0;
for (const spec of Object.values(specs).filter((s) => !only || s.id === only)) {
  const rows = new Map<string, { compared: number; ulps: number; balls: number }>();
  const regimes = new Set<string>();
  let [kinks, outOfRange, unbounded] = [0, 0, 0];
  for (const c of drawBases(spec, { dtype: 'f64', seed, count, isFloor: true })) {
    const finite = Object.values(c.operands).every((x) => x.data.every(Number.isFinite));
    const large = Object.values(c.operands).some((x) => x.data.length > 600);
    if (!finite || large || inputDefect(spec, c.operands, c.params, float64)) continue;
    const { operands, settings } = textInput(spec, c);
    const wrt = c.wants.filter((w) => w !== 'value').map((w) => w.slice('gradient.'.length));
    const inputs = { operands, settings, wrt, cotangent: c.cotangent };
    const permitted = new PermittedError(references[spec.id]!.algorithms, inputs, plainDeclaration('f64'));
    let truth: ReturnType<typeof exact>;
    try {
      truth = exact(spec, c);
    } catch {
      continue; // a mean over nothing that is to be refused
    }
    if (truth.outOfRange) {
      outOfRange++;
      continue;
    }
    regimes.add(c.regime);
    for (const want of c.wants) {
      if (want !== 'value' && truth.kinks.length > 0) {
        kinks++;
        continue; // any element of a subdifferential is right; acceptance judges those
      }
      const row = rows.get(want) ?? { compared: 0, ulps: 0, balls: 0 };
      rows.set(want, row);
      const own = permitted.own(want);
      permitted.reference(want).forEach((x, i) => {
        const text = truth.outputs[want]!.values[i]!;
        const rounded = roundDecimal(text, float64);
        if (!Number.isFinite(rounded) || (Number.isNaN(x) && text === 'NaN')) return;
        // An intermediate result overflows or vanishes: the ball says nothing, and the suite counts that as vacuous.
        if (own.error[i]! === Infinity) {
          unbounded++;
          return;
        }
        const error = Math.abs(differenceFrom(text, x));
        row.compared++;
        row.ulps = Math.max(row.ulps, error / ulp(rounded, float64));
        const ball = own.error[i]! + ulp(rounded, float64) / 2;
        const ratio = error === 0 ? 0 : error / ball;
        row.balls = Math.max(row.balls, ratio);
        if (!(ratio <= 1)) {
          broken++;
          console.log(`  ${spec.id} ${want}[${i}] ${c.regime}: ${x}, exact ${text}, error ${error}, ball ${ball}`);
        }
      });
    }
  }
  for (const [want, { compared, ulps, balls }] of rows) {
    const numbers = [String(compared).padStart(8), ulps.toPrecision(3).padStart(11), balls.toFixed(2).padStart(12)];
    const rest =
      want === 'value'
        ? `${String(kinks).padStart(7)} ${String(outOfRange).padStart(13)} ${String(unbounded).padStart(10)}  ${regimes.size}`
        : '';
    console.log(`${spec.id.padEnd(28)} ${want.padEnd(25)} ${numbers.join(' ')} ${rest}`);
  }
}
console.log(broken === 0 ? 'every reference is within its own ball' : `${broken} numbers are outside`);
process.exitCode = broken === 0 ? 0 : 1;
