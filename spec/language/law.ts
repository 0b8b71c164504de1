import type { ParamValue } from './param.ts';
import type { Reduction } from './reduction.ts';
import type { Sample } from './sample.ts';

/**
 * The laws and what each needs to know of a loss to be stated. Their meaning stands in conformance/properties, one
 * file a law. The universal ones defineLoss fills in.
 */
export interface LawArguments {
  /** The value is what the formula says, within the permitted error. */
  definition: Plain;
  /** Each gradient, contracted with the cotangent, is the formula's, within the permitted error. */
  gradient: Plain;
  /** The gradient agrees with central differences of the implementation's own values. */
  self_consistent: Plain;
  /** sum adds the terms of none, and mean divides that by the denominator. */
  reductions_agree: Plain;
  /** Finite wherever the mathematics is, with a margin of 4 to the largest number. */
  finite: Plain;
  /** The gradient is finite wherever the exact one is representable. */
  gradient_finite: Plain;
  /** A gradient is linear in the cotangent. */
  cotangent_linear: Plain;
  /** The same case gives the same bits, in any order and in any batch. */
  deterministic: Plain;
  /** Non-finite, empty and all-ignored input gives what the spec's edges say. */
  edges: Plain;
  /** NaN in an operand that counts gives NaN. */
  nan_propagates: Plain;
  /** Input outside the domain is refused, by an implementation that says it validates. */
  bad_input_refused: Plain;

  non_negative: Plain;
  /** 0 where the two operands are equal, and positive elsewhere. */
  zero_iff_equal: { readonly operands: readonly [string, string] };
  /** With `operand` replaced by the formula `minimiser` the value is `infimum`, and nowhere less. */
  attains_infimum: { readonly operand: string; readonly minimiser: string; readonly infimum: string };
  /** L(z, y) = L(-z, 1 - y); `complement` names parameters p that become 1 - p. */
  label_flip: { readonly negated: string; readonly target: string; readonly complement?: readonly string[] };
  symmetric: { readonly swap: readonly [string, string] };
  /** Jointly in these operands along any segment. */
  convex: { readonly in: readonly string[] };
  /** |L(x) - L(x')| <= constant * norm(x - x'), item by item; the constant is a formula over the parameters. */
  lipschitz: { readonly in: string; readonly norm: 'max' | 'euclidean' | 'absolute'; readonly constant: string };
  /** Each operand or parameter x times t^k for its k multiplies the value by t^degree, t > 0. */
  scale: { readonly by: Readonly<Record<string, number>>; readonly degree: number };
  /** The same shift added to these operands: one for all, one per coordinate of the last axis, or one per row. */
  translation: { readonly together: readonly string[]; readonly shift: 'all' | 'coordinate' | 'row' };
  /** The same rotation of the last axis of these operands. */
  rotation: { readonly together: readonly string[] };
  /** In which direction the item's loss moves when the operand (at its target class, where `at` says so) grows. */
  monotone: {
    readonly in: string;
    readonly direction: 'increasing' | 'decreasing';
    readonly at?: 'target';
    /** The direction is that for a hard label of this value. */
    readonly label?: 0 | 1;
  };
  /** Item by item; `max` may be approached but not reached where `open`. */
  bounded: { readonly min: number; readonly max: number; readonly open?: boolean };
  /** Permuting the items permutes the terms and leaves sum and mean. */
  item_permutation: { readonly operands: readonly string[] };
  /** Permuting the classes of every operand that has them (labels too) changes nothing. */
  class_permutation: { readonly symbol: string };
  /** mean(A and B) = (d_A mean A + d_B mean B) / (d_A + d_B), d the denominators. */
  composes: Plain;
  /** What an ignored item holds, NaN and infinity too, reaches neither value nor gradient. */
  ignored_irrelevant: Plain;
  /** What an item of weight 0 holds, NaN and infinity too, reaches neither value nor gradient. */
  zero_weight_irrelevant: { readonly weight: string };
  /** A mean is unchanged when every weight is multiplied by the same power of two. */
  weight_scale: { readonly weight: string };
  /** A class of probability 0 (logit -infinity) that nobody is labelled with may be left out. */
  absent_class_irrelevant: { readonly symbol: string };
  /** Another loss, or another way to give the same input, computes the same. */
  two_routes: { readonly routes: readonly Route[] };
  /** At or towards a parameter's limit the loss is another expression. */
  limit: { readonly limits: readonly Limit[] };
  /** The gradient of this operand sums to `total` along the axis named by the symbol, for a unit cotangent. */
  gradient_sum: { readonly operand: string; readonly over: string; readonly total: number };
  /** A small step against the gradient of these operands lowers the value. */
  descends: { readonly in: readonly string[] };
  /** For each of these parameters there is a case whose value it changes. */
  parameter_matters: { readonly params: readonly string[] };
}
export type LawId = keyof LawArguments;
/** A law that needs to know nothing more of a loss. */
type Plain = Readonly<Record<never, never>>;

