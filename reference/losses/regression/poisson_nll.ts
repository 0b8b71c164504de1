import { exp, select, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference, type LossText } from '../loss-reference.ts';
import { stirling } from './stirling-term.ts';

// At an infinite log-rate the exponential wins over the product; the target is added for its NaN.
const term = (z: Scalar, t: Scalar): Scalar =>
  select(z.eq(Number.POSITIVE_INFINITY), z.add(t), exp(z).sub(zeroTimes(t, z)));
const plain = elementLoss(term, 'log_rate', 'target');
const full = elementLoss((z, t) => term(z, t).add(stirling(t)), 'log_rate', 'target');

const strict: LossText<'log_rate' | 'target', 'weight'> = (operands, settings) =>
  (settings.full ? full : plain)(operands, settings);

/** Negative log-likelihood of a count under the exponential of a log-rate. */
export const poissonNll = defineReference('poisson_nll', strict);
