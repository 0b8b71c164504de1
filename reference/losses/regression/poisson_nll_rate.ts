import { log, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference, type LossText } from '../loss-reference.ts';
import { stirling } from './stirling-term.ts';

const term = (r: Scalar, t: Scalar, eps: Scalar): Scalar => r.sub(zeroTimes(t, log(r.add(eps))));
const plain = elementLoss(term, 'rate', 'target', 'eps');
const full = elementLoss((r, t, eps) => term(r, t, eps).add(stirling(t)), 'rate', 'target', 'eps');

const strict: LossText<'rate' | 'target' | 'eps', 'weight'> = (operands, settings) =>
  (settings.full ? full : plain)(operands, settings);

/** Negative log-likelihood of a count under a rate. */
export const poissonNllRate = defineReference('poisson_nll_rate', strict);
