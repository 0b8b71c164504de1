import { oneMinus, select, sqrt, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';

type Given<R> = Operands<R, 'first' | 'second' | 'redundancy_weight' | 'variance_eps'>;

/** What the items count in a variance: all, or all but one. */
const divisors: Readonly<Record<string, (n: Scalar) => Scalar>> = { population: (n) => n, sample: (n) => n.sub(1) };

/**
 * What a centred coordinate of this norm is divided by, so that the products of two add up to a correlation, and by how
 * much the square of what is left falls short of 1. Without an eps nothing is squared.
 */
const lengthBy =
  (divisor: (n: Scalar) => Scalar) =>
  (norm: Scalar, eps: Scalar, n: Scalar): Scalar => {
    const stretch = n.div(divisor(n));
    return select(eps.eq(0), norm.mul(sqrt(stretch)), sqrt(square(norm).mul(stretch).add(eps.mul(n))));
  };
const shortfallBy =
  (divisor: (n: Scalar) => Scalar) =>
  (norm: Scalar, eps: Scalar, n: Scalar): Scalar => {
    const lacking = n.sub(divisor(n));
    const all = square(norm)
      .mul(n)
      .add(eps.mul(n).mul(divisor(n)));
    const some = square(norm)
      .mul(lacking)
      .add(eps.mul(n).mul(divisor(n)));
    return select(eps.eq(0), lacking.div(n), some.div(all));
  };
const lengths = Object.fromEntries(Object.entries(divisors).map(([name, of]) => [name, lengthBy(of)]));
const shortfalls = Object.fromEntries(Object.entries(divisors).map(([name, of]) => [name, shortfallBy(of)]));

const miss = (distance: Scalar, a: Scalar, b: Scalar): Scalar => distance.add(a).add(b).mul(0.5);
const offDiagonal = (c: Scalar, diagonal: Scalar): Scalar => select(diagonal.eq(1), 0, square(c));
const cost = (missed: Scalar, others: Scalar, weight: Scalar): Scalar => square(missed).add(weight.mul(others));

/** The terms of the coordinates, added where that is asked. */
function costs<R>(missed: Tensor<R>, products: Tensor<R>, weight: Tensor<R>, settings: Settings): Tensor<R> {
  const others = map(offDiagonal, products, products.identity()).sum(-1);
  const terms = map(cost, missed, others, weight);
  return settings.reduction === 'none' ? terms : terms.sum();
}

/**
 * Coordinates are seen from their largest number before the mean is taken, so that a common offset takes no digit; what
 * a correlation lacks to 1 is half the squared distance of the unit vectors, and half of what their lengths lack.
 */
function strict<R>({ first, second, redundancy_weight, variance_eps }: Given<R>, settings: Settings): Tensor<R> {
  const n = first.count(0);
  const [a, b] = [first, second].map((x) => {
    const near = x.sub(x.max(0).hold());
    const centred = near.sub(near.mean(0));
    const norm = centred.norm(0);
    return {
      unit: centred.div(map(lengths[settings.spread as string]!, norm, variance_eps, n)),
      lacks: map(shortfalls[settings.spread as string]!, norm, variance_eps, n),
    };
  });
  const distance = map(square, a!.unit.sub(b!.unit)).sum(0);
  const products = a!.unit.matmul(b!.unit, { transposeA: true });
  return costs(map(miss, distance, a!.lacks, b!.lacks), products, redundancy_weight, settings);
}

const deviation = (variance: Scalar, eps: Scalar): Scalar => sqrt(variance.add(eps));
const quotient = (sum: Scalar, n: Scalar): Scalar => sum.div(n);
const variances = Object.fromEntries(
  Object.entries(divisors).map(([name, of]) => [name, (sum: Scalar, n: Scalar) => sum.div(of(n))]),
);
const onDiagonal = (c: Scalar, diagonal: Scalar): Scalar => select(diagonal.eq(1), c, 0);

/** Standardised coordinates, and 1 less the diagonal of their mean products. */
function standardised<R>({ first, second, redundancy_weight, variance_eps }: Given<R>, settings: Settings): Tensor<R> {
  const n = first.count(0);
  const [a, b] = [first, second].map((x) => {
    const centred = x.sub(x.mean(0));
    const variance = map(variances[settings.spread as string]!, map(square, centred).sum(0), n);
    return centred.div(map(deviation, variance, variance_eps));
  });
  const products = map(quotient, a!.matmul(b!, { transposeA: true }), n);
  const missed = map(oneMinus, map(onDiagonal, products, products.identity()).sum(-1));
  return costs(missed, products, redundancy_weight, settings);
}

/** How far the correlations of the two views, coordinate by coordinate, are from the identity. */
export const barlowTwins = defineReference('barlow_twins', strict, {
  'mean products of standardised coordinates': standardised,
});
