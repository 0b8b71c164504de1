import { logSum } from './hand-written-log-sum.ts';
import { reduceLosses, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/**
 * Connectionist temporal classification: the forward algorithm over labels and the blanks around them, and the way back
 * by the shares that each predecessor had.
 */
export function ctc(q: Question): Answer {
  const { round: r, params } = q;
  const { data: scores, shape } = q.operands.log_probs!;
  const [, items, classes] = shape as [number, number, number];
  const targets = q.operands.targets!;
  const places = targets.shape[1]!;
  const losses = new Float64Array(items);
  const backs: ((upstream: number, gradient: Float64Array) => void)[] = [];
  for (let n = 0; n < items; n++) {
    const labels = [...targets.data.subarray(n * places, n * places + q.operands.target_lengths!.data[n]!)];
    const loss = itemLoss(
      q,
      labels,
      q.operands.input_lengths!.data[n]!,
      (t, c) => (t * items + n) * classes + c,
      scores,
    );
    const isDropped = params.zero_infinity === true && loss.value === Infinity;
    const divisor = params.per_label === true ? Math.max(1, labels.length) : 1;
    losses[n] = isDropped ? 0 : r(loss.value / divisor);
    backs.push((upstream, gradient) => {
      if (!isDropped) loss.back(r(upstream / divisor), gradient);
    });
  }
  const { value, perLoss } = reduceLosses(q, losses);
  const gradient = new Float64Array(scores.length);
  for (const [n, back] of backs.entries()) back(perLoss[n]!, gradient);
  return { value, gradients: { log_probs: gradient } };
}

function itemLoss(
  q: Question,
  labels: readonly number[],
  steps: number,
  at: (t: number, c: number) => number,
  scores: Float64Array,
) {
  const { round: r } = q;
  const path = [0, ...labels.flatMap((y) => [y, 0])];
  const from = path.map((y, s) => [s, s - 1, ...(y !== 0 && y !== path[s - 2] ? [s - 2] : [])].filter((k) => k >= 0));
  let alpha = path.map((y, s) => (s < 2 ? scores[at(0, y)]! : -Infinity));
  const shares: number[][][] = [];
  for (let t = 1; t < steps; t++) {
    const before = alpha;
    const sums = from.map((ways) =>
      logSum(
        q,
        ways.map((k) => before[k]!),
      ),
    );
    shares.push(sums.map((sum) => sum.shares));
    alpha = path.map((y, s) => r(sums[s]!.value + scores[at(t, y)]!));
  }
  const ends = [path.length - 1, path.length - 2].filter((s) => s >= 0);
  const total = logSum(
    q,
    ends.map((s) => alpha[s]!),
  );
  const back = (upstream: number, gradient: Float64Array): void => {
    let slopes = path.map(() => 0);
    ends.forEach((s, i) => {
      slopes[s] = times(q, total.shares[i]!, -upstream);
    });
    for (let t = steps - 1; t >= 0; t--) {
      path.forEach((y, s) => {
        gradient[at(t, y)] = r(gradient[at(t, y)]! + slopes[s]!);
      });
      if (t === 0) break;
      const earlier = path.map(() => 0);
      from.forEach((ways, s) => {
        ways.forEach((k, i) => {
          earlier[k] = r(earlier[k]! + times(q, slopes[s]!, shares[t - 1]![s]![i]!));
        });
      });
      slopes = earlier;
    }
  };
  return { value: -total.value, back };
}
