import { reduceElements, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** (p - t)^2. */
export function mse(q: Question): Answer {
  const { round: r } = q;
  return ofDifference(
    q,
    (e) => r(e * e),
    (e) => r(2 * e),
  );
}

/** |e| + log(1 + exp(-2|e|)) - log 2, which does not overflow. */
export function logCosh(q: Question): Answer {
  const { round: r } = q;
  return ofDifference(
    q,
    (e) => {
      const a = Math.abs(e);
      return r(r(a + r(Math.log1p(r(Math.exp(-2 * a))))) - r(Math.LN2));
    },
    (e) => r(Math.tanh(e)),
  );
}

/** e^2 / 2 up to delta, delta (|e| - delta / 2) beyond. */
export function huber(q: Question): Answer {
  const { round: r, walk } = q;
  const delta = q.params.delta as number;
  const answer = ofDifference(
    q,
    (e) => {
      const a = Math.abs(e);
      return a <= delta ? r(r(e * e) / 2) : r(delta * r(a - r(delta / 2)));
    },
    (e) => (Math.abs(e) <= delta ? e : Math.sign(e) * delta),
  );
  const prediction = q.operands.prediction!.data;
  const target = q.operands.target!.data;
  let byDelta = 0;
  for (const i of walk(prediction.length)) {
    const a = Math.abs(r(prediction[i]! - target[i]!));
    // A parabola does not feel delta.
    if (!(a <= delta)) byDelta = r(byDelta + times(q, answer.perTerm[i]!, r(a - delta)));
  }
  return { value: answer.value, gradients: { ...answer.gradients, delta: Float64Array.of(byDelta) } };
}

/** A loss of the difference e of prediction and target, element by element. */
function ofDifference(
  q: Question,
  loss: (e: number) => number,
  slope: (e: number) => number,
): Answer & { readonly perTerm: Float64Array } {
  const { round: r } = q;
  const prediction = q.operands.prediction!.data;
  const target = q.operands.target!.data;
  const n = prediction.length;
  const terms = new Float64Array(n);
  for (let i = 0; i < n; i++) terms[i] = loss(r(prediction[i]! - target[i]!));
  const { value, perTerm, gradients } = reduceElements(q, terms);
  const byPrediction = new Float64Array(n);
  const byTarget = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    byPrediction[i] = times(q, perTerm[i]!, slope(r(prediction[i]! - target[i]!)));
    byTarget[i] = -byPrediction[i]!;
  }
  return { value, perTerm, gradients: { prediction: byPrediction, target: byTarget, ...gradients } };
}
