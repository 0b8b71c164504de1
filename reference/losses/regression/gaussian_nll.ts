import { log, max, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference, type LossText } from '../loss-reference.ts';

type Term = (m: Scalar, t: Scalar, variance: Scalar, eps: Scalar) => Scalar;
const constant = 0.9189385332046727;

const by = (quotient: (e: Scalar, v: Scalar) => Scalar): LossText<'mean' | 'target' | 'variance' | 'eps', 'weight'> => {
  const term: Term = (m, t, variance, eps) => {
    const v = max(variance, eps);
    return log(v)
      .add(quotient(m.sub(t), v))
      .mul(0.5);
  };
  const withConstant: Term = (...xs) => term(...xs).add(constant);
  const [plain, full] = [term, withConstant].map((each) => elementLoss(each, 'mean', 'target', 'variance', 'eps')) as [
    LossText<'mean' | 'target' | 'variance' | 'eps', 'weight'>,
    LossText<'mean' | 'target' | 'variance' | 'eps', 'weight'>,
  ];
  return (operands, settings) => (settings.full ? full : plain)(operands, settings);
};

/** Half of the logarithm of the variance and of the squared difference over it. */
export const gaussianNll = defineReference(
  'gaussian_nll',
  by((e, v) => e.div(v).mul(e)),
  { 'square before the quotient': by((e, v) => square(e).div(v)) },
);
