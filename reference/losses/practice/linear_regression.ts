import { abs, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const off = (weighed: Scalar, bias: Scalar, target: Scalar): Scalar => weighed.add(bias).sub(target);
const costs = {
  squared: (e: Scalar): Scalar => square(e),
  absolute: (e: Scalar): Scalar => abs(e),
  huber: (e: Scalar, delta: Scalar): Scalar =>
    select(abs(e).le(delta), square(e).mul(0.5), delta.mul(abs(e).sub(delta.mul(0.5)))),
};

type Given = 'input' | 'coefficient' | 'bias' | 'target' | 'delta';

function strict<R>({ input, coefficient, bias, target, delta }: Operands<R, Given>, settings: Settings): Tensor<R> {
  const errors = map(off, input.mul(coefficient).sum(-1), bias, target);
  const cost = settings.error as keyof typeof costs;
  return reduce(cost === 'huber' ? map(costs.huber, errors, delta) : map(costs[cost], errors), settings);
}

/** What the errors of a linear model cost. */
export const linearRegression = defineReference('linear_regression', strict);
