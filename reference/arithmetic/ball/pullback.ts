import { elementary } from '../elementary.ts';
import { type Ball, exact, isUnbounded, negated, unbounded } from './ball.ts';
import { add, mul } from './operations.ts';
import type { Rounding } from './rounding.ts';
import { type Row, rowOf, settled } from './row.ts';
import { movedShare, othersOf, softmax, withoutEach } from './rows.ts';

/**
 * g - softmax(z) sum(g), in the strict form: g (1 - p) - p (sum of the other g), where 1 - p of the largest logit is
 * rest / (1 + rest), hence relatively accurate for a confident row. Undefined where the row has no such form.
 */
export function logSoftmaxPullback(r: Rounding, z: readonly Ball[], g: readonly Ball[]): Ball[] | undefined {
  if (settled(z)) return undefined;
  const row = rowOf(r, z, true);
  const others = sumsOfOthers(r, g);
  return softmax(r, z, true).map((p, i) => {
    const isTop = i === row.at && row.restError < Infinity;
    const complement = isTop ? complementOfTop(r, row) : complementOf(r, row, p);
    return add(r, mul(r, g[i]!, complement), negated(mul(r, p, others[i]!)));
  });
}

function complementOfTop(r: Rounding, row: Row): Ball {
  const { at, rest, sum, log, restError, lost } = row;
  const others = othersOf(row);
  const far = (kind: 'error' | 'kink'): number => movedShare(1 / sum, -log, others[kind][at]!);
  // One quotient of two sums that contain the same rest, and an addition.
  const rounding = elementary.expm1(restError + quotientError(r)) * (rest / sum + far('error'));
  return r.within(rest / sum, far('error') + Math.min(rounding, 1) + lost, far('kink'), 0);
}

/** 1 - p, also where it is computed as a quotient because the element is taken for the largest one. */
function complementOf(r: Rounding, { sumError }: Row, p: Ball): Ball {
  const difference = add(r, exact(1), negated(p));
  const asQuotient = (p.value + p.error) * sumError + elementary.expm1(quotientError(r)) * (difference.value + p.error);
  return { ...difference, error: difference.error + Math.min(asQuotient, 1) };
}
const quotientError = (r: Rounding): number => r.format.unit * (r.unitsOf('div') + r.additionUnits);

/** For each position the sum of the other numbers, in any order. */
function sumsOfOthers(r: Rounding, xs: readonly Ball[]): Ball[] {
  if (xs.some((x) => isUnbounded(x) || x.overflow || !Number.isFinite(x.value))) {
    return xs.map(() => unbounded(Number.NaN));
  }
  const [values, errors] = [withoutEach(xs.map((x) => x.value)), withoutEach(xs.map((x) => x.error))];
  const [kinks, sizes] = [withoutEach(xs.map((x) => x.kink)), withoutEach(xs.map((x) => Math.abs(x.value) + x.error))];
  const terms = xs.filter((x) => x.value !== 0 || x.error !== 0).length;
  return xs.map((_, i) => {
    if (sizes[i] === 0) return exact(0);
    const error = errors[i]! + r.gamma(terms) * sizes[i]!;
    return r.within(values[i]!, error, kinks[i]!, r.widensSums ? r.additionUnits : 0);
  });
}
