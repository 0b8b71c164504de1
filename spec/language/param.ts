import type { Interval } from './domain.ts';

export type ParamValue = number | string | boolean | null;

interface Common {
  readonly meaning: string;
  /**
   * A convention is a parameter in which libraries differ: its default is the mathematics, generators leave it there
   * unless the implementation declares values of its own, and a failure explained by another value is reported as
   * that convention.
   */
  readonly convention: boolean;
}

/** A number in the formula: it rounds to the case's dtype and, where it is differentiable, has a gradient. */
export interface NumberParam extends Common {
  readonly kind: 'number';
  readonly default: number | null;
  readonly domain: Interval;
  readonly differentiable: boolean;
  /** null, too, is a value: the parameter is off. */
  readonly nullable: boolean;
  /** Values that a generator must try, beside its own. */
  readonly tries: readonly number[];
}
/** A whole number that selects structure, such as the index that marks an ignored row. */
export interface IntegerParam extends Common {
  readonly kind: 'integer';
  readonly default: number | null;
  readonly nullable: boolean;
  /** The only values, or, where absent, any integer. */
  readonly values?: readonly number[];
  readonly tries: readonly number[];
}
/** One of several definitions: each value is a piece of the formula (definitions ended by `;`), or empty. */
export interface ChoiceParam extends Common {
  readonly kind: 'choice';
  readonly default: string;
  readonly values: Readonly<Record<string, string>>;
}
/** True or false; a number 1 or 0 in the formula. */
export interface FlagParam extends Common {
  readonly kind: 'flag';
  readonly default: boolean;
}
export type Param = NumberParam | IntegerParam | ChoiceParam | FlagParam;

export const number = (
  defaultValue: number | null,
  domain: Interval,
  meaning: string,
  more: Partial<Pick<NumberParam, 'differentiable' | 'nullable' | 'tries' | 'convention'>> = {},
): NumberParam => ({
  kind: 'number',
  default: defaultValue,
  domain,
  meaning,
  differentiable: true,
  nullable: defaultValue === null,
  tries: [],
  convention: false,
  ...more,
});
export const integer = (
  defaultValue: number | null,
  meaning: string,
  more: Partial<Pick<IntegerParam, 'nullable' | 'values' | 'tries' | 'convention'>> = {},
): IntegerParam => ({
  kind: 'integer',
  default: defaultValue,
  meaning,
  nullable: defaultValue === null,
  tries: [],
  convention: false,
  ...more,
});
export const choice = <V extends Readonly<Record<string, string>>>(
  defaultValue: keyof V & string,
  values: V,
  meaning: string,
  more: { readonly convention?: boolean } = {},
): ChoiceParam & { readonly values: V } => ({
  kind: 'choice',
  default: defaultValue,
  values,
  meaning,
  convention: false,
  ...more,
});
export const flag = (
  defaultValue: boolean,
  meaning: string,
  more: { readonly convention?: boolean } = {},
): FlagParam => ({ kind: 'flag', default: defaultValue, meaning, convention: false, ...more });
