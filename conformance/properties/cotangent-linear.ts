import type { TypedTensor } from '../case.ts';
import { read } from './support/answers.ts';
import { type Comparison, conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { exactly, plus, times } from './support/estimate.ts';
import { gradientsOf, mapped, related } from './support/related-case.ts';

/** Cotangents are small multiples of 1/4, so that their sum and their multiple are exact in every dtype. */
export const cotangentLinear = defineProperty('cotangent_linear', {
  sentence: 'Each gradient is linear in the cotangent.',
  plan(base, _, { draw }) {
    const wants = gradientsOf(base);
    if (wants.length === 0 || base.cotangent.data.length === 0) return undefined;
    const drawn = (): TypedTensor => mapped(base.cotangent, () => (draw.below(33) - 16) / 4);
    const [a, b] = [drawn(), drawn()];
    const t = draw.pick([2, -2, 0.5, -0.5, 4, -8]);
    const under = (cotangent: TypedTensor) => related(base, { cotangent, wants });
    const cases = {
      a: under(a),
      b: under(b),
      sum: under(mapped(a, (x, i) => x + b.data[i]!)),
      multiple: under(mapped(a, (x) => t * x)),
    };
    return ask(cases, (e) => {
      const comparisons: Comparison[] = wants.flatMap((output) => {
        const [x, y] = [read(e.a, output), read(e.b, output)];
        const is = (got: (typeof x)[number], of: (typeof x)[number], index: number): Comparison => ({
          got,
          asked: 'equal',
          of,
          output,
          index,
        });
        return [
          ...read(e.sum, output).map((got, i) => is(got, plus(x[i]!, y[i]!), i)),
          ...read(e.multiple, output).map((got, i) => is(got, times(exactly(t), x[i]!), i)),
        ];
      });
      return conclude(comparisons, base, 'a gradient is linear in the cotangent');
    });
  },
});
