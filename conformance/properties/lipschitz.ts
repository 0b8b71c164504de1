import { formats } from '../../reference/tensor/format.ts';
import { type Domain, inInterval } from '../../spec/language/domain.ts';
import type { LawArguments } from '../../spec/language/law.ts';
import type { Case } from '../case.ts';
import type { Draw } from '../property.ts';
import { read } from './support/answers.ts';
import { type Comparison, conclude, each } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { absolute, type Estimate, exactly, largest, minus, root, times, total, zero } from './support/estimate.ts';
import { perItem, reduceTerms } from './support/item-terms.ts';
import { elementsByItem, itemOf, layoutOf } from './support/layout.ts';
import { mapped, related, unweighted } from './support/related-case.ts';

type Norm = LawArguments['lipschitz']['norm'];

/**
 * Two points: no item may move by more than the constant times its distance, and reduced items by no more than the
 * reduced bounds. Where the gradient is wanted of terms, its dual norm in each item is bounded by the constant, too.
 */
export const lipschitz = defineProperty('lipschitz', {
  sentence: 'The loss changes by at most a constant times the change of the operand.',
  plan(base, { in: name, norm, constant }, context) {
    const { spec, draw, to } = context;
    const start = unweighted(spec, base);
    const item = itemOf(layoutOf(spec, start), name);
    if (start.operands[name]!.data.length === 0) return undefined;
    const output = `gradient.${name}` as const;
    const isSteep = item !== undefined && start.reduction === 'none' && start.wants.includes(output);
    const here = related(start, { wants: isSteep ? ['value', output] : ['value'] });
    const there = related(start, {
      operands: to ?? { [name]: moved(start, name, spec.operands[name]!.domain, draw) },
      wants: ['value'],
    });
    if (!isFiniteAndValid(there, spec)) return undefined;
    return ask({ here, there }, (e) => {
      const steepness = perItem(constant, here, context);
      const [from, to] = [here.operands[name]!.data, there.operands[name]!.data];
      const step = Array.from(from, (x, k) => minus(exactly(to[k]!), exactly(x)));
      const own = item && elementsByItem(item, steepness.length);
      const ofItem = (numbers: readonly Estimate[], i: number) => own![i]!.map((k) => numbers[k]!);
      // A coupled item sees all of the operand.
      const whole = own ? zero : length(step, norm);
      const bounds = steepness.map((k, i) => times(k, own ? length(ofItem(step, i), norm) : whole));
      const [a, b] = [read(e.here, 'value'), read(e.there, 'value')];
      const changes = a.map((x, i) => absolute(minus(b[i]!, x)));
      const comparisons: Comparison[] = [...each(changes, 'at most', reduceTerms(bounds, here, context))];
      if (isSteep) {
        const gradient = read(e.here, output);
        const slopes = steepness.map((_, i) => dual(ofItem(gradient, i), norm));
        const limits = steepness.map((k, i) => times(k, exactly(Math.abs(here.cotangent.data[i]!))));
        comparisons.push(...each(slopes, 'at most', reduceTerms(limits, here, context), output));
      }
      return conclude(comparisons, here, `the change is at most ${constant} times the ${norm} norm of that of ${name}`);
    });
  },
});

/** Every number moved at random: by a little, by its own size, or far. One that would leave its interval stays. */
function moved(base: Case, name: string, domain: Domain, draw: Draw) {
  const { round } = formats[base.dtype];
  const isInside = (x: number): boolean => domain.kind !== 'interval' || inInterval(x, domain);
  const reach = Math.min(
    draw.pick([2 ** -6, 1, 8, 64]),
    domain.kind === 'interval' ? domain.max - domain.min : Infinity,
  );
  return mapped(base.operands[name]!, (x) => {
    const y = round(x + ((draw.below(65) - 32) / 32) * reach);
    return isInside(y) ? y : x;
  });
}

function length(step: readonly Estimate[], norm: Norm): Estimate {
  if (norm === 'euclidean') return euclidean(step);
  return norm === 'max' ? largest(step.map(absolute)) : total(step.map(absolute));
}

/** The norm of a slope that goes with a norm of the step: sums go with largest components. */
function dual(slope: readonly Estimate[], norm: Norm): Estimate {
  if (norm === 'euclidean') return euclidean(slope);
  return norm === 'max' ? total(slope.map(absolute)) : largest(slope.map(absolute));
}

const euclidean = (xs: readonly Estimate[]): Estimate => root(total(xs.map((x) => times(x, x))));
