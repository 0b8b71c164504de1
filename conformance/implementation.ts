import { type Dtype, type Format, formats } from '../reference/tensor/format.ts';
import type { ParamValue } from '../spec/language/param.ts';
import type { Reduction } from '../spec/language/reduction.ts';
import type { ArithmeticDeclaration } from './acceptance/declaration.ts';
import type { Case } from './case.ts';
import type { Outcome } from './outcome.ts';

/** Which values of a parameter are supported. */
export type ParamSupport = 'any' | readonly ParamValue[] | { readonly min: number; readonly max: number };

/** What an implementation has of one loss. */
export interface LossSupport {
  /** `library` is a function of the library itself, `composed` the adapter's own composition. */
  readonly origin: 'library' | 'composed';
  /** A parameter that is not named is supported at its default only. */
  readonly params: Readonly<Record<string, ParamSupport>>;
  /** The optional operands that may be given; all where left out. */
  readonly optional?: readonly string[];
  readonly reductions: readonly Reduction[];
  readonly dtypes: readonly Dtype[];
  /** `value` and `gradient.<operand or parameter>`. */
  readonly wants: readonly string[];
}

export interface Description {
  readonly name: string;
  readonly version: string;
  readonly language: string;
  readonly device: string;
  /** Whether the same case always gives the same bits. */
  readonly deterministic: boolean;
  /** Whether it promises to refuse input outside the domain. */
  readonly validates: boolean;
  readonly arithmetic: Readonly<Partial<Record<Dtype, ArithmeticDeclaration>>>;
  /** The operators that were probed on their own before anything else was asked, and what was found. */
  readonly probes?: {
    readonly operators: readonly string[];
    readonly findings: readonly ProbeFinding[];
    /** The dtypes that it turned out not to have, each with what it said. */
    readonly lacking?: Readonly<Partial<Record<Dtype, string>>>;
  };
  /** By loss id, or by `loss@form` where the implementation computes a loss in several ways, each judged on its own. */
  readonly losses: Readonly<Record<string, LossSupport>>;
}

/** A single operation that is not what the published table of the declared arithmetic promises. */
export interface ProbeFinding {
  readonly operator: string;
  readonly about: 'ordinary numbers' | 'infinities' | 'subnormals' | 'NaN';
  /** Its operands, where it has few. */
  readonly input?: readonly number[];
  readonly got?: number;
  readonly expected?: number;
  /** The error as a multiple of the permitted one. */
  readonly ratio?: number;
  /** Why there is no number. */
  readonly message?: string;
}

/** Where the work of an implementation was done, and how that is known. */
export interface Placement {
  readonly provider: string;
  /** A profile of each graph's first run, or that there is nothing else that could have done it. */
  readonly proof: 'profile' | 'no other provider';
  /** Graphs that were looked at. */
  readonly graphs?: number;
  /** How many nodes of each operator ran there, in one run of each graph; none ran anywhere else. */
  readonly operators?: Readonly<Record<string, number>>;
  /** Cases that were not answered since the provider cannot, by what it cannot. */
  readonly unanswered?: Readonly<Record<string, number>>;
}

/** Anything that can be asked for a loss. Outcomes come in the order of the cases. */
export interface Implementation {
  describe(): Promise<Description>;
  /** `form` is the part behind the @ of a key of the description's losses. */
  evaluate(cases: readonly Case[], form?: string): Promise<Outcome[]>;
  close(): Promise<void>;
  /** The milliseconds that evaluating took so far, where others are asking, too, and an answer may have to wait. */
  readonly evaluatedMs?: number;
  /** Why cases were left unevaluated, once they were: such a run is never complete. */
  readonly incomplete?: string | undefined;
  /** What it printed so far beside its answers, where it is a process. */
  readonly printed?: string;
  /** Where what was evaluated so far ran, for one that can tell. */
  placement?(): Placement | undefined;
}

/**
 * What of a case the support does not cover, or undefined where it covers all; `defaults` are the loss's parameters,
 * `optional` its optional operands.
 */
export function unsupportedBy(
  support: LossSupport | undefined,
  c: Case,
  defaults: Readonly<Record<string, ParamValue>>,
  optional: readonly string[],
): string | undefined {
  if (!support) return c.loss;
  if (!support.dtypes.includes(c.dtype)) return `${c.loss} in ${c.dtype}`;
  if (!support.reductions.includes(c.reduction)) return `${c.loss} with reduction ${c.reduction}`;
  for (const want of c.wants) if (!support.wants.includes(want)) return `${want} of ${c.loss}`;
  for (const name of Object.keys(c.operands)) {
    if (optional.includes(name) && support.optional && !support.optional.includes(name))
      return `${c.loss} with ${name}`;
  }
  for (const [name, value] of Object.entries(c.params)) {
    if (!supportsValue(support.params[name], value, defaults[name] ?? null, formats[c.dtype]))
      return `${c.loss} with ${name} = ${value}`;
  }
  return undefined;
}

/**
 * Whether a declared support admits a case's value of a parameter: as declared, or as that rounds to the case's format
 * (0.1 admits the float32 next to it); undeclared parameters admit their default.
 */
export function supportsValue(
  support: ParamSupport | undefined,
  value: ParamValue,
  fallback: ParamValue,
  { round }: Format,
): boolean {
  const is = (v: ParamValue): boolean => Object.is(v, value) || (typeof v === 'number' && Object.is(round(v), value));
  if (support === undefined) return is(fallback);
  if (support === 'any') return true;
  if ('min' in support) return typeof value === 'number' && value >= support.min && value <= support.max;
  return support.some(is);
}
