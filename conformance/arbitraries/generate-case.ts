import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { type Interval, inInterval } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Reduction } from '../../spec/language/reduction.ts';
import { type Case, type TypedTensor, typedTensor } from '../case.ts';
import { drawExtents, withRoom } from './draw-extents.ts';
import { drawOperands } from './draw-operands.ts';
import { power } from './elementary.ts';
import { intervalNumber, ordinaryNumbers } from './numbers.ts';
import type { Constraint, Option } from './options.ts';
import type { Random } from './random.ts';
import type { Draft } from './regime.ts';
import { regimes } from './regimes/index.ts';
import type { Stratum } from './strata.ts';
import { valueShapeUnder } from './value-shape.ts';
import { wantsOf } from './wants-of.ts';

/** Draws a case of a stratum: options, extents, numbers, then what the regime arranges between them. */
export function generateCase(
  random: Random,
  spec: LossSpec,
  dtype: Dtype,
  stratum: Stratum,
  constraint: Constraint = {},
): Case {
  const { options, turn } = stratum;
  const regime = regimes[stratum.regime];
  const format = formats[dtype];
  const params: Record<string, ParamValue> = {};
  for (const name of Object.keys(spec.params)) params[name] = paramValue(spec, name, options[name]!, dtype, random);
  const reduction = options.reduction!.value as Reduction;
  const extents = drawExtents(spec, params, random);
  const draft: Draft = {
    spec,
    format,
    random,
    params,
    operands: {},
    extents: withRoom(spec, regime.reshape?.(extents, { spec, params, random, turn }) ?? extents),
    turn,
    freeParams: Object.keys(params).filter((name) => !constraint.support || constraint.support.params[name] === 'any'),
    elements: constraint.elements,
  };
  const given = Object.keys(spec.operands).filter((name) => options[name]?.value ?? true);
  drawOperands(draft, given, regime);
  regime.arrange?.(draft);

  const { operands } = draft;
  // Plain sums of a function's terms can be constant (those of softmax are 1), and say nothing of its gradient.
  const plainness = reduction !== 'none' ? 0.75 : spec.reductions.length > 1 ? 0.4 : 0.1;
  const cotangent = drawCotangent(random, dtype, valueShapeUnder(spec, reduction, draft.extents), plainness);
  const wants = wantsOf(spec, { operands, params }, constraint);
  return { loss: spec.id, dtype, reduction, params, operands, cotangent, wants, regime: stratum.regime };
}

function paramValue(spec: LossSpec, name: string, option: Option, dtype: Dtype, random: Random): ParamValue {
  const param = spec.params[name]!;
  const { drawn } = option;
  if (!drawn || param.kind !== 'number') return option.value;
  const format = formats[dtype];
  const narrowed: Interval = { ...param.domain, min: drawn.min, max: drawn.max };
  const plain = ordinaryNumbers(random, 1);
  // From 1/64 to 64 on a logarithmic scale: margins, widths and temperatures come in all sizes.
  const numbers = { ...plain, magnitude: () => power(2, random.within(-6, 6)) };
  const value = intervalNumber(narrowed, numbers, () => random.within(2 ** -6, 1 - 2 ** -6), format, random);
  return inInterval(value, param.domain) ? value : option.value;
}

/** What gradients are contracted with: ones with this chance, else powers of two and small whole numbers. */
function drawCotangent(random: Random, dtype: Dtype, shape: readonly number[], plainness: number): TypedTensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const plain = random.chance(plainness);
  const number = (): number => (plain ? 1 : random.pick([1, -1, 2, 0.5, -0.25, 3, -2, 5, 0.125, shape.length ? 0 : 4]));
  return typedTensor(dtype, new Float64Array(size).map(number), shape);
}
