import { abs, max, select, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { wganGradientPenalty } from '../../../reference/losses/generative/wgan_gradient_penalty.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = wganGradientPenalty.algorithms[0].text;
type Names = 'critic_gradient' | 'lambda' | 'target' | 'root_eps';
interface Parts {
  readonly length?: <R>(g: Tensor<R>) => Tensor<R>;
  readonly smoothed?: (n: Scalar, eps: Scalar) => Scalar;
  readonly cost?: (excess: Scalar) => Scalar;
}
const rooted = (n: Scalar, eps: Scalar): Scalar => select(eps.eq(0), n, sqrt(square(n).add(eps)));
/** The penalty with one part replaced. */
const penalty = ({ length = (g) => g.norm(-1), smoothed = rooted, cost = square }: Parts) =>
  text<Names>(({ critic_gradient, lambda, target, root_eps }, settings) => {
    const excess = map((n, t, eps) => smoothed(n, eps).sub(t), length(critic_gradient), target, root_eps);
    return reduce(
      map((e, l) => l.mul(cost(settings.one_sided ? max(e, 0) : e)), excess, lambda),
      settings,
    );
  });

export const wganGradientPenaltyMutants: Mutant[] = mutantsOf('wgan_gradient_penalty', {
  'norm-per-coordinate': [
    'takes a length per coordinate, as a norm over the wrong axis does',
    text<Names>(({ critic_gradient: g, lambda, target, root_eps }, settings) => {
      const each = map(
        (x, l, t, eps) => {
          const excess = rooted(abs(x), eps).sub(t);
          return l.mul(square(settings.one_sided ? max(excess, 0) : excess));
        },
        g,
        lambda,
        target,
        root_eps,
      );
      return reduce(each.mean(-1), settings);
    }),
  ],
  'squared-norm': ['takes the squared length', penalty({ length: (g) => g.square().sum(-1) })],
  'sum-of-magnitudes': ['adds magnitudes', penalty({ length: (g) => map(abs, g).sum(-1) })],
  'root-mean-square': ['averages the squares', penalty({ length: (g) => g.square().mean(-1).sqrt() })],
  'root-of-the-sum': [
    'takes the root of the sum of squares, whose gradient is NaN at 0',
    penalty({ length: (g) => g.square().sum(-1).sqrt() }),
  ],
  'not-squared': ['takes the magnitude of the excess', penalty({ cost: abs })],
  'always-one-sided': ['lets short gradients pass', (o, s) => right(o, { ...s, one_sided: true })],
  'always-two-sided': ['makes short gradients cost', (o, s) => right(o, { ...s, one_sided: false })],
  'lambda-10': ['ignores lambda and uses 10', (o, s) => right({ ...o, lambda: o.lambda!.lift(10) }, s)],
  'lambda-0-falsy': [
    'takes a lambda of 0 for "not set" and uses 10',
    (o, s) => right({ ...o, lambda: map((l) => select(l.eq(0), 10, l), o.lambda!) }, s),
  ],
  'target-1': ['ignores the target and uses 1', (o, s) => right({ ...o, target: o.target!.lift(1) }, s)],
  'epsilon-in-the-root': [
    'adds 1e-10 under the root',
    penalty({ smoothed: (n, eps) => sqrt(square(n).add(eps).add(1e-10)) }),
  ],
  'epsilon-on-the-length': ['adds 1e-9 to the length', penalty({ smoothed: (n, eps) => rooted(n.add(1e-9), eps) })],
  'square-of-the-mean': [
    'squares the mean excess',
    (o, s) => {
      if (s.reduction !== 'mean') return right(o, s);
      const lengths = map(rooted, o.critic_gradient!.norm(-1), o.root_eps!);
      const excess = lengths.mean().sub(o.target!);
      const cost = s.one_sided ? map((e) => square(max(e, 0)), excess) : excess.square();
      return o.lambda!.mul(cost);
    },
  ],
  'graph-dropped': ['drops the graph of the gradient', { corrupt: scaledGradient('critic_gradient', 0) }],
  'gradient-without-the-2': [
    'forgets the 2 of the derivative of a square',
    { corrupt: scaledGradient('critic_gradient', 0.5) },
  ],
});
