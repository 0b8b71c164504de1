import { exponent as exponentOf, formats } from '../../../reference/tensor/format.ts';
import { inInterval } from '../../../spec/language/domain.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { NumberParam } from '../../../spec/language/param.ts';
import { type Case, type TypedTensor, type Want, withRespectTo } from '../../case.ts';
import type { Draw } from '../../property.ts';
import { isFiniteAndValid } from './define-property.ts';
import { type Estimate, exactly, minus, times, total } from './estimate.ts';
import { axisOf, layoutOf } from './layout.ts';
import { mapped, related } from './related-case.ts';

/**
 * The base moved to both sides along a random direction of +1 and -1, in what these gradients are with respect to: by
 * 2^exponent times the magnitude of each number, at least 1, and not at all where that would leave the domain. Both ends
 * are rounded to the dtype; the step is what then lies between them. Undefined where nothing can move.
 */
export function bothSides(
  base: Case,
  wants: readonly Want[],
  exponent: number,
  spec: LossSpec,
  draw: Draw,
): { readonly before: Case; readonly after: Case } | undefined {
  const { round } = formats[base.dtype];
  const moves = wants.map((want) => {
    const name = withRespectTo(want)!;
    return { name, x: numbersOf(base, name), steps: stepsOf(base, name, exponent, spec, draw) };
  });
  if (moves.every(({ steps }) => steps.every((s) => s === 0))) return undefined;
  const side = (sign: 1 | -1): Case =>
    moves.reduce(
      (c, { name, x, steps }) =>
        withNumbers(
          c,
          name,
          mapped(x, (v, i) => round(v + sign * steps[i]!)),
        ),
      base,
    );
  const [before, after] = [side(-1), side(1)];
  return isFiniteAndValid(before, spec) && isFiniteAndValid(after, spec) ? { before, after } : undefined;
}

/** A gradient contracted with the step that leads from one case to the other. */
export function slopeAlong(gradient: readonly Estimate[], want: Want, before: Case, after: Case): Estimate {
  const name = withRespectTo(want)!;
  const [from, to] = [numbersOf(before, name).data, numbersOf(after, name).data];
  return total(gradient.map((g, i) => times(g, minus(exactly(to[i]!), exactly(from[i]!)))));
}

/** An operand, or a numeric parameter as a tensor of rank 0. */
const numbersOf = (c: Case, name: string): TypedTensor =>
  c.operands[name] ?? { dtype: c.dtype, shape: [], data: Float64Array.of(c.params[name] as number) };

const withNumbers = (c: Case, name: string, x: TypedTensor): Case =>
  name in c.operands ? related(c, { operands: { [name]: x } }) : related(c, { params: { [name]: x.data[0]! } });

function stepsOf(base: Case, name: string, exponent: number, spec: LossSpec, draw: Draw): number[] {
  const { round } = formats[base.dtype];
  const { data, shape } = numbersOf(base, name);
  const domain = spec.operands[name]?.domain ?? (spec.params[name] as NumberParam).domain;
  const sizeAt = (v: number): number => 2 ** (exponent + (Math.abs(v) > 1 ? exponentOf(Math.abs(v)) : 0));
  const steps = Array.from(data, (v) => (draw.below(2) === 0 ? 1 : -1) * sizeAt(v));
  switch (domain.kind) {
    case 'interval':
      return steps.map((s, i) => {
        const v = data[i]!;
        return inInterval(round(v + s), domain) && inInterval(round(v - s), domain) ? s : 0;
      });
    case 'box_xyxy':
      // The two ends of a side move as far as they leave room for each other.
      return steps.map((s, i) => {
        const [low, high] = i % 4 < 2 ? [i, i + 2] : [i - 2, i];
        return data[high]! - data[low]! > 4 * Math.max(sizeAt(data[low]!), sizeAt(data[high]!)) ? s : 0;
      });
    case 'simplex':
      return betweenClasses(data, shape, axisOf(layoutOf(spec, base), name, domain.over), exponent, draw);
    default:
      return steps;
  }
}

/** In every row, a little of the share of one class goes to another. */
function betweenClasses(
  data: Float64Array,
  shape: readonly number[],
  axis: number,
  exponent: number,
  draw: Draw,
): number[] {
  const steps = new Array<number>(data.length).fill(0);
  const extent = shape[axis]!;
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  for (let k = 0; k < data.length; k++) {
    if (Math.floor(k / stride) % extent !== 0 || extent < 2) continue;
    const [from, to] = [draw.below(extent), draw.below(extent)].map((c) => k + c * stride) as [number, number];
    const less = Math.min(data[from]!, data[to]!);
    if (from === to || less === 0) continue;
    steps[from] = -(2 ** (exponent + exponentOf(less)));
    steps[to] = 2 ** (exponent + exponentOf(less));
  }
  return steps;
}
