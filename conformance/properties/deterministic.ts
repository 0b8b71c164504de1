import type { Case } from '../case.ts';
import type { Evaluation, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { axisOf, extentOf, gather, layoutOf } from './support/layout.ts';
import { mapped, related } from './support/related-case.ts';

/**
 * The base alone in a batch, then behind another case, then again: three times the same bits. Whether an
 * implementation writes into its input shows only where case and implementation share memory, as a module does.
 */
export const deterministic = defineProperty('deterministic', {
  sentence: 'The same case gives the same bits, alone or in a batch, first or last.',
  bases: 'valid',
  afresh: true,
  plan(base, _, context) {
    const cases = { alone: base, other: otherThan(base, context), behind: base, again: base };
    return ask(cases, (e) => {
      if (context.promises && !context.promises.deterministic) {
        return { verdict: 'unsupported', what: 'giving the same bits twice' };
      }
      return sameBits(e.alone, e.behind) ?? sameBits(e.alone, e.again) ?? { verdict: 'pass' };
    });
  },
});

/** A case of another size where the base has several items, else of another cotangent: what a batch may mix up. */
function otherThan(base: Case, { spec }: PropertyContext): Case {
  const layout = layoutOf(spec, base);
  const label = layout.terms && layout.places.find((l) => extentOf(layout, l) > 1);
  if (label === undefined) return related(base, { cotangent: mapped(base.cotangent, (x) => -x) });
  const axis = (name: string): number => axisOf(layout, name, label);
  const half = Array.from({ length: Math.ceil(extentOf(layout, label) / 2) }, (_, i) => i);
  const operands = Object.entries(base.operands).map(([name, x]) => [
    name,
    axis(name) < 0 ? x : gather(x, axis(name), half),
  ]);
  const cotangent =
    base.reduction === 'none' ? gather(base.cotangent, layout.terms!.indexOf(label), half) : base.cotangent;
  return related(base, { operands: Object.fromEntries(operands), cotangent });
}

function sameBits(first: Evaluation, second: Evaluation): Finding | undefined {
  if (first.outcome.status !== 'value' || second.outcome.status !== 'value') return undefined;
  for (const output of first.case.wants) {
    const [a, b] = [first.outcome.outputs[output]!.data, second.outcome.outputs[output]!.data];
    const index = a.findIndex((x, i) => !Object.is(x, b[i]));
    if (index < 0) continue;
    const [expected, got] = [a[index]!, b[index]!];
    const message = `${output}[${index}] is ${show(expected)} the first time and ${show(got)} the next`;
    return {
      verdict: 'fail',
      evidence: { class: 'nondeterministic', case: first.case, message, output, index, got, expected },
    };
  }
  return undefined;
}

const show = (x: number): string => (Object.is(x, -0) ? '-0' : String(x));
