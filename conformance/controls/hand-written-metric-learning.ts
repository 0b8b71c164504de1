import { reduceLosses, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** max(0, d(a, p) - d(a, n) + margin); with swap, the nearer of d(a, n) and d(p, n). */
export function tripletMargin(q: Question): Answer {
  const { round: r, walk } = q;
  const [anchor, positive, negative] = [q.operands.anchor!, q.operands.positive!, q.operands.negative!];
  const [items, dimensions] = anchor.shape as [number, number];
  const [margin, eps] = [q.params.margin as number, q.params.coordinate_eps as number];
  const isSquared = q.params.distance === 'squared';

  const distance = (a: Float64Array, b: Float64Array, i: number): number => {
    let sum = 0;
    for (const d of walk(dimensions)) {
      const k = i * dimensions + d;
      const difference = r(r(a[k]! - b[k]!) + eps);
      sum = r(sum + r(difference * difference));
    }
    return isSquared ? sum : r(Math.sqrt(sum));
  };
  const losses = new Float64Array(items);
  const isSwapped = new Array<boolean>(items).fill(false);
  for (let i = 0; i < items; i++) {
    const near = distance(anchor.data, positive.data, i);
    let far = distance(anchor.data, negative.data, i);
    if (q.params.swap) {
      const other = distance(positive.data, negative.data, i);
      isSwapped[i] = other < far;
      far = Math.min(far, other);
    }
    losses[i] = Math.max(0, r(r(near - far) + margin));
  }

  const { value, perLoss } = reduceLosses(q, losses);
  const [byAnchor, byPositive, byNegative] = [anchor, positive, negative].map((x) => new Float64Array(x.data.length));
  let [byMargin, byEps] = [0, 0];
  /** Adds what the distance of row i of a and b, of which the loss has `upstream`, gives to their gradients. */
  const addDistance = (
    [a, byA]: readonly [Float64Array, Float64Array],
    [b, byB]: readonly [Float64Array, Float64Array],
    i: number,
    upstream: number,
  ): void => {
    const length = isSquared ? 1 : distance(a, b, i);
    for (const d of walk(dimensions)) {
      const k = i * dimensions + d;
      const difference = r(r(a[k]! - b[k]!) + eps);
      // Where two points coincide the distance has no direction, and 0 is as good as any.
      const slope = isSquared ? r(2 * difference) : length === 0 ? 0 : r(difference / length);
      const step = times(q, upstream, slope);
      byA[k] = r(byA[k]! + step);
      byB[k] = r(byB[k]! - step);
      byEps = r(byEps + step);
    }
  };
  const ofAnchor = [anchor.data, byAnchor!] as const;
  const ofPositive = [positive.data, byPositive!] as const;
  const ofNegative = [negative.data, byNegative!] as const;
  for (const i of walk(items)) {
    if (losses[i] === 0) continue;
    const upstream = perLoss[i]!;
    addDistance(ofAnchor, ofPositive, i, upstream);
    addDistance(isSwapped[i] ? ofPositive : ofAnchor, ofNegative, i, -upstream);
    byMargin = r(byMargin + upstream);
  }
  return {
    value,
    gradients: {
      anchor: byAnchor!,
      positive: byPositive!,
      negative: byNegative!,
      margin: Float64Array.of(byMargin),
      coordinate_eps: Float64Array.of(byEps),
    },
  };
}

/** Each of the 2N views against the 2N - 1 others: minus the log-softmax of its partner's cosine over the temperature. */
export function ntXent(q: Question): Answer {
  const { round: r, walk } = q;
  const { first, second } = q.operands;
  const [items, dimensions] = first!.shape as [number, number];
  const temperature = q.params.temperature as number;
  const views = 2 * items;
  const at = (view: number, d: number): number => view * dimensions + d;
  const partner = (view: number): number => (view < items ? view + items : view - items);

  const all = Float64Array.of(...first!.data, ...second!.data);
  const norms = new Float64Array(views);
  const unit = new Float64Array(all.length);
  for (let i = 0; i < views; i++) {
    let sum = 0;
    for (const d of walk(dimensions)) sum = r(sum + r(all[at(i, d)]! * all[at(i, d)]!));
    norms[i] = r(Math.sqrt(sum));
    for (let d = 0; d < dimensions; d++) unit[at(i, d)] = r(all[at(i, d)]! / norms[i]!);
  }

  // How far each logit of a row lies from the partner's, and the softmax of the row.
  const gaps = new Float64Array(views * views);
  const softmax = new Float64Array(views * views);
  const losses = new Float64Array(views);
  for (let i = 0; i < views; i++) {
    const logits = new Float64Array(views);
    let largest = -Infinity;
    for (let k = 0; k < views; k++) {
      if (k === i) continue;
      let dot = 0;
      for (const d of walk(dimensions)) dot = r(dot + r(unit[at(i, d)]! * unit[at(k, d)]!));
      logits[k] = r(dot / temperature);
      largest = Math.max(largest, logits[k]!);
    }
    let sum = 0;
    for (const k of walk(views)) {
      if (k !== i) sum = r(sum + r(Math.exp(r(logits[k]! - largest))));
    }
    const own = logits[partner(i)]!;
    losses[i] = r(r(Math.log(sum)) - r(own - largest));
    for (let k = 0; k < views; k++) {
      if (k === i) continue;
      gaps[i * views + k] = r(logits[k]! - own);
      softmax[i * views + k] = r(r(Math.exp(r(logits[k]! - largest))) / sum);
    }
  }

  const { value, perLoss } = reduceLosses(q, losses);
  const byUnit = new Float64Array(all.length);
  let byTemperature = 0;
  for (const i of walk(views)) {
    for (const k of walk(views)) {
      if (k === i) continue;
      const share = softmax[i * views + k]!;
      const upstream = r(perLoss[i]! / temperature);
      // The softmax less the partner sums to 0, so that the partner's own logit may be taken off every other.
      byTemperature = r(byTemperature - r(upstream * r(share * gaps[i * views + k]!)));
      const bySimilarity = r(upstream * (k === partner(i) ? r(share - 1) : share));
      for (let d = 0; d < dimensions; d++) {
        byUnit[at(i, d)] = r(byUnit[at(i, d)]! + r(bySimilarity * unit[at(k, d)]!));
        byUnit[at(k, d)] = r(byUnit[at(k, d)]! + r(bySimilarity * unit[at(i, d)]!));
      }
    }
  }
  const byView = new Float64Array(all.length);
  for (let i = 0; i < views; i++) {
    let along = 0;
    for (const d of walk(dimensions)) along = r(along + r(byUnit[at(i, d)]! * unit[at(i, d)]!));
    for (let d = 0; d < dimensions; d++) {
      byView[at(i, d)] = r(r(byUnit[at(i, d)]! - r(along * unit[at(i, d)]!)) / norms[i]!);
    }
  }
  const half = items * dimensions;
  return {
    value,
    gradients: {
      first: byView.slice(0, half),
      second: byView.slice(half),
      temperature: Float64Array.of(byTemperature),
    },
  };
}
