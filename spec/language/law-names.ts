import type { LawArguments, LawId } from './law.ts';

/** What the arguments of a law name of its loss. */
export interface LawNames {
  readonly operands?: readonly (string | undefined)[];
  /** Numeric parameters, in places where an operand could stand, too. */
  readonly numbers?: readonly string[];
  readonly params?: readonly string[];
  /** Symbols of axes. */
  readonly symbols?: readonly (string | undefined)[];
}

const nothing = (): LawNames => ({});
const copied = (from: Readonly<Record<string, unknown>>): string[] =>
  Object.values(from).flatMap((x) => {
    if (typeof x !== 'object' || x === null) return [];
    const { copy, one_hot } = x as { readonly copy?: string; readonly one_hot?: string };
    return [copy ?? one_hot ?? []].flat();
  });

/** For each law, how its arguments are read; formulas are not: the oracle reads those. */
export const lawNames: { readonly [K in LawId]: (args: LawArguments[K]) => LawNames } = {
  definition: nothing,
  gradient: nothing,
  self_consistent: nothing,
  reductions_agree: nothing,
  finite: nothing,
  gradient_finite: nothing,
  cotangent_linear: nothing,
  deterministic: nothing,
  edges: nothing,
  nan_propagates: nothing,
  bad_input_refused: nothing,
  non_negative: nothing,
  zero_iff_equal: ({ operands }) => ({ operands }),
  attains_infimum: ({ operand }) => ({ operands: [operand] }),
  label_flip: ({ negated, target, complement = [] }) => ({ operands: [negated, target], params: complement }),
  symmetric: ({ swap }) => ({ operands: swap }),
  convex: (args) => ({ operands: args.in }),
  lipschitz: (args) => ({ operands: [args.in] }),
  scale: ({ by }) => ({ numbers: Object.keys(by) }),
  translation: ({ together }) => ({ operands: together }),
  rotation: ({ together }) => ({ operands: together }),
  monotone: (args) => ({ numbers: [args.in], operands: [args.at, args.where?.operand] }),
  bounded: nothing,
  item_permutation: ({ along }) => ({ symbols: [along] }),
  class_permutation: ({ symbol }) => ({ symbols: [symbol] }),
  composes: ({ along }) => ({ symbols: [along] }),
  ignored_irrelevant: nothing,
  zero_weight_irrelevant: ({ weight }) => ({ operands: [weight] }),
  weight_scale: ({ weight }) => ({ operands: [weight] }),
  absent_class_irrelevant: ({ symbol, logits, fill }) => ({
    symbols: [symbol],
    operands: [logits, ...Object.keys(fill)],
  }),
  two_routes: ({ operands, params = {}, given = {} }) => ({
    operands: copied(operands),
    params: copied(params),
    numbers: Object.keys(given),
  }),
  limit: ({ set = {} }) => ({ params: Object.keys(set) }),
  gradient_sum: ({ operand, over }) => ({ operands: [operand], symbols: [over] }),
  descends: (args) => ({ operands: args.in }),
  parameter_matters: ({ param }) => ({ params: [param] }),
};

export const lawIds = Object.keys(lawNames) as readonly LawId[];
