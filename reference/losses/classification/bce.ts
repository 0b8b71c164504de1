import { ifFinite, log, log1p, max, neg, oneMinus, select, sqrt, timesLog } from '../../arithmetic/kernel/functions.ts';
import type { Kernel } from '../../arithmetic/kernel/program.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';

/** The logarithm of a probability p under a guard, given q = 1 - p, too: near 1 the logarithm is that of 1 - q. */
type GuardedLog = (p: Scalar, q: Scalar, guard: Scalar) => Scalar;

const fromNearerEnd = (p: Scalar, low: Scalar, high: Scalar): Scalar => select(p.le(0.5), log(low), log1p(neg(high)));
const plain: GuardedLog = (p, q) => fromNearerEnd(p, p, q);
const floored: GuardedLog = (p, q, floor) => max(plain(p, q, floor), floor);
const clipped: GuardedLog = (p, q, eps) => fromNearerEnd(p, max(p, eps), max(q, eps));
const shifted: GuardedLog = (p, q, eps) => fromNearerEnd(p.add(eps), p.add(eps), q.sub(eps));

/** -y log p - (1 - y) log(1 - p). */
const both =
  (guarded: GuardedLog, times: (a: Scalar, p: Scalar, logP: Scalar) => Scalar) =>
  (p: Scalar, y: Scalar, guard: Scalar): Scalar => {
    const q = oneMinus(p);
    return neg(times(y, p, guarded(p, q, guard)).add(times(oneMinus(y), q, guarded(q, p, guard))));
  };
const product = (a: Scalar, _: Scalar, logP: Scalar): Scalar => a.mul(logP);

const unguarded = both(plain, timesLog);
/**
 * At p = 0: the derivative of -y log p is -infinity, which that of the square root brings with it. By -y / p it is
 * +infinity at a negative zero, which is 0; what is written so is right, too.
 */
const atZero = (p: Scalar, y: Scalar, none: Scalar, held: Scalar): Scalar =>
  select(y.eq(0), unguarded(p, y, none), unguarded(held, y, none).sub(y.mul(sqrt(p))));

/**
 * The derivative in p as one quotient, (p - y) / (p (1 - p)), which keeps its digits where p is close to y. It stands beside
 * a value that is held: p - held is 0. At 0 and 1, where it may be infinite, the derivative is that of the logarithms.
 */
const oneQuotient = (p: Scalar, y: Scalar, none: Scalar, held: Scalar): Scalar => {
  const declared = unguarded(held, y, none).add(ifFinite(p.sub(held)).mul(held.sub(y).div(held.mul(oneMinus(held)))));
  return select(p.eq(0), atZero(p, y, none, held), select(p.eq(1), unguarded(p, y, none), declared));
};

const guarded: Readonly<Record<string, Kernel>> = {
  log_floor: both(floored, product) as Kernel,
  clip: both(clipped, product) as Kernel,
  epsilon_in_log: both(shifted, product) as Kernel,
};

type BceOperands<R> = Operands<R, 'probability' | 'target' | 'log_floor' | 'eps', 'weight'>;

const by =
  (plainly: Kernel) =>
  <R>({ probability, target, weight, log_floor, eps }: BceOperands<R>, settings: Settings): Tensor<R> => {
    const term = guarded[settings.guard as string] ?? plainly;
    const guard = settings.guard === 'log_floor' ? log_floor : eps;
    return reduceElements(term, [probability, target, guard, probability.hold()], weight, settings);
  };

/** Binary cross-entropy of probabilities: each logarithm from the end, 0 or 1, that is nearer. */
export const bce = defineReference(
  'bce',
  by(oneQuotient as Kernel),
  { 'a gradient of two terms': by(unguarded as Kernel) },
  { 'a slope of -y / p': by(unguarded as Kernel) },
);
