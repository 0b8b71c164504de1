import { reduceLosses, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** Half the sum over the latents of exp(v) - 1 - v + m^2, v the log-variance and m the mean. */
export function gaussianKl(q: Question): Answer {
  const { round: r, walk } = q;
  const { data: mean, shape } = q.operands.mean!;
  const logVariance = q.operands.log_variance!.data;
  const [items, latents] = shape as [number, number];
  const divisor = q.params.latent === 'mean' ? 2 * latents : 2;
  const losses = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    let sum = 0;
    for (const d of walk(latents)) {
      const [m, v] = [mean[i * latents + d]!, logVariance[i * latents + d]!];
      // At infinity the exponential wins.
      const excess = v === Infinity ? v : r(r(Math.expm1(v)) - v);
      sum = r(sum + r(excess + r(m * m)));
    }
    losses[i] = r(sum / divisor);
  }
  const { value, perLoss } = reduceLosses(q, losses);
  const byMean = new Float64Array(mean.length);
  const byLogVariance = new Float64Array(mean.length);
  for (let i = 0; i < items; i++) {
    for (let k = i * latents; k < (i + 1) * latents; k++) {
      const upstream = r(perLoss[i]! / divisor);
      byMean[k] = times(q, upstream, r(2 * mean[k]!));
      byLogVariance[k] = times(q, upstream, r(Math.expm1(logVariance[k]!)));
    }
  }
  return { value, gradients: { mean: byMean, log_variance: byLogVariance } };
}
