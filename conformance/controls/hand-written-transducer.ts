import { logSum } from './hand-written-log-sum.ts';
import { reduceLosses, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** The lattice of one item: how likely each class is at a step behind so many labels. */
interface Lattice {
  readonly steps: number;
  readonly labels: readonly number[];
  readonly classes: number;
  /** Where the logits of a point begin. */
  readonly at: (t: number, u: number) => number;
  readonly logp: (t: number, u: number, c: number) => number;
}

/**
 * The RNN transducer: forward and backward sums over steps and labels, and the gradient by how likely a path comes to a
 * point and goes on with a blank or a label (Graves 2012, eq. 16-20).
 */
export function rnnTransducer(q: Question): Answer {
  const { round: r, params, operands } = q;
  const { data: logits, shape } = operands.logits!;
  const [items, most, places, classes] = shape as [number, number, number, number];
  const labels = operands.target_lengths!.data;
  const losses = new Float64Array(items);
  const backs: ((upstream: number, gradient: Float64Array) => void)[] = [];
  for (let n = 0; n < items; n++) {
    const at = (t: number, u: number): number => ((n * most + t) * places + u) * classes;
    const loss = itemLoss(q, {
      // Input is not validated, and what is none has some answer.
      steps: Math.max(1, Math.floor(operands.logit_lengths!.data[n]!) || 1),
      labels: [...operands.targets!.data.subarray(n * places, n * places + labels[n]!)],
      classes,
      at,
      logp: logProbabilities(q, logits, at, classes),
    });
    const divisor = params.per_label === true ? Math.max(1, labels[n]!) : 1;
    losses[n] = r(loss.value / divisor);
    backs.push((upstream, gradient) => loss.back(r(upstream / divisor), gradient));
  }
  const { value, perLoss } = reduceLosses(q, losses, params.denominator === 'labels' ? labels : undefined);
  const gradient = new Float64Array(logits.length);
  for (const [n, back] of backs.entries()) back(perLoss[n]!, gradient);
  return { value, gradients: { logits: gradient } };
}

function logProbabilities(
  { round: r, params }: Question,
  logits: Float64Array,
  at: Lattice['at'],
  classes: number,
): Lattice['logp'] {
  if (params.fused_log_softmax === false) return (t, u, c) => logits[at(t, u) + c]!;
  const known = new Map<number, readonly number[]>();
  return (t, u, c) => {
    const from = at(t, u);
    let row = known.get(from);
    if (!row) {
      const scores = [...logits.subarray(from, from + classes)];
      const top = Math.max(...scores);
      const rest = r(Math.log(scores.reduce((sum, z) => r(sum + r(Math.exp(r(z - top)))), 0)));
      known.set(from, (row = scores.map((z) => r(r(z - top) - rest))));
    }
    return row[c]!;
  };
}

function itemLoss(q: Question, { steps, labels, classes, at, logp }: Lattice) {
  const { round: r } = q;
  const end = labels.length;
  const grid = (): number[][] => Array.from({ length: steps }, () => new Array<number>(end + 1).fill(-Infinity));
  const [alpha, beta] = [grid(), grid()];
  for (let t = 0; t < steps; t++) {
    for (let u = 0; u <= end; u++) {
      const ways = t === 0 && u === 0 ? [0] : [];
      if (t > 0) ways.push(r(alpha[t - 1]![u]! + logp(t - 1, u, 0)));
      if (u > 0) ways.push(r(alpha[t]![u - 1]! + logp(t, u - 1, labels[u - 1]!)));
      alpha[t]![u] = logSum(q, ways).value;
    }
  }
  const byBlank = (t: number, u: number): number => {
    if (t + 1 < steps) return r(logp(t, u, 0) + beta[t + 1]![u]!);
    return u === end ? logp(t, u, 0) : -Infinity;
  };
  const byLabel = (t: number, u: number): number =>
    u < end ? r(logp(t, u, labels[u]!) + beta[t]![u + 1]!) : -Infinity;
  for (let t = steps - 1; t >= 0; t--) {
    for (let u = end; u >= 0; u--) {
      const ways = [...(t + 1 < steps || u === end ? [byBlank(t, u)] : []), ...(u < end ? [byLabel(t, u)] : [])];
      beta[t]![u] = logSum(q, ways).value;
    }
  }
  const whole = r(alpha[steps - 1]![end]! + logp(steps - 1, end, 0));
  const share = (come: number, go: number): number => r(Math.exp(r(r(come + go) - whole)));
  const back = (upstream: number, gradient: Float64Array): void => {
    for (let t = 0; t < steps; t++) {
      for (let u = 0; u <= end; u++) {
        const come = alpha[t]![u]!;
        for (let c = 0; c < classes; c++) {
          const here = q.params.fused_log_softmax === false ? 0 : share(come, r(beta[t]![u]! + logp(t, u, c)));
          const moved = c === 0 ? share(come, byBlank(t, u)) : c === labels[u] ? share(come, byLabel(t, u)) : 0;
          gradient[at(t, u) + c] = times(q, r(here - moved), upstream);
        }
      }
    }
  };
  return { value: -whole, back };
}
