import { exp, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

type Costs = <R>(x: Tensor<R>, t: Tensor<R>) => Tensor<R>;
/** exp(t) (t - x), and 0 of a class that is ruled out, whatever the model says of it. */
const difference: Costs = (x, t) => map(differenceOf, x, t);
const differenceOf = (x: Scalar, t: Scalar): Scalar => select(t.eq(-Infinity), 0, exp(t).mul(t.sub(x)));

/** Two products, one after the other, so that their derivatives meet the cotangent before they meet each other. */
const products: Costs = (x, t) => {
  const weight = map(exp, t);
  const [ofTarget, ofModel] = [t, x].map((each) => map(unlessRuledOut, each, t));
  return weight.mul(ofTarget!).sub(weight.mul(ofModel!));
};
const unlessRuledOut = (x: Scalar, t: Scalar): Scalar => select(t.eq(-Infinity), 0, x);

const by =
  (costsOf: Costs) =>
  <R>(
    { log_probability, log_target }: Operands<R, 'log_probability' | 'log_target'>,
    settings: Settings,
  ): Tensor<R> => {
    const costs = costsOf(log_probability, log_target);
    return reduce(settings.per === 'row' ? costs.sum(-1) : costs, settings);
  };

/** The exponential of the target times the difference of the logarithms. */
export const klDivLogTarget = defineReference('kl_div_log_target', by(difference), {
  'exp(t) t - exp(t) x': by(products),
});
