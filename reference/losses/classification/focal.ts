import { exp, log, log1p, neg, oneMinus, select, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';
import { labelRows, reduceRows } from './label-rows.ts';
import { logProbabilities } from './log-probabilities.ts';

const exceptLabel = (logp: Scalar, c: Scalar, y: Scalar): Scalar => select(c.eq(y), -Infinity, logp);
/**
 * The power of 1 - p_t is taken through its logarithm, so that it keeps its digits where it vanishes and has a finite
 * derivative at any gamma: from the other classes' probabilities or, where p_t is below 1/2, from p_t.
 */
const lossBy =
  (logOneMinus: (p: Scalar) => Scalar) =>
  (logp: Scalar, logOthers: Scalar, alpha: Scalar, gamma: Scalar): Scalar => {
    const logMiss = select(logp.lt(-0.75), logOneMinus(exp(logp)), logOthers);
    // With one class nothing is left to miss: the power is constant in gamma, and not 0 times infinity.
    const isSure = logMiss.eq(-Infinity);
    const power = select(isSure, select(gamma.eq(0), 1, 0), exp(zeroTimes(gamma, select(isSure, 0, logMiss))));
    return zeroTimes(alpha, power.mul(neg(logp)));
  };
const perRow = (_: Scalar, classes: Scalar): Scalar => classes;

const by =
  (loss: ReturnType<typeof lossBy>) =>
  <R>(
    { logits, target, class_alpha, alpha, gamma }: Operands<R, 'logits' | 'target' | 'alpha' | 'gamma', 'class_alpha'>,
    settings: Settings,
  ): Tensor<R> => {
    const rows = labelRows(logits, target, settings);
    const { scores, label, counted } = rows;
    const logp = logProbabilities(scores);
    const logOthers = map(exceptLabel, logp, scores.indices(), label.column()).logSumExp();
    const factor = class_alpha ? class_alpha.expand(scores.shape).take(label).mul(alpha) : alpha;
    const terms = map(loss, logp.take(label), logOthers, factor, gamma);
    if (settings.denominator !== 'elements') return reduceRows(terms, rows, settings);
    return reduce(keep(terms, counted), settings, map(perRow, target, scores.count(-1)));
  };

/** Cross-entropy of the right class, weighed down where the answer is right: alpha (1 - p_t)^gamma. */
export const focal = defineReference('focal', by(lossBy((p) => log1p(neg(p)))), {
  'the power of a rounded 1 - p_t': by(lossBy((p) => log(oneMinus(p)))),
});
