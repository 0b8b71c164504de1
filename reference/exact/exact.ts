import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { size } from '../tensor/shape.ts';
import { withDigits } from './big-number.ts';
import { type Certified, CertifiedArithmetic, OutOfRange, zero } from './certified.ts';
import { type Collected, collect, type Place } from './collect.ts';
import type { Decimal } from './decimal.ts';
import { decimalOf } from './decimal-of.ts';
import type { ExactInput, ExactOutput, ExactOutputs, ExactWant, GradientEntry, Kink } from './exact-outputs.ts';
import { type Plan, planOf } from './plan.ts';
import { firstDigits, lastDigits, nextDigits, worstShortfall } from './settled.ts';
import { type ParamValues, withDefaults } from './spec-formulas.ts';

/**
 * What a loss is for one input, by its spec's formula alone: value and gradients to at least 30 digits. Every number
 * carries a proven bound on its error, and the digits rise (from `digits`, 64 if not given) until the bound is small
 * enough; mathjs, with other digits, must then give the same value. Throws a FormulaError for a formula that has no
 * value here, a RejectedInput where the spec says that the input is refused, and an Error for operands, parameters or
 * wants that do not fit the spec.
 */
export function exact(spec: LossSpec, input: ExactInput, options: { readonly digits?: number } = {}): ExactOutputs {
  const params = withDefaults(spec, input.params ?? {});
  const plan = planOf(spec, params, input);
  const places = placesOf(spec, params, input);
  const shape = input.reduction === 'none' ? plan.items.shape : [];
  const cotangent = input.cotangent?.data ?? new Float64Array(size(shape)).fill(1);
  if (input.cotangent && input.cotangent.shape.join() !== shape.join()) {
    throw new Error(`${spec.id}: the cotangent is [${input.cotangent.shape}], and the value [${shape}]`);
  }
  try {
    for (let digits = options.digits ?? firstDigits; ; ) {
      const found = withDigits(digits, () =>
        collect(plan, input.reduction, params.empty, cotangent, new CertifiedArithmetic(digits)),
      );
      const outputs = outputsOf(found, places, shape);
      const short = Math.max(0, ...[...outputs.values()].map(({ numbers }) => worstShortfall(numbers)));
      if (short === 0 || digits >= lastDigits) return written(found, outputs, short === 0, digitsOf(plan, digits));
      digits = nextDigits(digits, short);
    }
  } catch (error) {
    if (!(error instanceof OutOfRange)) throw error;
    const outOfRange = `${spec.id}: ${error.message}, the largest that the oracle knows`;
    return { outputs: {}, kinks: [], kinksComplete: false, settled: false, outOfRange, digits: digitsOf(plan, 0) };
  }
}

const digitsOf = (plan: Plan, digits: number): number =>
  plan.groups.reduce((most, { group }) => Math.max(most, group.digitsUsed), digits);

/** The shape of every wanted output but the value; throws where there is no such gradient. */
function placesOf(
  spec: LossSpec,
  params: ParamValues,
  input: ExactInput,
): ReadonlyMap<ExactWant, readonly number[] | undefined> {
  return new Map(
    input.wants.map((want) => {
      if (want === 'value') return [want, undefined];
      const name = want.slice('gradient.'.length);
      const operand = spec.operands[name];
      if (operand?.differentiable && input.operands[name]) return [want, input.operands[name].shape];
      const param = spec.params[name];
      if (param?.kind === 'number' && param.differentiable && params[name] !== null) return [want, []];
      throw new Error(`${spec.id} has no ${want} here: ${whyNot(operand, param, name)}`);
    }),
  );
}

function whyNot(operand: unknown, param: unknown, name: string): string {
  if (!operand && !param) return `there is no ${name}`;
  return `${name} is left out, or the loss is not differentiable with respect to it`;
}

type Numbers = ReadonlyMap<ExactWant, { readonly shape: readonly number[]; readonly numbers: readonly Certified[] }>;

function outputsOf(
  found: Collected,
  places: ReadonlyMap<ExactWant, readonly number[] | undefined>,
  valueShape: readonly number[],
): Numbers {
  return new Map(
    [...places].map(([want, shape]) => {
      if (!shape) return [want, { shape: valueShape, numbers: found.values }];
      const known = found.gradients.get(want.slice('gradient.'.length));
      return [want, { shape, numbers: Array.from({ length: size(shape) }, (_, at) => known?.get(at) ?? zero) }];
    }),
  );
}

function written(found: Collected, outputs: Numbers, settled: boolean, digits: number): ExactOutputs {
  const texts = new Map<Certified, Decimal>();
  const text = (x: Certified): Decimal => {
    const known = texts.get(x) ?? decimalOf(x);
    texts.set(x, known);
    return known;
  };
  const entries = (places: readonly Place[]): GradientEntry[] =>
    places.map(({ name, at, value }) => ({ want: `gradient.${name}`, at, value: text(value) }));
  const kinks = found.kinks.map(
    ({ alternatives }): Kink => ({
      alternatives: alternatives.map(({ change, balls }) => ({
        change: entries(change),
        balls: balls.map((rows) => rows.map(entries)),
      })),
    }),
  );
  const written = [...outputs].map(([want, { shape, numbers }]): [ExactWant, ExactOutput] => [
    want,
    { shape, values: numbers.map(text) },
  ]);
  return { outputs: Object.fromEntries(written), kinks, kinksComplete: found.complete, settled, digits };
}
