import { abs, max, oneMinus, select, sqrt, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { barlowTwins } from '../../../reference/losses/metric-learning/barlow_twins.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = barlowTwins.algorithms[0].text;
type Given = 'first' | 'second' | 'redundancy_weight' | 'variance_eps';

interface Parts {
  readonly centre?: <R>(x: Tensor<R>) => Tensor<R>;
  /** What a centred coordinate is divided by. */
  readonly deviation?: <R>(centred: Tensor<R>, eps: Tensor<R>, n: Tensor<R>) => Tensor<R>;
  /** The products over this become correlations. */
  readonly divisor?: (n: Scalar) => Scalar;
  readonly onDiagonal?: (c: Scalar) => Scalar;
  readonly offDiagonal?: (c: Scalar, isDiagonal: Scalar) => Scalar;
  readonly weigh?: (own: Scalar, others: Scalar, weight: Scalar, d: Scalar) => Scalar;
  readonly finish?: <R>(terms: Tensor<R>, settings: Settings) => Tensor<R>;
}
const lessMean = <R>(x: Tensor<R>): Tensor<R> => x.sub(x.mean(0));
const rooted = (sum: Scalar, eps: Scalar, n: Scalar): Scalar => sqrt(sum.div(n).add(eps));
const deviationOf = <R>(centred: Tensor<R>, eps: Tensor<R>, n: Tensor<R>): Tensor<R> =>
  map(rooted, map(square, centred).sum(0), eps, n);
const off = (c: Scalar, isDiagonal: Scalar): Scalar => select(isDiagonal.eq(1), 0, square(c));

/** Barlow Twins with one part replaced. */
const twinsBy = (parts: Parts) =>
  text<Given>(({ first, second, redundancy_weight, variance_eps }, settings) => {
    const n = first.count(0);
    const [a, b] = [first, second].map((x) => {
      const centred = (parts.centre ?? lessMean)(x);
      return centred.div((parts.deviation ?? deviationOf)(centred, variance_eps, n));
    });
    const mean = (sum: Scalar, count: Scalar): Scalar => sum.div((parts.divisor ?? ((k: Scalar) => k))(count));
    const c = map(mean, a!.matmul(b!, { transposeA: true }), n);
    const diagonal = map((x: Scalar, is: Scalar) => select(is.eq(1), x, 0), c, c.identity()).sum(-1);
    const own = map(parts.onDiagonal ?? ((x: Scalar) => square(oneMinus(x))), diagonal);
    const others = map(parts.offDiagonal ?? off, c, c.identity()).sum(-1);
    const weigh = parts.weigh ?? ((x: Scalar, y: Scalar, w: Scalar) => x.add(w.mul(y)));
    const terms = map(weigh, own, others, redundancy_weight, c.count(-1));
    if (parts.finish) return parts.finish(terms, settings);
    return settings.reduction === 'none' ? terms : terms.sum();
  });

export const barlowTwinsMutants: Mutant[] = mutantsOf('barlow_twins', {
  'not-centred': ['does not subtract the mean', twinsBy({ centre: (x) => x })],
  'centred-along-the-coordinates': [
    'subtracts the mean of each item, not of each coordinate',
    twinsBy({ centre: (x) => x.sub(x.mean(-1).column()) }),
  ],
  'not-divided': [
    'takes covariances for correlations',
    twinsBy({ deviation: (centred) => centred.mul(0).sum(0).add(1) }),
  ],
  'variance-for-deviation': [
    'divides by the variance',
    twinsBy({ deviation: (centred, eps, n) => map(square, deviationOf(centred, eps, n)) }),
  ],
  'default-std': [
    'takes the deviation over N - 1 and the products over N, whatever was asked',
    (operands, settings) => right(operands, { ...settings, spread: 'sample' }),
  ],
  'products-over-n-minus-1': [
    'takes the deviation over N and the products over N - 1',
    twinsBy({ divisor: (n) => n.sub(1) }),
  ],
  'products-added': ['does not divide the products by N', twinsBy({ divisor: (n) => n.div(n) })],
  'eps-of-a-layer': [
    'adds 1e-5 to each variance, as a batch normalisation does',
    twinsBy({ deviation: (centred, eps, n) => deviationOf(centred, eps.add(1e-5), n) }),
  ],
  'eps-beside-the-root': [
    'adds 1e-6 to each deviation',
    twinsBy({ deviation: (centred, eps, n) => deviationOf(centred, eps, n).add(1e-6) }),
  ],
  'variance-by-squares': [
    'takes the mean of squares less the square of the mean for the variance',
    text<Given>((given, settings) => {
      const parts = [given.first, given.second].map((x) => {
        const spread = map(
          (s: Scalar, m: Scalar, eps: Scalar) => sqrt(max(s.sub(square(m)), 0).add(eps)),
          map(square, x).mean(0),
          x.mean(0),
          given.variance_eps,
        );
        return x.sub(x.mean(0)).div(spread);
      });
      const none = given.variance_eps.mul(0);
      const withUnit = twinsBy({ deviation: (centred) => centred.mul(0).sum(0).add(1) });
      return withUnit({ ...given, first: parts[0]!, second: parts[1]!, variance_eps: none }, settings);
    }),
  ],
  'absolute-diagonal': [
    'takes the magnitude of 1 - c on the diagonal',
    twinsBy({ onDiagonal: (c) => abs(oneMinus(c)) }),
  ],
  'magnitude-of-the-correlation': [
    'is content with a correlation of -1 on the diagonal',
    twinsBy({ onDiagonal: (c) => square(oneMinus(abs(c))) }),
  ],
  'whole-matrix': [
    'adds the squares of the diagonal to those of the others',
    twinsBy({ offDiagonal: (c) => square(c) }),
  ],
  'off-diagonal-signed': [
    'adds the others without squaring them',
    twinsBy({ offDiagonal: (c, isDiagonal) => select(isDiagonal.eq(1), 0, c) }),
  ],
  'weight-on-both': ['weighs both terms with lambda', twinsBy({ weigh: (own, others, w) => own.add(others).mul(w) })],
  'weight-on-the-diagonal': [
    'weighs the diagonal in place of the others',
    twinsBy({ weigh: (own, others, w) => own.mul(w).add(others) }),
  ],
  'weight-ignored': [
    'always uses a lambda of 0.005',
    twinsBy({ weigh: (own, others, w) => own.add(others.mul(w.sub(w).add(0.005))) }),
  ],
  'mean-of-the-others': [
    'averages over the other coordinates',
    twinsBy({ weigh: (own, others, w, d) => own.add(w.mul(others).div(max(d.sub(1), 1))) }),
  ],
  'mean-over-coordinates': [
    'averages over the coordinates where the sum was asked for',
    twinsBy({ finish: (terms, { reduction }) => (reduction === 'none' ? terms : terms.mean()) }),
  ],
  'first-with-itself': [
    'correlates the first view with itself',
    (operands, settings) => right({ ...operands, second: operands.first! }, settings),
  ],
  'deviation-detached': [
    'treats the deviations as constant',
    twinsBy({ deviation: (centred, eps, n) => deviationOf(centred, eps, n).hold() }),
  ],
  'second-view-detached': ['sends no gradient to the second view', { corrupt: scaledGradient('second', 0) }],
});
