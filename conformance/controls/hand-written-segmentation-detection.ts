import { reduceLosses, times } from './hand-written-reduction.ts';
import type { Answer, Question } from './question.ts';

/** 1 - (2 overlap + smooth) / (sizes + smooth + eps), for each item or for the whole batch. */
export function dice(q: Question): Answer {
  const { round: r, walk } = q;
  const { data: probability, shape } = q.operands.probability!;
  const target = q.operands.target!.data;
  const [smooth, eps] = [q.params.smooth as number, q.params.denominator_eps as number];
  const isSquared = q.params.squared as boolean;
  const items = q.params.over === 'batch' ? 1 : shape[0]!;
  const places = items === 0 ? 0 : probability.length / items;
  const size = (x: number): number => (isSquared ? r(x * x) : x);

  const losses = new Float64Array(items);
  const ratios = new Float64Array(items);
  const denominators = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    let [overlap, ofProbability, ofTarget] = [0, 0, 0];
    for (const place of walk(places)) {
      const k = i * places + place;
      overlap = r(overlap + r(probability[k]! * target[k]!));
      ofProbability = r(ofProbability + size(probability[k]!));
      ofTarget = r(ofTarget + size(target[k]!));
    }
    denominators[i] = r(r(r(ofProbability + ofTarget) + smooth) + eps);
    ratios[i] = r(r(r(2 * overlap) + smooth) / denominators[i]!);
    losses[i] = r(1 - ratios[i]!);
  }

  const { value, perLoss } = reduceLosses(q, losses);
  const byProbability = new Float64Array(probability.length);
  const byTarget = new Float64Array(probability.length);
  let [bySmooth, byEps] = [0, 0];
  for (const i of walk(items)) {
    const ratio = ratios[i]!;
    // Divided before it meets what flows in: 1 / a subnormal denominator is infinite, where a ratio of two need not be.
    const change = (numerator: number): number => times(q, perLoss[i]!, r(numerator / denominators[i]!));
    const slope = (own: number, other: number): number => {
      const growth = isSquared ? r(2 * own) : 1;
      return r(r(ratio * growth) - r(2 * other));
    };
    for (let k = i * places; k < (i + 1) * places; k++) {
      byProbability[k] = change(slope(probability[k]!, target[k]!));
      byTarget[k] = change(slope(target[k]!, probability[k]!));
    }
    bySmooth = r(bySmooth + change(r(ratio - 1)));
    byEps = r(byEps + change(ratio));
  }
  return {
    value,
    gradients: {
      probability: byProbability,
      target: byTarget,
      smooth: Float64Array.of(bySmooth),
      denominator_eps: Float64Array.of(byEps),
    },
  };
}

/** 1 - intersection / union + (hull - union) / hull of boxes x1, y1, x2, y2. */
export function giou(q: Question): Answer {
  const { round: r, walk } = q;
  const boxes = [q.operands.prediction!.data, q.operands.target!.data] as const;
  const eps = q.params.eps as number;
  const items = boxes[0].length / 4;

  const losses = new Float64Array(items);
  const slopes = boxes.map((x) => new Float64Array(x.length));
  const slopesOfEps = new Float64Array(items);
  for (let i = 0; i < items; i++) {
    const [p, t] = boxes.map((x) => x.subarray(4 * i, 4 * i + 4)) as [Float64Array, Float64Array];
    const side = (box: Float64Array, axis: number): number => r(box[axis + 2]! - box[axis]!);
    const inner = [0, 1].map((axis) =>
      Math.max(0, r(Math.min(p[axis + 2]!, t[axis + 2]!) - Math.max(p[axis]!, t[axis]!))),
    );
    const outer = [0, 1].map((axis) => r(Math.max(p[axis + 2]!, t[axis + 2]!) - Math.min(p[axis]!, t[axis]!)));
    const intersection = r(inner[0]! * inner[1]!);
    const hull = r(outer[0]! * outer[1]!);
    const union = r(r(r(side(p, 0) * side(p, 1)) + r(side(t, 0) * side(t, 1))) - intersection);
    const overlap = r(intersection / r(union + eps));
    const gap = r(r(hull - union) / r(hull + eps));
    losses[i] = r(r(1 - overlap) + gap);

    slopesOfEps[i] = r(r(overlap / r(union + eps)) - r(gap / r(hull + eps)));
    const byUnion = r(r(overlap / r(union + eps)) - r(1 / r(hull + eps)));
    const byIntersection = r(-r(1 / r(union + eps)) - byUnion);
    const byHull = r(r(r(union + eps) / r(hull + eps)) / r(hull + eps));
    for (const [which, box] of [p, t].entries()) {
      for (const axis of [0, 1]) {
        const across = 1 - axis;
        // Of two edges one bounds the intersection and the other the hull, also where they coincide.
        const isInnerLow = p[axis]! > t[axis]! === (which === 0);
        const isInnerHigh = p[axis + 2]! < t[axis + 2]! === (which === 0);
        const ofArea = r(byUnion * side(box, across));
        const ofInner = inner[axis]! > 0 ? r(byIntersection * inner[across]!) : 0;
        const ofOuter = r(byHull * outer[across]!);
        slopes[which]![4 * i + axis] = -r(ofArea + (isInnerLow ? ofInner : ofOuter));
        slopes[which]![4 * i + axis + 2] = r(ofArea + (isInnerHigh ? ofInner : ofOuter));
      }
    }
  }

  const { value, perLoss } = reduceLosses(q, losses);
  let byEps = 0;
  for (const i of walk(items)) byEps = r(byEps + times(q, perLoss[i]!, slopesOfEps[i]!));
  const [prediction, target] = slopes.map((slope) => slope.map((s, k) => times(q, perLoss[Math.floor(k / 4)]!, s)));
  return { value, gradients: { prediction: prediction!, target: target!, eps: Float64Array.of(byEps) } };
}