/** True of every loss, by the meaning of a loss. */
export const universalLaws = [
  'definition',
  'gradient',
  'self_consistent',
  'reductions_agree',
  'finite',
  'gradient_finite',
  'cotangent_linear',
  'deterministic',
  'edges',
  'nan_propagates',
  'bad_input_refused',
] as const;
export type UniversalLawId = (typeof universalLaws)[number];

/** Another way to the same number, as data: which loss, and how its operands and parameters follow from this one's. */
export interface Route {
  readonly name: string;
  /** The other loss's id, or this loss's own. */
  readonly loss: string;
  /** The other route's operands and parameters: a formula of this one's per name, item-wise, or a named rewriting. */
  readonly operands: Readonly<Record<string, string | { readonly rewrite: 'one_hot' | 'copy'; readonly of: string }>>;
  readonly params?: Readonly<Record<string, ParamValue | { readonly copy: string }>>;
  /** The other value times this formula of the parameters is this value; 1 where absent. */
  readonly factor?: string;
  readonly when?: Condition;
}

/** A value of a parameter at which the loss becomes another expression. */
export interface Limit {
  readonly name: string;
  /** Parameters and the values they are set to before comparing. */
  readonly set: Readonly<Record<string, ParamValue | { readonly formula: string }>>;
  /** The item's loss there, as a formula over the same names. */
  readonly becomes: string;
  /** How far the item's loss may be from it (a formula); an identity where absent. */
  readonly within?: string;
}

/** Under which options a law is stated; every clause must hold. */
export interface Condition {
  readonly params?: Readonly<
    Record<string, ParamValue | readonly ParamValue[] | { readonly min?: number; readonly max?: number }>
  >;
  readonly absent?: readonly string[];
  readonly present?: readonly string[];
  readonly reduction?: readonly Reduction[];
  /** These operands hold only 0 and 1. */
  readonly hard?: readonly string[];
}

export type Cell<A> =
  | {
      readonly kind: 'holds';
      readonly instances: readonly { readonly args: A; readonly when?: Condition }[];
      readonly otherwise?: readonly Witness<A>[];
    }
  | { readonly kind: 'false'; readonly witness: Witness<A> }
  | { readonly kind: 'inapplicable'; readonly because: string };

/** A sample on which the law, with these arguments, is broken; the exact oracle confirms it. */
export interface Witness<A> {
  readonly args: A;
  readonly sample: Sample;
  /** Of a law about two points, the operands in which the second one differs. */
  readonly to?: Sample['operands'];
  readonly because: string;
}

/** A row without blanks; universal laws may be left out, then they hold. */
export type LawTable = { readonly [K in Exclude<LawId, UniversalLawId>]: Cell<LawArguments[K]> } & {
  readonly [K in UniversalLawId]?: Cell<LawArguments[K]>;
};
export type FullLawTable = { readonly [K in LawId]: Cell<LawArguments[K]> };

export const holds = <A>(args: A, when?: Condition, otherwise?: readonly Witness<A>[]): Cell<A> => ({
  kind: 'holds',
  instances: [when ? { args, when } : { args }],
  ...(otherwise ? { otherwise } : {}),
});
/** A law that holds with several sets of arguments. */
export const holdsFor = <A>(
  instances: readonly { readonly args: A; readonly when?: Condition }[],
  otherwise?: readonly Witness<A>[],
): Cell<A> => ({
  kind: 'holds',
  instances,
  ...(otherwise ? { otherwise } : {}),
});
export const isFalse = <A>(witness: Witness<A>): Cell<A> => ({ kind: 'false', witness });
export const inapplicable = <A>(because: string): Cell<A> => ({ kind: 'inapplicable', because });
