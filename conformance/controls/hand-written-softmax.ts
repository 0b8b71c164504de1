import { reduceLosses, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** Where the rows of a tensor of logits lie: its classes are along axis 1 or the last one. */
interface Rows {
  readonly count: number;
  readonly classes: number;
  readonly at: (row: number, c: number) => number;
}

function rowsOf(shape: readonly number[], classAxis: number): Rows {
  const axis = classAxis === -1 ? shape.length - 1 : 1;
  const classes = shape[axis]!;
  const size = (extents: readonly number[]): number => extents.reduce((a, b) => a * b, 1);
  const inner = size(shape.slice(axis + 1));
  return {
    count: size(shape.slice(0, axis)) * inner,
    classes,
    at: (row, c) => (Math.floor(row / inner) * classes + c) * inner + (row % inner),
  };
}

/** How much of a row's target belongs to each class, smoothed, and the slope of that by label_smoothing. */
interface Shares {
  readonly shares: Float64Array;
  readonly slopes: Float64Array;
}

/** Softmax cross-entropy against class indices. */
export function crossEntropy(q: Question): Answer {
  const { round: r } = q;
  const rows = rowsOf(q.operands.logits!.shape, q.params.class_axis as number);
  const { count, classes } = rows;
  const target = q.operands.target!.data;
  const smoothing = q.params.label_smoothing as number;
  const isUniform = q.params.smoothing_form === 'uniform';
  const spread = isUniform ? classes : classes - 1;
  const shares = new Float64Array(count * classes);
  const slopes = new Float64Array(count * classes);
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < classes; c++) {
      const k = row * classes + c;
      const isLabel = c === target[row];
      shares[k] = isLabel ? r(1 - smoothing) : r(smoothing / spread);
      slopes[k] = isLabel ? -1 : r(1 / spread);
      if (isLabel && isUniform) {
        shares[k] = r(shares[k]! + r(smoothing / classes));
        slopes[k] = r(r(1 / classes) - 1);
      }
    }
  }
  const isCounted = Array.from(target, (label) => label !== q.params.ignore_index);
  const answer = softmaxCrossEntropy(q, rows, { shares, slopes }, isCounted);
  return { value: answer.value, gradients: answer.gradients };
}

/** Softmax cross-entropy against class probabilities. */
export function crossEntropyProbabilities(q: Question): Answer {
  const { round: r } = q;
  const rows = rowsOf(q.operands.logits!.shape, q.params.class_axis as number);
  const { count, classes, at } = rows;
  const target = q.operands.target!.data;
  const smoothing = q.params.label_smoothing as number;
  const shares = new Float64Array(count * classes);
  const slopes = new Float64Array(count * classes);
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < classes; c++) {
      const probability = target[at(row, c)]!;
      shares[row * classes + c] = r(r(r(1 - smoothing) * probability) + r(smoothing / classes));
      slopes[row * classes + c] = r(r(1 / classes) - probability);
    }
  }
  const isCounted = new Array<boolean>(count).fill(true);
  const { value, gradients, byShare } = softmaxCrossEntropy(q, rows, { shares, slopes }, isCounted);
  const byTarget = new Float64Array(target.length);
  for (let row = 0; row < count; row++) {
    for (let c = 0; c < classes; c++) {
      byTarget[at(row, c)] = times(q, r(1 - smoothing), byShare[row * classes + c]!);
    }
  }
  return { value, gradients: { ...gradients, target: byTarget } };
}

/** The sum over the classes of weight, share and minus the log-softmax, row by row. */
function softmaxCrossEntropy(
  q: Question,
  { count, classes, at }: Rows,
  { shares, slopes }: Shares,
  isCounted: readonly boolean[],
): Answer & { readonly byShare: Float64Array } {
  const { round: r, walk } = q;
  const logits = q.operands.logits!.data;
  const weight = q.operands.class_weight?.data ?? new Float64Array(classes).fill(1);
  const costs = new Float64Array(count * classes);
  const softmax = new Float64Array(count * classes);
  const masses = new Float64Array(count);
  const losses = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    if (!isCounted[row]) continue;
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[at(row, c)]!);
    let sum = 0;
    for (const c of walk(classes)) sum = r(sum + r(Math.exp(r(logits[at(row, c)]! - largest))));
    const logSum = r(Math.log(sum));
    for (const c of walk(classes)) {
      const k = row * classes + c;
      const shifted = r(logits[at(row, c)]! - largest);
      costs[k] = r(logSum - shifted);
      softmax[k] = r(r(Math.exp(shifted)) / sum);
      const share = r(weight[c]! * shares[k]!);
      masses[row] = r(masses[row]! + share);
      losses[row] = r(losses[row]! + times(q, share, costs[k]!));
    }
  }

  const { denominator } = q.params;
  const labels = q.operands.target!.data;
  const labelWeights = new Float64Array(count);
  if (denominator === 'target_weight') {
    for (let row = 0; row < count; row++) if (isCounted[row]) labelWeights[row] = weight[labels[row]!]!;
  }
  const ones = Float64Array.from(isCounted, (is) => (is || denominator === 'all' ? 1 : 0));
  const divideBy = denominator === 'weight' ? masses : denominator === 'target_weight' ? labelWeights : ones;
  const { value, perLoss, perShare } = reduceLosses(q, losses, divideBy);

  const byLogits = new Float64Array(logits.length);
  const byWeight = new Float64Array(classes);
  const byShare = new Float64Array(count * classes);
  let bySmoothing = 0;
  for (const row of walk(count)) {
    if (!isCounted[row]) continue;
    const upstream = perLoss[row]!;
    for (const c of walk(classes)) {
      const k = row * classes + c;
      const slope = r(r(softmax[k]! * masses[row]!) - r(weight[c]! * shares[k]!));
      byLogits[at(row, c)] = times(q, upstream, slope);
      let byWeightedShare = times(q, upstream, costs[k]!);
      if (denominator === 'weight') byWeightedShare = r(byWeightedShare + perShare);
      byWeight[c] = r(byWeight[c]! + times(q, shares[k]!, byWeightedShare));
      byShare[k] = times(q, weight[c]!, byWeightedShare);
      bySmoothing = r(bySmoothing + times(q, slopes[k]!, byShare[k]!));
    }
    if (denominator === 'target_weight') {
      const label = labels[row]!;
      byWeight[label] = r(byWeight[label]! + perShare);
    }
  }
  const gradients = { logits: byLogits, class_weight: byWeight, label_smoothing: Float64Array.of(bySmoothing) };
  return { value, gradients, byShare };
}
