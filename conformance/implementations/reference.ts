import { Rounded, type RoundedOptions } from '../../reference/arithmetic/rounded.ts';
import { evaluate, isForbiddenEmpty } from '../../reference/evaluate.ts';
import { checkInput } from '../../reference/losses/check-input.ts';
import type { AnyLossText } from '../../reference/losses/loss-reference.ts';
import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { Tensor } from '../../reference/tensor/tensor.ts';
import type { TensorData } from '../../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { reductions } from '../../spec/language/reduction.ts';
import { type Case, gradientNames, type TypedTensor, typedTensor, type Want } from '../case.ts';
import type { Description, Implementation, LossSupport } from '../implementation.ts';
import { type Losses, ownLosses } from '../losses/losses.ts';
import type { Outcome } from '../outcome.ts';
import { textInput } from '../settings.ts';

export interface ReferenceOptions {
  /** The suite's own where left out. */
  readonly losses?: Losses;
  /** Which text computes a loss; the reference's strict one by default. */
  readonly text?: (loss: string) => AnyLossText | undefined;
  /** Order of summation, and an accumulator for the short formats. */
  readonly order?: RoundedOptions['order'];
  readonly accumulator?: Dtype;
  /** What computes; by default every operation is rounded. */
  readonly arithmetic?: typeof Rounded;
  /** What becomes of right outputs before they are handed over: for implementations that are wrong on purpose. */
  readonly corrupt?: (outputs: Partial<Record<Want, TypedTensor>>, c: Case) => Partial<Record<Want, TypedTensor>>;
  readonly name?: string;
  /** Refuse input outside the domain, as the library does; true by default. */
  readonly validates?: boolean;
}

const dtypes = ['f64', 'f32', 'f16', 'bf16'] as const;

/** Our own references as an implementation, each operation rounded to the case's dtype. */
export function referenceImplementation(options: ReferenceOptions = {}): Implementation {
  const { losses = ownLosses, order, accumulator, corrupt, name = 'lossproof reference' } = options;
  const { arithmetic: Arithmetic = Rounded, validates = true } = options;
  const { specs, references } = losses;
  const text = options.text ?? ((loss: string) => references[loss]?.algorithms[0].text);
  const arithmetics = new Map<Dtype, Rounded>();
  const arithmeticOf = (dtype: Dtype): Rounded => {
    let found = arithmetics.get(dtype);
    if (!found) {
      const wide = dtype === 'f64' || dtype === 'f32' ? undefined : accumulator;
      found = new Arithmetic(formats[dtype], {
        ...(order ? { order } : {}),
        ...(wide ? { accumulator: formats[wide] } : {}),
      });
      arithmetics.set(dtype, found);
    }
    return found;
  };
  const answer = (c: Case): Outcome => {
    const spec = specs[c.loss];
    const loss = spec && text(c.loss);
    if (!spec || !loss) return { status: 'unsupported', what: c.loss };
    if (validates) {
      try {
        checkInput(spec, c.operands, c.params, formats[c.dtype]);
      } catch (error) {
        return { status: 'rejected', kind: (error as Error).name, message: (error as Error).message };
      }
    }
    const arithmetic = arithmeticOf(c.dtype);
    const { operands, settings } = textInput(spec, c);
    const wrt = gradientNames(c);
    // Labels are integers beside the format: bf16 has the first 256 only.
    const lift = (x: TensorData & { readonly dtype?: TypedTensor['dtype'] }) =>
      x.dtype === 'i64' ? new Tensor(arithmetic, x.shape, Array.from(x.data)) : arithmetic.tensor(x.data, x.shape);
    const out = evaluate(loss, arithmetic, lift, operands, settings, wrt, wrt.length ? c.cotangent : undefined);
    const stored = (x: (typeof out)['value']): TypedTensor =>
      typedTensor(c.dtype, arithmetic.numbers(x), x.shape as readonly number[]);
    const value = stored(out.value);
    if (isForbiddenEmpty(loss, value.data[0]!, lift, (x) => arithmetic.numbers(x)[0]!, operands, settings)) {
      return { status: 'rejected', kind: 'RangeError', message: 'the mean is over nothing, and empty is throw' };
    }
    const outputs: Partial<Record<Want, TypedTensor>> = {};
    if (c.wants.includes('value')) outputs.value = value;
    wrt.forEach((operand, i) => {
      outputs[`gradient.${operand}`] = stored(out.gradients[i]!);
    });
    return { status: 'value', outputs: corrupt ? corrupt(outputs, c) : outputs };
  };
  return {
    describe: async () => describe(name, validates, specs, accumulator),
    evaluate: async (cases) => cases.map(answer),
    close: async () => {},
  };
}

function describe(
  name: string,
  validates: boolean,
  specs: Readonly<Record<string, LossSpec>>,
  accumulator?: Dtype,
): Description {
  const arithmetic = Object.fromEntries(
    dtypes.map((d) => [
      d,
      {
        storage: d,
        arithmetic: d,
        accumulator: d === 'f16' || d === 'bf16' ? (accumulator ?? d) : d,
        subnormals: 'kept' as const,
      },
    ]),
  );
  return {
    name,
    version: '0.1.0',
    language: 'TypeScript',
    device: 'cpu',
    deterministic: true,
    validates,
    arithmetic,
    losses: Object.fromEntries(Object.values(specs).map((spec) => [spec.id, supportOf(spec)])),
  };
}

/** Everything that the spec of a loss has. */
function supportOf(spec: LossSpec): LossSupport {
  const numbers = Object.entries(spec.params).filter(([, p]) => p.kind === 'number' && p.differentiable);
  const operands = Object.entries(spec.operands).filter(([, o]) => o.differentiable);
  return {
    origin: 'library',
    params: Object.fromEntries(Object.keys(spec.params).map((name) => [name, 'any' as const])),
    reductions: reductions.filter((r) => spec.reductions.includes(r)),
    dtypes,
    wants: ['value', ...[...operands, ...numbers].map(([name]) => `gradient.${name}`)],
  };
}
