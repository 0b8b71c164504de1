import { type Dtype, type Format, formats } from '../../reference/tensor/format.ts';
import { inInterval } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Param, ParamValue } from '../../spec/language/param.ts';
import type { LossSupport } from '../implementation.ts';
import type { RegimeName } from './regime.ts';

/** What cases may be drawn: what an implementation has, under the defaults of a dialect. */
export interface Constraint {
  /** Parameters whose default is another one than the spec's. */
  readonly defaults?: Readonly<Record<string, ParamValue>>;
  /** What the implementation has; everything but other values of conventions where left out. */
  readonly support?: LossSupport;
  /** Only these outputs are wanted. */
  readonly wants?: readonly string[];
  /** Only these regimes; every applicable one where left out. */
  readonly regimes?: readonly RegimeName[];
  /** About how many elements the largest operand of a long sum has; 1000 to 4096, in f64 to 10^4, where left out. */
  readonly elements?: number;
}

/** One value of a factor; `drawn` stands for any number between min and max that the parameter's domain has. */
export interface Option {
  /** `parameter=value`, `reduction=mean`, `+operand` or `-operand`. */
  readonly key: string;
  readonly value: ParamValue;
  readonly drawn?: { readonly min: number; readonly max: number };
}

/** Something that every case has to settle: the reduction, a parameter, or whether an optional operand is given. */
export interface Factor {
  readonly name: string;
  readonly kind: 'reduction' | 'param' | 'operand';
  readonly options: readonly Option[];
}

/**
 * The factors of a loss with the values that must be reached: reductions, optional operands, and of every parameter its
 * default, its values or tries, null where it may be off and, of numbers, some other number. A convention stays at its
 * default unless the implementation declares values. Numbers are rounded to the dtype; what that moves out of the
 * domain is left out.
 */
export function factors(spec: LossSpec, dtype: Dtype, constraint: Constraint = {}): Factor[] {
  const { support } = constraint;
  const format = formats[dtype];
  const reductions = spec.reductions.filter((r) => !support || support.reductions.includes(r));
  const optional = Object.entries(spec.operands).filter(([, operand]) => operand.absent !== undefined);
  return [
    { name: 'reduction', kind: 'reduction', options: reductions.map((r) => ({ key: `reduction=${r}`, value: r })) },
    ...optional.map(([name]): Factor => {
      const given = support?.optional?.includes(name) ?? true;
      const options = [{ key: `-${name}`, value: false }, ...(given ? [{ key: `+${name}`, value: true }] : [])];
      return { name, kind: 'operand', options };
    }),
    ...Object.entries(spec.params).map(
      ([name, param]): Factor => ({ name, kind: 'param', options: paramOptions(name, param, format, constraint) }),
    ),
  ];
}

/** Which of a factor's options a value is: the one with that value, else the drawn one. */
export function optionKey(name: string, value: ParamValue, options: readonly Option[]): string {
  const found = options.find((o) => !o.drawn && Object.is(o.value, value));
  if (found) return found.key;
  return typeof value === 'number' ? `${name}=drawn` : `${name}=${value}`;
}

function paramOptions(name: string, param: Param, format: Format, constraint: Constraint): Option[] {
  const fallback = constraint.defaults?.[name] ?? param.default;
  const declared = constraint.support?.params[name];
  const free = constraint.support ? declared === 'any' : !param.convention;
  const listed = Array.isArray(declared) ? (declared as readonly ParamValue[]) : undefined;
  const range = declared && !listed && declared !== 'any' ? (declared as { min: number; max: number }) : undefined;
  const candidates = listed ?? (free || range ? [fallback, ...ownValues(param)] : [fallback]);

  const options: Option[] = [];
  for (const candidate of candidates) {
    const value = param.kind === 'number' && typeof candidate === 'number' ? format.round(candidate) : candidate;
    if (range && !(typeof value === 'number' && value >= range.min && value <= range.max)) continue;
    if (param.kind === 'number' && typeof value === 'number' && !inInterval(value, param.domain)) continue;
    if (options.some((o) => Object.is(o.value, value))) continue;
    options.push({ key: `${name}=${candidate}`, value });
  }
  if (param.kind === 'number' && (free || range)) {
    const min = Math.max(param.domain.min, range?.min ?? -Infinity);
    const max = Math.min(param.domain.max, range?.max ?? Infinity);
    if (min < max) options.push({ key: `${name}=drawn`, value: fallback, drawn: { min, max } });
  }
  return options;
}

function ownValues(param: Param): ParamValue[] {
  switch (param.kind) {
    case 'number':
      return [...param.tries, ...(param.nullable ? [null] : [])];
    case 'integer':
      return [...(param.values ?? param.tries), ...(param.nullable ? [null] : [])];
    case 'choice':
      return Object.keys(param.values);
    case 'flag':
      return [true, false];
  }
}
