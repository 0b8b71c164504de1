import { select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { logSum } from '../../../reference/losses/classification/log-sum.ts';
import type { Operands, Settings } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { text } from '../mutant.ts';

export type Names = 'logits' | 'targets' | 'logit_lengths' | 'target_lengths';
type Given<R> = Operands<R, Names>;

/** What of the algorithm is replaced. */
export interface Parts {
  /** Whether the blank that ends a path is counted. */
  readonly lastBlank?: boolean;
  /** How many places before the right one a label is read. */
  readonly labelsBack?: number;
  /** Whether a blank is read from the step that it leads to. */
  readonly blankAfter?: boolean;
  /** Whether a label leads to the next step. */
  readonly labelGoesOn?: boolean;
  /** Whether labels come in the first step, too. */
  readonly labelsAtOnce?: boolean;
  readonly sum?: <R>(ways: Tensor<R>) => Tensor<R>;
  readonly logSoftmax?: <R>(scores: Tensor<R>) => Tensor<R>;
  /** What becomes of scores in padding. */
  readonly padding?: (x: Scalar, counts: Scalar) => Scalar;
}
const zeroed = (x: Scalar, counts: Scalar): Scalar => select(counts.eq(1), x, 0);
const inLattice = (t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(t.lt(steps), select(u.sub(0.5).lt(labels), 1, 0), 0);
const atEnd = (end: Scalar, before: Scalar, t: Scalar, u: Scalar, steps: Scalar, labels: Scalar): Scalar =>
  select(steps.eq(t.add(1)), select(labels.eq(u), end, before), before);

/** The forward algorithm, place by place. */
export const forward = (parts: Parts) =>
  text<Names>((operands, settings) => {
    const { logits, logit_lengths, target_lengths } = operands;
    const [items, steps, places] = logits.shape as [number, number, number, number];
    const { blank, label } = movesOf(operands, settings, parts);
    const constant = (x: number) => logits.lift(x).expand([items]);
    const alphas: (typeof logits)[][] = [];
    let total = constant(-Infinity);
    for (let t = 0; t < steps; t++) {
      alphas.push([]);
      for (let u = 0; u < places; u++) {
        const from = parts.labelGoesOn ? t - 1 : t;
        const mayClimb = u > 0 && from >= 0 && (t > 0 || parts.labelsAtOnce !== false);
        const ways = [
          ...(t === 0 && u === 0 ? [constant(0)] : []),
          ...(t > 0 ? [alphas[t - 1]![u]!.add(blank(parts.blankAfter ? t : t - 1, u))] : []),
          ...(mayClimb ? [alphas[from]![u - 1]!.add(label(from, u - 1))] : []),
          constant(-Infinity),
        ];
        const alpha = (parts.sum ?? logSum)(concat(-1, ...ways.map((way) => way.column())));
        alphas[t]!.push(alpha);
        const end = parts.lastBlank === false ? alpha : alpha.add(blank(t, u));
        total = map(atEnd, end, total, logits.lift(t), logits.lift(u), logit_lengths, target_lengths);
      }
    }
    return finished(total.neg(), target_lengths, settings);
  });

/** The scores of a blank and of the label at a step and a place. */
function movesOf<R>({ logits, targets, logit_lengths, target_lengths }: Given<R>, settings: Settings, parts: Parts) {
  const { logSoftmax = <X>(x: Tensor<X>): Tensor<X> => x.logSoftmax(), padding = zeroed, labelsBack = 0 } = parts;
  const [items, , , classes] = logits.shape as [number, number, number, number];
  const row = (t: number, u: number): Tensor<R> => {
    const counts = map(inLattice, logits.lift(t), logits.lift(u), logit_lengths, target_lengths);
    const whole = logits
      .slice(1, t, t + 1)
      .slice(2, u, u + 1)
      .reshape([items, classes]);
    const scores = map(padding, whole, counts.column());
    return settings.fused_log_softmax ? logSoftmax(scores) : scores;
  };
  const known = new Map<string, Tensor<R>>();
  const once = (t: number, u: number): Tensor<R> => {
    const name = `${t},${u}`;
    if (!known.has(name)) known.set(name, row(t, u));
    return known.get(name)!;
  };
  return {
    blank: (t: number, u: number): Tensor<R> => once(t, u).slice(1, 0, 1).reshape([items]),
    label: (t: number, u: number): Tensor<R> => {
      const k = Math.max(0, u - labelsBack);
      return once(t, u).take(targets.slice(1, k, k + 1).reshape([items]));
    },
  };
}

/** Losses as the options have them. */
export function finished<R>(losses: Tensor<R>, labels: Tensor<R>, settings: Settings): Tensor<R> {
  const terms = settings.per_label ? map((x, n) => x.div(select(n.eq(0), 1, n)), losses, labels) : losses;
  return reduce(terms, settings, settings.denominator === 'labels' ? labels : undefined);
}
