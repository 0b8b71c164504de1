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
  /** 0 where the two operands are equal, and positive where they differ in every item. */
  zero_iff_equal: { readonly operands: readonly [string, string] };
  /**
   * With `operand` replaced by `minimiser` an item's loss is `infimum`, and it is nowhere less: two formulas over the
   * names of the loss's own. Near the minimiser the loss must be convex in the operand.
   */
  attains_infimum: { readonly operand: string; readonly minimiser: string; readonly infimum: string };
  /**
   * L(z, y) = L(-z, 1 - y), z `negated` and y `target`, or L(-z, -y) where the labels are -1 and 1; `complement` names
   * numeric parameters p that become 1 - p.
   */
  label_flip: { readonly negated: string; readonly target: string; readonly complement?: readonly string[] };
  /** Exchanging the two operands, of the same shape and domain, changes nothing. */
  symmetric: { readonly swap: readonly [string, string] };
  /** Jointly in these operands, along any segment. */
  convex: { readonly in: readonly string[] };
  /**
   * |L(x) - L(x')| <= constant * norm(x - x') of each unweighted item, the norm over what the item sees of the operand;
   * the constant is a formula over the names of the loss's own.
   */
  lipschitz: { readonly in: string; readonly norm: 'max' | 'euclidean' | 'absolute'; readonly constant: string };
  /** Each operand or numeric parameter x times t^k for its k multiplies the value by t^degree, t > 0. */
  scale: { readonly by: Readonly<Record<string, number>>; readonly degree: number };
  /**
   * The same shift added to these operands: one number for `all`, one per `coordinate` of the last axis, one per `row`
   * (item, or place in which items are counted), or, for boxes, one in x and one in y.
   */
  translation: { readonly together: readonly string[]; readonly shift: 'all' | 'coordinate' | 'row' | 'box' };
  /** The same rotation of the last axis of these operands. */
  rotation: { readonly together: readonly string[] };
  /** In which direction an item's loss moves, or stays, when the operand or the numeric parameter grows. */
  monotone: {
    readonly in: string;
    readonly direction: 'increasing' | 'decreasing';
    /** Only at the class that this operand of indices names. */
    readonly at?: string;
    /** Only where this operand, in the same place or for the item, holds this number. */
    readonly where?: { readonly operand: string; readonly equals: number };
  };
  /** Each unweighted item lies in [min, max]. */
  bounded: { readonly min: number; readonly max: number };
  /**
   * Permuting everything along an axis that numbers items (of `...`, any one of its axes) permutes the terms and leaves
   * sum and mean.
   */
  item_permutation: { readonly along: string };
  /** Permuting the classes of every operand that has the axis of this symbol, and the labels alike, changes nothing. */
  class_permutation: { readonly symbol: string };
  /**
   * mean(A and B) = (d_A mean A + d_B mean B) / (d_A + d_B), d the denominators; sums add, and terms stay. The batch is
   * cut along the axis of this symbol, by default along any axis of its items.
   */
  composes: { readonly along?: string };
  /** What an ignored item holds, NaN and infinity too, reaches neither value nor gradient; its own gradient is 0. */
  ignored_irrelevant: Plain;
  /** What an item of weight 0 holds, NaN and infinity too, reaches neither value nor gradient. */
  zero_weight_irrelevant: { readonly weight: string };
  /** A mean is unchanged when every weight is multiplied by the same power of two. */
  weight_scale: { readonly weight: string };
  /**
   * A class of probability 0 that nobody is labelled with may be left out: `logits` get -infinity (or a number so far
   * below the others that no format sees its exponential), or 0 where they are probabilities, and the other operands
   * with the axis the number given in `fill`.
   */
  absent_class_irrelevant: {
    readonly symbol: string;
    readonly logits: string;
    readonly fill: Readonly<Record<string, number>>;
  };
  /** Another loss, or another way to give the same input, computes the same. */
  two_routes: Route;
  /** At or towards a limit the loss is another expression. */
  limit: Limit;
  /** The gradient of an item's loss with respect to this operand sums to `total` along the axis of this symbol. */
  gradient_sum: { readonly operand: string; readonly over: string; readonly total: number };
  /** A small step to the side that the gradient of these operands points away from lowers the value. */
  descends: { readonly in: readonly string[] };
  /** There is a case whose value this parameter changes. */
  parameter_matters: { readonly param: string };
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
  /**
   * The other route's operands: a formula over the names of this loss's own, item by item; the same tensor (left out
   * where it is left out here); or class indices as probabilities 0 and 1. Formulas whose result the dtype does not
   * hold exactly say nothing: `given` makes them exact.
   */
  readonly operands: Readonly<Record<string, string | { readonly copy: string } | { readonly one_hot: string }>>;
  /** The other route's parameters that do not have their defaults; `empty` is this one's. */
  readonly params?: Readonly<Record<string, ParamValue | { readonly copy: string } | { readonly formula: string }>>;
  /** The other value times this formula of the parameters is this value; 1 where absent. */
  readonly factor?: string;
  /**
   * Operands and numeric parameters of this loss that are first moved to a neighbour, so that formulas of them are
   * exact: to a dyadic `grid` (sums, differences, 1 - x), or to a `power_of_two` (products, reciprocals).
   */
  readonly given?: Readonly<Record<string, 'grid' | 'power_of_two'>>;
}

/** Where the loss becomes another expression. */
export interface Limit {
  readonly name: string;
  /** Parameters and what they are set to before comparing: a value, or a power of two that no item's formula exceeds. */
  readonly set?: Readonly<Record<string, ParamValue | { readonly atLeast: string }>>;
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
  /** These operands hold no 0. */
  readonly nonzero?: readonly string[];
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
export const inapplicable = (because: string): Cell<never> => ({ kind: 'inapplicable', because });
