import { square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands } from '../loss-reference.ts';

const height = (x: Scalar, y: Scalar, a: Scalar, b: Scalar): Scalar =>
  square(a.sub(x)).add(b.mul(square(y.sub(square(x)))));

function strict<R>({ point, a, b }: Operands<R, 'point' | 'a' | 'b'>): Tensor<R> {
  const [x, y] = point.columns() as [Tensor<R>, Tensor<R>];
  return map(height, x, y, a, b);
}

/** How far the first coordinate is from a, and b times how far the second is from the first one's square. */
export const rosenbrock = defineReference('rosenbrock', strict);
