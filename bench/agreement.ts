import { plainDeclaration } from '../conformance/acceptance/declaration.ts';
import { PermittedError } from '../conformance/acceptance/permitted-error.ts';
import type { LossReference } from '../conformance/acceptance/references.ts';
import { type Case, gradientNames } from '../conformance/case.ts';
import { drawBases } from '../conformance/run/draw-bases.ts';
import { textInput } from '../conformance/settings.ts';
import { differenceFrom, roundDecimal } from '../reference/exact/decimal.ts';
import { exact } from '../reference/exact/exact.ts';
import { RejectedInput } from '../reference/exact/reduce.ts';
import { inputDefect } from '../reference/losses/input-defect.ts';
import { float64 } from '../reference/tensor/format.ts';
import { ulp } from '../reference/tensor/ulp.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';

/** The largest errors of one output. */
interface Row {
  compared: number;
  ulps: number;
  /** As a fraction of the reference's own ball. */
  balls: number;
}

export interface Agreement {
  readonly rows: ReadonlyMap<string, Row>;
  readonly regimes: ReadonlySet<string>;
  /** Cases of which the oracle and mathjs do not say the same, each as a line. */
  readonly unsettled: readonly string[];
  /**
   * Not compared: gradients at kinks, cases beyond the oracle's range, numbers whose ball is infinite, and gradients
   * of a loss that has no value (0 over 0), or of an infinite item or an infinite derivative under a cotangent of 0.
   */
  readonly skipped: Readonly<Record<'kinks' | 'outOfRange' | 'unbounded' | 'undefined', number>>;
  /** Numbers outside of the reference's own ball, each as a line. */
  readonly outside: readonly string[];
}

/** How far the float64 reference of a loss is from the exact oracle on generated cases. */
export function agreement(
  spec: LossSpec,
  reference: LossReference,
  { count, seed }: { readonly count: number; readonly seed: number },
): Agreement {
  const rows = new Map<string, Row>();
  const regimes = new Set<string>();
  const outside: string[] = [];
  const unsettled: string[] = [];
  const skipped = { kinks: 0, outOfRange: 0, unbounded: 0, undefined: 0 };
  for (const c of drawBases(spec, { dtype: 'f64', seed, count, isFloor: true })) {
    const finite = Object.values(c.operands).every((x) => x.data.every(Number.isFinite));
    const large = Object.values(c.operands).some((x) => x.data.length > 600);
    if (!finite || large || inputDefect(spec, c.operands, c.params, float64)) continue;
    const { operands, settings } = textInput(spec, c);
    const wrt = gradientNames(c);
    const inputs = { operands, settings, wrt, cotangent: c.cotangent };
    const permitted = new PermittedError(reference.algorithms, inputs, plainDeclaration('f64'));
    let truth: ReturnType<typeof exact>;
    try {
      truth = exact(spec, c);
    } catch (error) {
      // A mean over nothing is to be refused; where the two evaluations do not agree there is nothing to compare with.
      if (!(error instanceof RejectedInput)) unsettled.push(`${c.regime}: ${(error as Error).message}`);
      continue;
    }
    if (truth.outOfRange) {
      skipped.outOfRange++;
      continue;
    }
    regimes.add(c.regime);
    for (const want of c.wants) {
      if (want !== 'value' && truth.kinks.length > 0) {
        skipped.kinks++;
        continue; // any element of a subdifferential is right; acceptance judges those
      }
      if (want !== 'value' && isUndefined(c, truth.outputs.value!.values)) {
        skipped.undefined++;
        continue;
      }
      const row = rows.get(want) ?? { compared: 0, ulps: 0, balls: 0 };
      rows.set(want, row);
      const own = permitted.own(want);
      permitted.reference(want).forEach((x, i) => {
        const text = truth.outputs[want]!.values[i]!;
        const rounded = roundDecimal(text, float64);
        if (Math.abs(rounded) === Infinity && x === -rounded)
          outside.push(`${spec.id} ${want}[${i}] ${c.regime}: ${x}, exact ${text}`);
        if (!Number.isFinite(rounded) || (Number.isNaN(x) && text === 'NaN')) return;
        if (want !== 'value' && Number.isNaN(x) && isInfiniteUnderOnes(spec, c, want, i)) {
          skipped.undefined++;
          return;
        }
        // An intermediate result overflows or vanishes: the ball says nothing, and the suite counts that as vacuous.
        if (own.error[i]! === Infinity) {
          skipped.unbounded++;
          return;
        }
        const error = Math.abs(differenceFrom(text, x));
        row.compared++;
        row.ulps = Math.max(row.ulps, error / ulp(rounded, float64));
        const ball = own.error[i]! + ulp(rounded, float64) / 2;
        // Beside a kink the ball spans both sides, and the reference may be one of its ends.
        const away = Math.abs(differenceFrom(text, own.value[i]!));
        const ratio = away === 0 ? 0 : away / ball;
        row.balls = Math.max(row.balls, ratio);
        if (Number.isNaN(x) || !(ratio <= 1)) {
          outside.push(`${spec.id} ${want}[${i}] ${c.regime}: ${x}, exact ${text}, error ${error}, ball ${ball}`);
        }
      });
    }
  }
  return { rows, regimes, skipped, outside, unsettled };
}

/** Whether the derivative itself is infinite, and the cotangent has a 0 that may meet it. */
function isInfiniteUnderOnes(spec: LossSpec, c: Case, want: Case['wants'][number], index: number): boolean {
  if (!c.cotangent.data.includes(0)) return false;
  const { outputs } = exact(spec, { ...c, cotangent: { ...c.cotangent, data: c.cotangent.data.map(() => 1) } });
  return !Number.isFinite(roundDecimal(outputs[want]!.values[index]!, float64));
}

function isUndefined({ reduction, cotangent }: Case, values: readonly string[]): boolean {
  return values.some((text, item) => {
    const x = roundDecimal(text, float64);
    return Number.isNaN(x) || (reduction === 'none' && x === Infinity && cotangent.data[item] === 0);
  });
}
