import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { across, betterPairs } from './better-pairs.ts';

const pair = (better: Scalar, worse: Scalar, counts: Scalar, margin: Scalar): Scalar =>
  select(counts.eq(1), max(margin.add(worse.sub(better)), 0), 0);

function strict<R>(operands: Operands<R, 'scores' | 'relevance' | 'margin', 'valid'>, settings: Settings): Tensor<R> {
  const { scores, margin } = operands;
  const pairs = betterPairs(operands);
  const terms = map(pair, scores.column(), across(scores), pairs, margin).sum(-1, -2);
  return reduce(terms, settings, settings.denominator === 'count' ? undefined : pairs.sum(-1, -2));
}

/** By how much each better item fails to lead each worse one by the margin, summed over the pairs of a list. */
export const pairwiseHingeRanking = defineReference('pairwise_hinge_ranking', strict);
