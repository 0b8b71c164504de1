import type { Question } from './question.ts';

/** A mean whose denominator is 0, where that is forbidden. */
export class MeanOverNothing extends Error {}

export interface Reduced {
  readonly value: Float64Array;
  /** The derivative of the contracted value by each item's loss. */
  readonly perLoss: Float64Array;
  /** Its derivative by any item's share of the denominator. */
  readonly perShare: number;
}

/** Reduces item losses; a mean divides by the sum of the shares, or by the number of items where there are none. */
export function reduceLosses(q: Question, losses: Float64Array, shares?: Float64Array): Reduced {
  const { round: r, walk, reduction, cotangent } = q;
  const n = losses.length;
  if (reduction === 'none') return { value: losses, perLoss: cotangent, perShare: 0 };
  let total = 0;
  for (const i of walk(n)) total = r(total + losses[i]!);
  if (reduction === 'sum') {
    return { value: Float64Array.of(total), perLoss: new Float64Array(n).fill(cotangent[0]!), perShare: 0 };
  }
  let denominator = n;
  if (shares) {
    denominator = 0;
    for (const i of walk(n)) denominator = r(denominator + shares[i]!);
  }
  if (denominator === 0) {
    if (q.params.empty === 'throw') throw new MeanOverNothing('a mean over nothing');
    const value = q.params.empty === 'zero' ? 0 : Number.NaN;
    return { value: Float64Array.of(value), perLoss: new Float64Array(n), perShare: 0 };
  }
  const mean = r(total / denominator);
  const perItem = r(cotangent[0]! / denominator);
  return {
    value: Float64Array.of(mean),
    perLoss: new Float64Array(n).fill(perItem),
    perShare: -r(perItem * mean),
  };
}

export interface ReducedElements {
  readonly value: Float64Array;
  /** The derivative of the contracted value by each element's loss before it is weighted. */
  readonly perTerm: Float64Array;
  /** The gradient of the weight, where there is one. */
  readonly gradients: { readonly weight?: Float64Array };
}

/** Weighs element losses by the operand `weight`, where it is given, and reduces them. */
export function reduceElements(q: Question, terms: Float64Array): ReducedElements {
  const { round: r } = q;
  const weight = q.operands.weight?.data;
  if (!weight) {
    const { value, perLoss } = reduceLosses(q, terms);
    return { value, perTerm: perLoss, gradients: {} };
  }
  const n = terms.length;
  const losses = new Float64Array(n);
  for (let i = 0; i < n; i++) losses[i] = times(q, weight[i]!, terms[i]!);
  const byWeight = q.params.denominator === 'weight';
  const { value, perLoss, perShare } = reduceLosses(q, losses, byWeight ? weight : undefined);
  const perTerm = new Float64Array(n);
  const weightGradient = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    perTerm[i] = r(perLoss[i]! * weight[i]!);
    // What a weight of 0 hides must not come back through the gradient of the weight.
    const hidden = weight[i] === 0 && !Number.isFinite(terms[i]!);
    weightGradient[i] = hidden ? 0 : r(perLoss[i]! * terms[i]!);
    if (byWeight) weightGradient[i] = r(weightGradient[i]! + perShare);
  }
  return { value, perTerm, gradients: { weight: weightGradient } };
}

/** factor * x, where a factor of 0 wins over an infinite x: what does not count, and 0 log 0. */
export function times({ round: r }: Question, factor: number, x: number): number {
  return factor === 0 ? 0 : r(factor * x);
}
