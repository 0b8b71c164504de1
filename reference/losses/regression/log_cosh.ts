import { abs, exp, expm1, log1p, select, softplus, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

// cosh(e) - 1 = (exp(e) - 1)^2 / (2 exp(e)) keeps its digits near 0; far out the loss is |e| - log 2.
const nearZero = (a: Scalar): Scalar => log1p(square(expm1(a)).div(exp(a).mul(2)));
const far = (a: Scalar): Scalar => a.add(log1p(exp(a.mul(-2)))).sub(Math.LN2);
const conditioned = (p: Scalar, t: Scalar): Scalar => {
  const a = abs(p.sub(t));
  return select(a.le(1), nearZero(a), far(a));
};
const throughAbs = (p: Scalar, t: Scalar): Scalar => far(abs(p.sub(t)));
const throughSoftplus = (p: Scalar, t: Scalar): Scalar => {
  const e = p.sub(t);
  return e.add(softplus(e.mul(-2))).sub(Math.LN2);
};

const by =
  (term: typeof conditioned) =>
  <R>({ prediction, target, weight }: Operands<R, 'prediction' | 'target', 'weight'>, settings: Settings): Tensor<R> =>
    reduceElements(term, [prediction, target], weight, settings);

/** The logarithm of the hyperbolic cosine of the difference. */
export const logCosh = defineReference('log_cosh', by(conditioned), {
  'log of the sum of both exponentials': by(throughAbs),
  softplus: by(throughSoftplus),
});
