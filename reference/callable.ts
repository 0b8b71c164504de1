import type { LossSpec } from '../spec/language/loss-spec.ts';
import type { ChoiceParam, FlagParam, IntegerParam, NumberParam, Param } from '../spec/language/param.ts';
import { type Reduction, usualReduction } from '../spec/language/reduction.ts';
import type { Nested } from '../spec/language/sample.ts';
import { type Float64Rep, float64 } from './arithmetic/float64.ts';
import { evaluate, isForbiddenEmpty } from './evaluate.ts';
import { checkInput } from './losses/check-input.ts';
import type { LossReference, Settings } from './losses/loss-reference.ts';
import { nestedData } from './tensor/nested.ts';
import { Tensor } from './tensor/tensor.ts';
import type { TensorData } from './tensor/tensor-data.ts';

/** Numbers as a caller has them: a number, nested lists, a typed array (one axis), or data with a shape. */
export type Input = Nested | Float32Array | Float64Array | Int32Array | TensorData;

type OptionalNames<S extends LossSpec> = {
  [K in keyof S['operands']]: S['operands'][K] extends { readonly absent: number } ? K : never;
}[keyof S['operands']];
export type OperandsOf<S extends LossSpec> = {
  readonly [K in Exclude<keyof S['operands'], OptionalNames<S>>]: Input;
} & {
  readonly [K in OptionalNames<S>]?: Input;
};
type ValueOf<P extends Param> = P extends ChoiceParam
  ? keyof P['values'] & string
  : P extends FlagParam
    ? boolean
    : P extends NumberParam | IntegerParam
      ? number | null
      : never;
/** What defineLoss adds to a loss's own parameters. */
interface Common {
  readonly denominator?: string;
  readonly empty?: 'nan' | 'zero' | 'throw';
}
/** The loss's own parameters, by name: nothing else is an option. */
export type OptionsOf<S extends LossSpec> = Common & {
  readonly [K in keyof S['params'] as string extends K ? never : K]?: ValueOf<S['params'][K]>;
};

type ReductionOf<S extends LossSpec> = S['reductions'][number];
/** What a call that names no reduction returns: a number, or the terms where there is nothing else. */
type UsualValue<S extends LossSpec> = Exclude<ReductionOf<S>, 'none'> extends never ? TensorData : number;

/** A loss as a function on float64. */
export interface Callable<S extends LossSpec> {
  readonly spec: S;
  /**
   * The loss. Returns a number, or with reduction `none` the item losses with their shape; a function that has no other
   * reduction returns them always. Throws a TypeError or
   * RangeError naming operand, position and expectation where the input is not in the domain; NaN and infinities in
   * real operands go through, to what the spec's edges say.
   */
  (
    operands: OperandsOf<S>,
    options?: OptionsOf<S> & { readonly reduction?: Exclude<ReductionOf<S>, 'none'> },
  ): UsualValue<S>;
  (operands: OperandsOf<S>, options: OptionsOf<S> & { readonly reduction: 'none' }): TensorData;
  /**
   * The gradient with respect to every differentiable operand and numeric parameter that is given, or to those named
   * in `wrt`, contracted with the cotangent (ones, shaped as the value, by default). Throws as the loss does.
   */
  gradient(
    operands: OperandsOf<S>,
    options?: OptionsOf<S> & {
      readonly reduction?: ReductionOf<S>;
      readonly wrt?: readonly string[];
      readonly cotangent?: Input;
    },
  ): Record<string, TensorData>;
}

/** Makes a loss callable: spec and reference must be of the same loss. */
export function callable<S extends LossSpec>(spec: S, reference: LossReference): Callable<S> {
  const text = reference.algorithms[0].text;
  const prepare = (given: Readonly<Record<string, Input>>, options: Readonly<Record<string, unknown>>) => {
    const { reduction = usualReduction(spec), wrt: _wrt, cotangent: _cotangent, ...named } = options;
    if (!spec.reductions.includes(reduction as Reduction)) {
      throw new TypeError(`${spec.id}: reduction is ${String(reduction)}, but must be ${spec.reductions.join(' or ')}`);
    }
    const params = { ...Object.fromEntries(Object.entries(spec.params).map(([k, p]) => [k, p.default])), ...named };
    const present = Object.entries(given).filter(([, x]) => x !== undefined);
    const operands = Object.fromEntries(present.map(([name, x]) => [name, toData(x, `${spec.id}: ${name}`)]));
    checkInput(spec, operands, params);
    const settings: Record<string, unknown> = { reduction };
    for (const [name, param] of Object.entries(spec.params)) {
      const value = params[name];
      if (param.kind !== 'number') settings[name] = value;
      else if (value !== null) operands[name] = { shape: [], data: Float64Array.of(value as number) };
    }
    return { operands, settings: settings as Settings };
  };
  const refuseEmpty = (
    value: TensorData,
    operands: Readonly<Record<string, TensorData>>,
    settings: Settings,
  ): TensorData => {
    if (isForbiddenEmpty(text, value.data[0]!, lift, (x) => float64.numbers(x)[0]!, operands, settings)) {
      throw new RangeError(`${spec.id}: the mean is over nothing, and empty is throw`);
    }
    return value;
  };
  const loss = (given: Readonly<Record<string, Input>>, options: Readonly<Record<string, unknown>> = {}) => {
    const { operands, settings } = prepare(given, options);
    const value = refuseEmpty(read(evaluate(text, float64, lift, operands, settings).value), operands, settings);
    return settings.reduction === 'none' ? value : value.data[0]!;
  };
  const gradient = (given: Readonly<Record<string, Input>>, options: Readonly<Record<string, unknown>> = {}) => {
    const { operands, settings } = prepare(given, options);
    const all = Object.keys(operands).filter(
      (n) => (spec.operands[n] ?? (spec.params[n] as NumberParam)).differentiable,
    );
    const wrt = (options.wrt as readonly string[] | undefined) ?? all;
    for (const name of wrt) {
      if (!all.includes(name)) throw new TypeError(`${spec.id} has no gradient for ${name}; it has ${all.join(', ')}`);
    }
    const cotangent = options.cotangent === undefined ? undefined : toData(options.cotangent as Input, 'cotangent');
    const out = evaluate(text, float64, lift, operands, settings, wrt, cotangent);
    refuseEmpty(read(out.value), operands, settings);
    return Object.fromEntries(wrt.map((name, i) => [name, read(out.gradients[i]!)]));
  };
  return Object.assign(loss, { spec, gradient }) as unknown as Callable<S>;
}

const lift = (x: TensorData): Tensor<Float64Rep> => new Tensor(float64, x.shape, x.data);
const read = (x: Tensor<Float64Rep>): TensorData => ({ shape: x.shape as readonly number[], data: float64.numbers(x) });

function toData(x: Input, what: string): TensorData {
  if (typeof x === 'object' && 'shape' in x && 'data' in x) return { shape: x.shape, data: Float64Array.from(x.data) };
  if (ArrayBuffer.isView(x)) return { shape: [x.length], data: Float64Array.from(x) };
  return nestedData(x as Nested, what);
}
