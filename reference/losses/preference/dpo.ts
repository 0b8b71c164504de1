import { abs, exp, log1p, neg, oneMinus, select, softplus, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { softplusByLog } from '../softplus-by-log.ts';

type Given = 'policy_chosen' | 'policy_rejected' | 'beta' | 'label_smoothing';
type DpoOperands<R> = Operands<R, Given, 'reference_chosen' | 'reference_rejected'>;
/** The loss of two numbers of which the first is to exceed the second. */
type Term = (right: Scalar, wrong: Scalar, beta: Scalar, smoothing: Scalar) => Scalar;
type Margin = (right: Scalar, wrong: Scalar, beta: Scalar) => Scalar;
type Differences = <R>(operands: DpoOperands<R>) => readonly [right: Tensor<R>, wrong: Tensor<R>];

const less = <R>(x: Tensor<R>, y: Tensor<R> | undefined): Tensor<R> => (y ? x.sub(y) : x);
/** The log-ratio of either answer. Where the policy is near its reference, these differences are exact. */
const byAnswer: Differences = (o) => [
  less(o.policy_chosen, o.reference_chosen),
  less(o.policy_rejected, o.reference_rejected),
];
/** What either model prefers the chosen answer by. */
const byModel: Differences = (o) => {
  const [chosen, rejected] = [o.reference_chosen, o.reference_rejected];
  if (!chosen && !rejected) return [o.policy_chosen, o.policy_rejected];
  return [o.policy_chosen.sub(o.policy_rejected), chosen ? less(chosen, rejected) : rejected!.neg()];
};

const scaledDifference: Margin = (right, wrong, beta) => beta.mul(right.sub(wrong));
/** As the paper writes it: either answer has its reward, beta times its log-ratio. */
const ofRewards: Margin = (right, wrong, beta) => beta.mul(right).sub(beta.mul(wrong));

/** log(1 + exp(-|h|)), and of |h| the share that its side costs: nothing cancels, in the slopes neither. */
const bySide =
  (margin: Margin): Term =>
  (right, wrong, beta, smoothing) => {
    const h = margin(right, wrong, beta);
    const cost = select(h.ge(0), zeroTimes(smoothing, h), zeroTimes(oneMinus(smoothing), neg(h)));
    return log1p(exp(neg(abs(h)))).add(cost);
  };
const twoTerms =
  (rises: (x: Scalar) => Scalar): Term =>
  (right, wrong, beta, smoothing) => {
    const h = scaledDifference(right, wrong, beta);
    return zeroTimes(oneMinus(smoothing), rises(neg(h))).add(zeroTimes(smoothing, rises(h)));
  };
const logSigmoids = twoTerms(softplus);
const byLog = twoTerms(softplusByLog);

const dpoText =
  (term: Term, differences: Differences) =>
  <R>(operands: DpoOperands<R>, settings: Settings): Tensor<R> =>
    reduce(map(term, ...differences(operands), operands.beta, operands.label_smoothing), settings);

/** The softplus of minus the margin, and with smoothing its counterpart. */
export const dpo = defineReference('dpo', dpoText(bySide(scaledDifference), byAnswer), {
  'the difference of each model first': dpoText(bySide(scaledDifference), byModel),
  'the difference of rewards': dpoText(bySide(ofRewards), byAnswer),
  'two log-sigmoids': dpoText(logSigmoids, byAnswer),
  'two log-sigmoids, the difference of each model first': dpoText(logSigmoids, byModel),
  'log(1 + exp)': dpoText(byLog, byModel),
});
