import { abs, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient, text } from '../mutant.ts';

const by = (height: (x: Scalar, y: Scalar, a: Scalar, b: Scalar) => Scalar) =>
  text<'point' | 'a' | 'b'>(<R>({ point, a, b }: Readonly<Record<'point' | 'a' | 'b', Tensor<R>>>) => {
    const [x, y] = point.columns() as [Tensor<R>, Tensor<R>];
    return map(height, x, y, a, b);
  });
/** Multiplies the gradient in one of the two coordinates. */
const scaledCoordinate =
  (coordinate: 0 | 1, factor: number) =>
  (outputs: Outputs): Outputs => {
    const gradient = outputs['gradient.point'];
    if (!gradient) return outputs;
    const data = gradient.data.map((x, i) => (i % 2 === coordinate ? x * factor : x));
    return { ...outputs, 'gradient.point': { ...gradient, data } };
  };

export const rosenbrockMutants: Mutant[] = mutantsOf('rosenbrock', {
  'coordinates-exchanged': [
    'squares the second coordinate instead of the first',
    by((x, y, a, b) => square(a.sub(x)).add(b.mul(square(x.sub(square(y)))))),
  ],
  'square-forgotten': [
    'forgets the square in the valley',
    by((x, y, a, b) => square(a.sub(x)).add(b.mul(square(y.sub(x))))),
  ],
  'wall-not-squared': [
    'does not square the wall',
    by((x, y, a, b) => square(a.sub(x)).add(b.mul(abs(y.sub(square(x)))))),
  ],
  'floor-not-squared': [
    'does not square the floor',
    by((x, y, a, b) => abs(a.sub(x)).add(b.mul(square(y.sub(square(x)))))),
  ],
  'a-is-1': [
    'always has a = 1',
    by((x, y, a, b) => square(a.mul(0).add(1).sub(x)).add(b.mul(square(y.sub(square(x)))))),
  ],
  'b-is-100': [
    'always has b = 100',
    by((x, y, a, b) =>
      square(a.sub(x)).add(
        b
          .mul(0)
          .add(100)
          .mul(square(y.sub(square(x)))),
      ),
    ),
  ],
  'b-inside-the-square': [
    'multiplies by b before squaring',
    by((x, y, a, b) => square(a.sub(x)).add(square(b.mul(y.sub(square(x)))))),
  ],
  'sign-in-the-valley': [
    'adds the square instead of subtracting it',
    by((x, y, a, b) => square(a.sub(x)).add(b.mul(square(y.add(square(x)))))),
  ],
  expanded: [
    'expands the square of the wall',
    by((x, y, a, b) => {
      const s = square(x);
      return square(a.sub(x)).add(b.mul(square(y).sub(y.mul(s).mul(2)).add(square(s))));
    }),
  ],
  'gradient-of-the-inner-square': [
    'halves the gradient in the first coordinate',
    { corrupt: scaledCoordinate(0, 0.5) },
  ],
  'gradient-sign': ['turns the gradient in the second coordinate', { corrupt: scaledCoordinate(1, -1) }],
  'a-gradient-dropped': ['treats a as constant', { corrupt: scaledGradient('a', 0) }],
});
