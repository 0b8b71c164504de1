import { type Case, type TypedTensor, withRespectTo } from '../case.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { isHeld, scaled } from './support/exact-steps.ts';
import { related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';

/** Below what is put under a norm to keep it from 0: 1e-12 is usual. */
const far = 2 ** -44;

/** With t a power of two that neither overflows nor loses a digit; a gradient scales by t^(degree - k). */
export const scale = defineProperty('scale', {
  sentence: 'Multiplying the operands by a number multiplies the value by a fixed power of it.',
  plan(base, { by, degree }, { spec, draw }) {
    const t = draw.pick([2, 0.5, 4, 0.25, 8, 64, 1 / 64, far]);
    const other = scaledCase(base, by, t);
    if (!other || !isFiniteAndValid(other, spec)) return undefined;
    const factor = (want: Case['wants'][number]) => t ** (degree - (by[withRespectTo(want) ?? ''] ?? 0));
    const factors = Object.entries(by).map(([name, k]) => `${name} by ${t ** k}`);
    const law = `multiplying ${factors.join(', ')} multiplies the value by ${t ** degree}`;
    return ask({ base, other }, (e) => conclude(sameOutputs(e.other, e.base, { factor }), base, law));
  },
});

function scaledCase(base: Case, by: Readonly<Record<string, number>>, t: number): Case | undefined {
  const operands: Record<string, TypedTensor> = {};
  const params: Record<string, number> = {};
  for (const [name, k] of Object.entries(by)) {
    const [x, p] = [base.operands[name], base.params[name]];
    if (x) {
      const y = scaled(x, t ** k, base.dtype);
      if (!y) return undefined;
      operands[name] = y;
    } else if (typeof p === 'number') {
      const q = p * t ** k;
      if (!isHeld(q, base.dtype) || q / t ** k !== p) return undefined;
      params[name] = q;
    }
  }
  return related(base, { operands, params, wants: wantsOfOperands(base, Object.keys(by)) });
}
