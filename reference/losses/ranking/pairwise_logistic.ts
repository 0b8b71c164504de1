import { select, softplus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { softplusByLog } from '../softplus-by-log.ts';
import { across, betterPairs } from './better-pairs.ts';

type RankingOperands<R> = Operands<R, 'scores' | 'relevance', 'valid'>;
type Pair = (better: Scalar, worse: Scalar, counts: Scalar) => Scalar;

const strict: Pair = (better, worse, counts) => select(counts.eq(1), softplus(worse.sub(better)), 0);
const byLog: Pair = (better, worse, counts) => select(counts.eq(1), softplusByLog(worse.sub(better)), 0);

const by =
  (pair: Pair) =>
  <R>(operands: RankingOperands<R>, settings: Settings): Tensor<R> => {
    const { scores } = operands;
    const pairs = betterPairs(operands);
    const terms = map(pair, scores.column(), across(scores), pairs).sum(-1, -2);
    return reduce(terms, settings, settings.denominator === 'count' ? undefined : pairs.sum(-1, -2));
  };

/** log(1 + exp(worse - better)), summed over the pairs of a list. */
export const pairwiseLogistic = defineReference('pairwise_logistic', by(strict), { 'log(1 + exp)': by(byLog) });
