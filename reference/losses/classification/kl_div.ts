import { log, neg, select, sqrt } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

/** t (log t - x). At t = 0 it is 0, and its derivative in t is -infinity, which that of the square root brings with it. */
const difference = (x: Scalar, t: Scalar): Scalar => select(t.eq(0), neg(sqrt(t)), t.mul(log(t).sub(x)));
const products = (x: Scalar, t: Scalar): Scalar => select(t.eq(0), neg(sqrt(t)), t.mul(log(t)).sub(t.mul(x)));

const by =
  (cost: typeof difference) =>
  <R>({ log_probability, target }: Operands<R, 'log_probability' | 'target'>, settings: Settings): Tensor<R> => {
    const costs = map(cost, log_probability, target);
    return reduce(settings.per === 'row' ? costs.sum(-1) : costs, settings);
  };

/** The target times the difference of the logarithms. */
export const klDiv = defineReference('kl_div', by(difference), { 't log t - t x': by(products) });
