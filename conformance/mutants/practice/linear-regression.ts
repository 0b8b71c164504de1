import { abs, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

type Cost = (e: Scalar, delta: Scalar) => Scalar;
type Name = 'input' | 'coefficient' | 'bias' | 'target' | 'delta';
type Given<R> = Readonly<Record<Name, Tensor<R>>>;
const squared: Cost = (e) => square(e);
const absolute: Cost = (e) => abs(e);
const huber: Cost = (e, d) => select(abs(e).le(d), square(e).mul(0.5), d.mul(abs(e).sub(d.mul(0.5))));
const right = { squared, absolute, huber };
const predicted = <R>({ input, coefficient, bias }: Given<R>): Tensor<R> => input.mul(coefficient).sum(-1).add(bias);

const by = (
  costs: Readonly<Record<'squared' | 'absolute' | 'huber', Cost>>,
  errors: <R>(given: Given<R>) => Tensor<R>,
) =>
  text<Name>((given, settings) => {
    const cost = costs[settings.error as keyof typeof costs];
    return reduce(
      map((e, d) => cost(e, d), errors(given), given.delta),
      settings,
    );
  });
const costing = (costs: Partial<typeof right>) => by({ ...right, ...costs }, (g) => predicted(g).sub(g.target));

export const linearRegressionMutants: Mutant[] = mutantsOf('linear_regression', {
  'bias-forgotten': ['forgets the bias', by(right, (g) => g.input.mul(g.coefficient).sum(-1).sub(g.target))],
  'bias-per-feature': [
    'adds the bias to every feature',
    by(right, (g) => g.input.mul(g.coefficient).add(g.bias).sum(-1).sub(g.target)),
  ],
  'mean-over-the-features': [
    'takes the mean of the weighed features for their sum',
    by(right, (g) => g.input.mul(g.coefficient).mean(-1).add(g.bias).sub(g.target)),
  ],
  'half-of-the-square': ['costs half of the square', costing({ squared: (e) => square(e).mul(0.5) })],
  'huber-without-half': [
    'costs the whole square below delta',
    costing({
      huber: (e, d) => select(abs(e).le(d), square(e), d.mul(abs(e).sub(d.mul(0.5)))),
    }),
  ],
  'smooth-l1': ['divides Huber by delta', costing({ huber: (e, d) => huber(e, d).div(d) })],
  'delta-ignored': ['always has delta 1', costing({ huber: (e, d) => huber(e, d.div(d)) })],
  'errors-squared-always': [
    'squares whatever is asked',
    by({ squared, absolute: squared, huber: squared }, (g) => predicted(g).sub(g.target)),
  ],
  signed: ['adds absolute errors with their signs', costing({ absolute: (e) => e })],
  'target-of-the-batch': [
    'compares with the mean target, as broadcasting does on the average',
    by(right, (g) => predicted(g).sub(g.target.mean())),
  ],
  'coefficient-gradient-half': [
    'forgets the factor 2 in the gradient',
    { corrupt: scaledGradient('coefficient', 0.5) },
  ],
  'bias-gradient-dropped': ['treats the bias as constant', { corrupt: scaledGradient('bias', 0) }],
  'target-gradient-sign': [
    'gives the targets the gradient of the predictions',
    { corrupt: scaledGradient('target', -1) },
  ],
});
