import { exp, zeroTimes } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

// exp(-s) L, the precision in two halves: it may overflow where the product does not.
const weighed = (loss: Scalar, s: Scalar): Scalar => {
  const root = exp(s.mul(-0.5));
  return zeroTimes(zeroTimes(loss, root), root);
};
const forms = {
  unit: (loss: Scalar, s: Scalar): Scalar => weighed(loss, s).add(s),
  regression: (loss: Scalar, s: Scalar): Scalar => weighed(loss, s).add(s).mul(0.5),
  classification: (loss: Scalar, s: Scalar): Scalar => weighed(loss, s).add(s.mul(0.5)),
};

function strict<R>({ loss, log_variance }: Operands<R, 'loss' | 'log_variance'>, settings: Settings): Tensor<R> {
  return reduce(map(forms[settings.form as keyof typeof forms], loss, log_variance), settings);
}

/** Each loss by its precision, plus its log variance. */
export const uncertaintyWeighting = defineReference('uncertainty_weighting', strict);
