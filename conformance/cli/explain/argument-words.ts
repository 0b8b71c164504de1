import type { LawArguments, LawId, Limit, Route } from '../../../spec/language/law.ts';

/** What a law says of this loss: the arguments in plain words, nothing where it has none. */
export function argumentWords<K extends LawId>(law: K, args: LawArguments[K]): string {
  return (words[law] as (args: LawArguments[K]) => string)(args);
}

const none = (): string => '';
const and = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const words: { readonly [K in LawId]: (args: LawArguments[K]) => string } = {
  definition: none,
  gradient: none,
  self_consistent: none,
  reductions_agree: none,
  finite: none,
  gradient_finite: none,
  cotangent_linear: none,
  deterministic: none,
  edges: none,
  nan_propagates: none,
  bad_input_refused: none,
  non_negative: none,
  ignored_irrelevant: none,
  zero_iff_equal: ({ operands }) => `0 where ${operands.join(' = ')}, and positive elsewhere`,
  attains_infimum: ({ operand, minimiser, infimum }) => `least at ${operand} = ${minimiser}, where it is ${infimum}`,
  label_flip: ({ negated, target, complement = [] }) =>
    `${negated} with the other sign and ${target} with the other label cost the same` +
    (complement.length > 0 ? `, with ${and(complement.map((p) => `1 - ${p}`))} for ${and(complement)}` : ''),
  symmetric: ({ swap }) => `${and(swap)} may change places`,
  convex: ({ in: names }) => `in ${and(names)}${names.length > 1 ? ' together' : ''}`,
  lipschitz: ({ in: name, norm, constant }) =>
    `an item changes by at most ${constant === '1' ? '' : `${grouped(constant)} times `}${norms[norm]} ${name}`,
  scale: ({ by, degree }) =>
    `multiplying ${scaled(by)} ${degree === 0 ? 'changes nothing' : `multiplies the loss by ${power(degree)}`}`,
  translation: ({ together, shift }) => `${shifts[shift]} ${and(together)}`,
  rotation: ({ together }) => `turning the vectors of ${and(together)}${together.length > 1 ? ' together' : ''}`,
  monotone: ({ in: name, direction, at, where }) =>
    `${direction} in ${name}${at ? `, at the class of ${at}` : ''}${where ? `, where ${where.operand} is ${where.equals}` : ''}`,
  bounded: ({ min, max }) => `an item in [${min}, ${max}]`,
  item_permutation: ({ along }) => `along ${along === '...' ? 'any of the axes ...' : along}`,
  class_permutation: ({ symbol }) => `the classes along ${symbol}`,
  composes: ({ along }) => (along ? `cut along ${along}` : ''),
  zero_weight_irrelevant: ({ weight }) => `where ${weight} is 0`,
  weight_scale: ({ weight }) => `multiplying all of ${weight}`,
  absent_class_irrelevant: ({ symbol, logits, fill }) =>
    `a class along ${symbol} that ${logits} rules out` +
    Object.entries(fill)
      .map(([name, x]) => `, and ${name} is ${x}`)
      .join(''),
  two_routes: (route) => `${route.name} (${routeText(route)})`,
  limit: (limit) => limitText(limit),
  gradient_sum: ({ operand, over, total }) => `the gradient by ${operand} sums to ${total} over ${over}`,
  descends: ({ in: names }) => `a small step against the gradient by ${and(names)}`,
  parameter_matters: ({ param }) => `${param} matters`,
};

const norms = {
  max: 'the largest change in',
  euclidean: 'the Euclidean length of the change in',
  absolute: 'the absolute change in',
} as const;

const shifts = {
  all: 'adding one number to all of',
  coordinate: 'adding a number a coordinate to',
  row: 'adding a number a row to',
  box: 'moving the boxes together of',
} as const;

/** A formula that stands in front of `times`. */
const grouped = (formula: string): string => (/\s/.test(formula) ? `(${formula})` : formula);

const power = (k: number): string => (k === 1 ? 't' : k < 0 ? `1/${power(-k)}` : `t^${k}`);

/** `prediction and target by t, delta by t^2`: names of the same power together. */
function scaled(by: Readonly<Record<string, number>>): string {
  const powers = [...new Set(Object.values(by))];
  return and(powers.map((k) => `${and(Object.keys(by).filter((name) => by[name] === k))} by ${power(k)}`));
}

/** Which loss the other way is, and what of its input is not just the same. */
function routeText({ loss, operands, params = {}, factor }: Route): string {
  const given = Object.entries(operands).flatMap(([name, from]) => {
    if (typeof from === 'string') return [`${name} = ${from}`];
    if ('one_hot' in from) return [`${name} = ${from.one_hot} as probabilities 0 and 1`];
    return from.copy === name ? [] : [`${name} = ${from.copy}`];
  });
  const set = Object.entries(params).flatMap(([name, from]) => {
    if (from === null || typeof from !== 'object') return [`${name} = ${from}`];
    if ('formula' in from) return [`${name} = ${from.formula}`];
    return from.copy === name ? [] : [`${name} = ${from.copy}`];
  });
  const parts = [...given, ...set];
  return `${factor ? `${grouped(factor)} times ` : ''}${loss}${parts.length > 0 ? ` with ${parts.join(', ')}` : ''}`;
}

function limitText({ name, set = {}, becomes, within }: Limit): string {
  const at = Object.entries(set).map(([param, to]) =>
    to !== null && typeof to === 'object' ? `${param} >= ${to.atLeast}` : `${param} = ${to}`,
  );
  return `${name}${at.length > 0 ? ` (${at.join(', ')})` : ''}: ${becomes}${within ? `, but for at most ${within}` : ''}`;
}
