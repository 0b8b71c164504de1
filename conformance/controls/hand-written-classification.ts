import { reduceElements, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** log(1 + exp(z)). */
const softplus = ({ round: r }: Question, z: number): number =>
  r(Math.max(z, 0) + r(Math.log1p(r(Math.exp(-Math.abs(z))))));

/** 1 / (1 + exp(-z)). */
function sigmoid({ round: r }: Question, z: number): number {
  const e = r(Math.exp(-Math.abs(z)));
  return r((z >= 0 ? 1 : e) / r(1 + e));
}

/** pos_weight y log(1 + exp(-z)) + (1 - y) log(1 + exp(z)). */
export function bceWithLogits(q: Question): Answer {
  const { round: r, walk } = q;
  const logits = q.operands.logits!.data;
  const target = q.operands.target!.data;
  const posWeight = q.operands.pos_weight?.data ?? Float64Array.of(1);
  const labels = posWeight.length;
  const n = logits.length;
  const terms = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [z, y] = [logits[i]!, target[i]!];
    const positive = times(q, r(posWeight[i % labels]! * y), softplus(q, -z));
    terms[i] = r(positive + times(q, r(1 - y), softplus(q, z)));
  }
  const { value, perTerm, gradients } = reduceElements(q, terms);
  const byLogits = new Float64Array(n);
  const byTarget = new Float64Array(n);
  const byPosWeight = new Float64Array(labels);
  for (const i of walk(n)) {
    const [z, y, factor] = [logits[i]!, target[i]!, posWeight[i % labels]!];
    const slope = r(r(r(1 - y) * sigmoid(q, z)) - r(r(factor * y) * sigmoid(q, -z)));
    byLogits[i] = times(q, perTerm[i]!, slope);
    byTarget[i] = times(q, perTerm[i]!, r(times(q, factor, softplus(q, -z)) - softplus(q, z)));
    const share = times(q, perTerm[i]!, times(q, y, softplus(q, -z)));
    byPosWeight[i % labels] = r(byPosWeight[i % labels]! + share);
  }
  return { value, gradients: { ...gradients, logits: byLogits, target: byTarget, pos_weight: byPosWeight } };
}

/** alpha_t (1 - p_t)^gamma times binary cross-entropy. */
export function binaryFocal(q: Question): Answer {
  const { round: r, walk } = q;
  const logits = q.operands.logits!.data;
  const target = q.operands.target!.data;
  const [alpha, gamma] = [q.params.alpha as number, q.params.gamma as number];
  const isBalanced = q.params.balanced as boolean;
  const n = logits.length;

  const missOf = (z: number, y: number): number => r(r(y * sigmoid(q, -z)) + r(r(1 - y) * sigmoid(q, z)));
  const entropyOf = (z: number, y: number): number =>
    r(times(q, y, softplus(q, -z)) + times(q, r(1 - y), softplus(q, z)));
  // A miss that is too small to be written has a power that is not: by its logarithm.
  const focusOf = (z: number, miss: number): number =>
    r(miss === 0 && gamma > 0 ? Math.exp(r(-gamma * Math.abs(z))) : miss ** gamma);
  const balanceOf = (y: number): number => (isBalanced ? r(r(alpha * y) + r(r(1 - alpha) * r(1 - y))) : 1);
  const terms = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [z, y] = [logits[i]!, target[i]!];
    const focus = focusOf(z, missOf(z, y));
    terms[i] = times(q, balanceOf(y), times(q, focus, entropyOf(z, y)));
  }

  const { value, perTerm, gradients } = reduceElements(q, terms);
  const byLogits = new Float64Array(n);
  const byTarget = new Float64Array(n);
  let [byAlpha, byGamma] = [0, 0];
  for (const i of walk(n)) {
    const [z, y, upstream] = [logits[i]!, target[i]!, perTerm[i]!];
    const [right, wrong] = [sigmoid(q, z), sigmoid(q, -z)];
    const [miss, entropy, balance] = [missOf(z, y), entropyOf(z, y), balanceOf(y)];
    const focus = focusOf(z, miss);
    // The slope of miss^gamma by miss, written as gamma miss^gamma / miss: with a gamma below 1 the power of a
    // vanishing miss would overflow.
    const steepness = r(gamma * focus);
    const bend = steepness === 0 || miss === 0 ? 0 : r(r(r(1 - r(2 * y)) * r(right * wrong)) / miss);
    const bySlope = r(r(r(1 - y) * right) - r(y * wrong));
    const slope = r(times(q, r(steepness * bend), entropy) + times(q, focus, bySlope));
    byLogits[i] = times(q, upstream, times(q, balance, slope));

    // Entropy and miss vanish alike: their quotient first, since the product of two tiny numbers underflows.
    const quotient = miss === 0 ? 1 : r(entropy / miss);
    const ofFocus = steepness === 0 ? 0 : r(r(steepness * quotient) * r(wrong - right));
    const ofEntropy = times(q, focus, r(softplus(q, -z) - softplus(q, z)));
    const ofBalance = isBalanced ? times(q, r(r(2 * alpha) - 1), times(q, focus, entropy)) : 0;
    byTarget[i] = times(q, upstream, r(times(q, balance, r(ofFocus + ofEntropy)) + ofBalance));

    if (isBalanced) {
      const signed = times(q, r(r(2 * y) - 1), times(q, focus, entropy));
      byAlpha = r(byAlpha + times(q, upstream, signed));
    }
    // Near 1 the miss has lost what its logarithm is made of; the hit has not.
    const hit = r(r(y * right) + r(r(1 - y) * wrong));
    const logMiss = r(miss > 0.5 ? Math.log1p(-hit) : Math.log(miss));
    if (miss > 0) byGamma = r(byGamma + times(q, upstream, r(terms[i]! * logMiss)));
  }
  return {
    value,
    gradients: {
      ...gradients,
      logits: byLogits,
      target: byTarget,
      alpha: Float64Array.of(byAlpha),
      gamma: Float64Array.of(byGamma),
    },
  };
}
