import { oneMinus } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { itemSum } from './item-sum.ts';

type TverskyOperands<R> = Operands<R, 'probability' | 'target' | 'alpha' | 'beta' | 'smooth' | 'denominator_eps'>;

const found = (p: Scalar, y: Scalar): Scalar => p.mul(y);
const invented = (p: Scalar, y: Scalar): Scalar => p.mul(oneMinus(y));
const missed = (p: Scalar, y: Scalar): Scalar => y.mul(oneMinus(p));
/** Numerator and denominator in one: nothing is subtracted. */
const rest = (tp: Scalar, fp: Scalar, fn: Scalar, a: Scalar, b: Scalar, s: Scalar, eps: Scalar): Scalar => {
  const errors = a.mul(fp).add(b.mul(fn)).add(eps);
  return errors.div(tp.add(s).add(errors));
};

function strict<R>(
  { probability: p, target: y, alpha, beta, smooth, denominator_eps }: TverskyOperands<R>,
  settings: Settings,
): Tensor<R> {
  const sums = [found, invented, missed].map((of) => itemSum(map(of, p, y), settings)) as Three<R>;
  return reduce(map(rest, ...sums, alpha, beta, smooth, denominator_eps), settings);
}
type Three<R> = [Tensor<R>, Tensor<R>, Tensor<R>];

const plus = (x: Scalar, s: Scalar): Scalar => x.add(s);
const weighed = (fp: Scalar, fn: Scalar, a: Scalar, b: Scalar): Scalar => a.mul(fp).add(b.mul(fn));

/** With a tensor for each step, so that what gradients collect from numerator and denominator is rounded on its own. */
function oneMinusRatio<R>(
  { probability: p, target: y, alpha, beta, smooth, denominator_eps }: TverskyOperands<R>,
  settings: Settings,
): Tensor<R> {
  const [tp, fp, fn] = [found, invented, missed].map((of) => itemSum(map(of, p, y), settings)) as Three<R>;
  const numerator = map(plus, tp, smooth);
  const denominator = numerator.add(map(weighed, fp, fn, alpha, beta)).add(denominator_eps);
  return reduce(map(oneMinus, numerator.div(denominator)), settings);
}

/** One minus the overlap over itself and the weighed errors. */
export const tversky = defineReference('tversky', strict, { 'one minus the ratio': oneMinusRatio });
