import {
  abs,
  exp,
  log,
  max,
  min,
  neg,
  oneMinus,
  select,
  softplus,
  square,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { concat, map, type Tensor } from '../../../reference/tensor/tensor.ts';

// Losses as the ruler's tests need them: one of every kind of operation. They are not the references of the spec.

type Operands<R> = Readonly<Record<string, Tensor<R>>>;

const reduced = <R>(terms: Tensor<R>, { reduction }: Settings): Tensor<R> =>
  reduction === 'none' ? terms : reduction === 'sum' ? terms.sum() : terms.mean();

export const huber = <R>({ prediction, target, delta }: Operands<R>, settings: Settings): Tensor<R> =>
  reduced(map(huberTerm, prediction!, target!, delta!), settings);
const huberTerm = (p: Scalar, t: Scalar, delta: Scalar): Scalar => {
  const e = abs(p.sub(t));
  return select(e.le(delta), square(e).mul(0.5), delta.mul(e.sub(delta.mul(0.5))));
};

/** logits [N, C], target [N], weight [C]; a row whose target is -100 is ignored. */
export const crossEntropy = <R>({ logits, target, weight, smoothing }: Operands<R>, settings: Settings): Tensor<R> => {
  const known = map(isKnown, target!);
  const clean = map((z, k) => select(k.eq(1), z, 0), logits!, known.column());
  const label = map((t, k) => select(k.eq(1), t, 0), target!, known);
  const logs = clean.logSoftmax();
  const w = map((a, k) => select(k.eq(1), a, 0), weight!.expand(logits!.shape).take(label), known);
  const hard = logs.take(label).mul(w);
  const soft = logs
    .mul(weight!)
    .sum(-1)
    .div(logits!.slice(0, 0, 1).count());
  const terms = map(mixed, hard, soft, smoothing!, known);
  return settings.reduction === 'mean' ? terms.sum().div(w.sum()) : reduced(terms, settings);
};
const isKnown = (t: Scalar): Scalar => select(t.eq(-100), 0, 1);
const mixed = (hard: Scalar, soft: Scalar, smoothing: Scalar, known: Scalar): Scalar =>
  select(known.eq(1), neg(hard.mul(oneMinus(smoothing)).add(soft.mul(smoothing))), 0);

/** anchor, positive, negative [N, D]; Euclidean distances. */
export const triplet = <R>({ anchor, positive, negative, margin }: Operands<R>, settings: Settings): Tensor<R> => {
  const near = anchor!.sub(positive!).norm(-1);
  const far = anchor!.sub(negative!).norm(-1);
  return reduced(
    map((p, n, m) => max(p.sub(n).add(m), 0), near, far, margin!),
    settings,
  );
};

/** Boxes [N, 4] as x1, y1, x2, y2. */
export const giou = <R>({ prediction, target }: Operands<R>, settings: Settings): Tensor<R> =>
  reduced(map(oneMinusGiou, ...prediction!.columns(), ...target!.columns()), settings);
const oneMinusGiou = (...corners: Scalar[]): Scalar => {
  const [ax1, ay1, ax2, ay2, bx1, by1, bx2, by2] = corners as [
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
    Scalar,
  ];
  const width = max(min(ax2, bx2).sub(max(ax1, bx1)), 0);
  const height = max(min(ay2, by2).sub(max(ay1, by1)), 0);
  const intersection = width.mul(height);
  const areas = ax2
    .sub(ax1)
    .mul(ay2.sub(ay1))
    .add(bx2.sub(bx1).mul(by2.sub(by1)));
  const union = areas.sub(intersection);
  const hull = max(ax2, bx2)
    .sub(min(ax1, bx1))
    .mul(max(ay2, by2).sub(min(ay1, by1)));
  return oneMinus(intersection.div(union).sub(hull.sub(union).div(hull)));
};

/** Two views [N, D]; every other one of the 2N views is a negative. */
export const ntXent = <R>({ first, second, temperature }: Operands<R>, settings: Settings): Tensor<R> => {
  const unit = (x: Tensor<R>): Tensor<R> => x.div(x.norm(-1).column());
  const [a, b] = [unit(first!), unit(second!)];
  const z = concat(0, a, b);
  const similarity = z.matmul(z, { transposeB: true }).div(temperature!);
  const others = map((s, self) => select(self.eq(1), -Infinity, s), similarity, similarity.identity());
  const partner = a.mul(b).sum(-1).div(temperature!);
  return reduced(others.logSumExp().sub(concat(0, partner, partner)), settings);
};

/** probability, target [N, M]. */
export const dice = <R>({ probability, target, smooth }: Operands<R>, settings: Settings): Tensor<R> => {
  const overlap = probability!.mul(target!).sum(-1);
  return reduced(
    map(
      (i, a, b, s) => oneMinus(i.mul(2).add(s).div(a.add(b).add(s))),
      overlap,
      probability!.sum(-1),
      target!.sum(-1),
      smooth!,
    ),
    settings,
  );
};

/** Of logits, with hard targets. */
export const focal = <R>({ logit, target, alpha, gamma }: Operands<R>, settings: Settings): Tensor<R> =>
  reduced(map(focalTerm, logit!, target!, alpha!, gamma!), settings);
const focalTerm = (z: Scalar, y: Scalar, alpha: Scalar, gamma: Scalar): Scalar => {
  const wrong = select(y.eq(1), neg(z), z);
  const weight = select(y.eq(1), alpha, oneMinus(alpha));
  return weight.mul(exp(neg(gamma.mul(softplus(neg(wrong)))))).mul(softplus(wrong));
};

/** x log(x / y) + y - x, with 0 log 0 = 0. */
export const divergence = <R>({ x, y }: Operands<R>, settings: Settings): Tensor<R> =>
  reduced(
    map(
      (p, q) =>
        zeroTimes(p, log(p).sub(log(q)))
          .add(q)
          .sub(p),
      x!,
      y!,
    ),
    settings,
  );
