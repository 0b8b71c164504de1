import {
  abs,
  defineReference,
  exp,
  expm1,
  type Operands,
  reduceElements,
  type Scalar,
  type Settings,
  select,
  square,
  type Tensor,
} from 'lossproof/reference/language';

/** exp(x) - x - 1 = x^2 / 2 (1 + x / 3 (1 + x / 4 (...))): up to |x| = 1 what follows x^20 is beyond float64. */
function nearZero(x: Scalar): Scalar {
  let sum = x.div(20).add(1);
  for (let k = 19; k > 2; k--) sum = sum.mul(x.div(k)).add(1);
  return square(x).mul(0.5).mul(sum);
}
// Infinity less infinity is nothing: an infinite x is as far as it goes on either side.
const far = (x: Scalar): Scalar => select(x.sub(x).eq(0), expm1(x).sub(x), abs(x));

const of =
  (excess: (x: Scalar) => Scalar) =>
  (p: Scalar, t: Scalar, a: Scalar, b: Scalar): Scalar =>
    b.mul(excess(a.mul(p.sub(t))));
const conditioned = of((x) => select(abs(x).le(1), nearZero(x), far(x)));
const asItReads = of((x) => exp(x).sub(x).sub(1));

type LinexOperands<R> = Operands<R, 'prediction' | 'target' | 'a' | 'b', 'weight'>;
const by =
  (term: typeof conditioned) =>
  <R>({ prediction, target, a, b, weight }: LinexOperands<R>, settings: Settings): Tensor<R> =>
    reduceElements(term, [prediction, target, a, b], weight, settings);

export default defineReference('linex', by(conditioned), { 'as it reads': by(asItReads) });
