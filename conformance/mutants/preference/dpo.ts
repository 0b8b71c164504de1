import {
  abs,
  exp,
  log,
  log1p,
  max,
  neg,
  oneMinus,
  select,
  sigmoid,
  softplus,
  square,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { dpo } from '../../../reference/losses/preference/dpo.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = dpo.algorithms[0].text;
/** By the policy's log-ratio, the reference's, beta and the smoothing. */
type Term = (policy: Scalar, reference: Scalar, beta: Scalar, smoothing: Scalar) => Scalar;
const ratios = (term: Term) =>
  text<'policy_chosen' | 'policy_rejected' | 'beta' | 'label_smoothing', 'reference_chosen' | 'reference_rejected'>(
    <R>(o: Readonly<Record<string, Tensor<R>>>, settings: Parameters<typeof right>[1]) => {
      const or0 = (x: Tensor<R> | undefined): Tensor<R> => x ?? o.policy_chosen!.sub(o.policy_chosen!);
      const policy = o.policy_chosen!.sub(o.policy_rejected!);
      const reference = or0(o.reference_chosen).sub(or0(o.reference_rejected));
      return reduce(map(term, policy, reference, o.beta!, o.label_smoothing!), settings);
    },
  );
const smoothed = (h: Scalar, s: Scalar): Scalar =>
  oneMinus(s)
    .mul(softplus(neg(h)))
    .add(s.mul(softplus(h)));
const margin = (p: Scalar, r: Scalar, beta: Scalar): Scalar => beta.mul(p.sub(r));
/** By the margin and the smoothing. */
const ofMargin = (term: (h: Scalar, s: Scalar) => Scalar) => ratios((p, r, beta, s) => term(margin(p, r, beta), s));
const nearlySure: Term = (chosen, rejected, beta, s) => {
  const h = margin(chosen, rejected, beta);
  const cost = select(h.ge(0), zeroTimes(s, h), zeroTimes(oneMinus(s), neg(h)));
  const isLost = select(h.gt(30), select(h.lt(37), 1, 0), 0);
  return select(isLost.eq(1), 0, log1p(exp(neg(abs(h))))).add(cost);
};

export const dpoMutants: Mutant[] = mutantsOf('dpo', {
  'log-of-the-sigmoid': [
    'takes the logarithm of the sigmoid, which underflows',
    ofMargin((h, s) =>
      neg(
        oneMinus(s)
          .mul(log(sigmoid(h)))
          .add(s.mul(log(sigmoid(neg(h))))),
      ),
    ),
  ],
  naive: [
    'computes log(1 + exp(-margin)), which overflows',
    ofMargin((h, s) =>
      log(exp(neg(h)).add(1))
        .mul(oneMinus(s))
        .add(s.mul(log(exp(h).add(1)))),
    ),
  ],
  'nearly-sure-costs-nothing': [
    'takes log(1 + exp(-margin)) for 0 where 1 + exp(-margin) has few digits, at margins from 30 to 37',
    text<'policy_chosen' | 'policy_rejected' | 'beta' | 'label_smoothing', 'reference_chosen' | 'reference_rejected'>(
      (o, settings) => {
        const chosen = o.reference_chosen ? o.policy_chosen.sub(o.reference_chosen) : o.policy_chosen;
        const rejected = o.reference_rejected ? o.policy_rejected.sub(o.reference_rejected) : o.policy_rejected;
        return reduce(map(nearlySure, chosen, rejected, o.beta, o.label_smoothing), settings);
      },
    ),
  ],
  'epsilon-in-the-log': [
    'adds 1e-8 inside the logarithm',
    ofMargin((h, s) =>
      neg(
        oneMinus(s)
          .mul(log(sigmoid(h).add(1e-8)))
          .add(s.mul(log(sigmoid(neg(h)).add(1e-8)))),
      ),
    ),
  ],
  'answers-exchanged': ['wants the rejected answer preferred', ofMargin((h, s) => smoothed(neg(h), s))],
  'reference-added': [
    'adds the log-ratio of the reference',
    ratios((p, r, beta, s) => smoothed(beta.mul(p.add(r)), s)),
  ],
  'reference-dropped': ['leaves the reference out', ratios((p, _, beta, s) => smoothed(beta.mul(p), s))],
  'beta-on-the-policy-alone': [
    'multiplies only the log-ratio of the policy by beta',
    ratios((p, r, beta, s) => smoothed(beta.mul(p).sub(r), s)),
  ],
  'beta-divides': ['takes beta for a temperature', ratios((p, r, beta, s) => smoothed(p.sub(r).div(beta), s))],
  'beta-ignored': ['leaves out beta', ratios((p, r, beta, s) => smoothed(p.sub(r).add(beta.mul(0)), s))],
  'smoothing-ignored': ['ignores label smoothing', ofMargin((h, s) => softplus(neg(h)).add(s.mul(0)))],
  'smoothing-subtracted': [
    'corrects for wrong labels instead of expecting them: (1 + s) and -s',
    ofMargin((h, s) =>
      s
        .add(1)
        .mul(softplus(neg(h)))
        .sub(s.mul(softplus(h))),
    ),
  ],
  'smoothing-not-taken-away': [
    'adds the smoothed term without taking its share from the other',
    ofMargin((h, s) => softplus(neg(h)).add(s.mul(softplus(h)))),
  ],
  'smoothing-halved': ['spreads half the smoothing', ofMargin((h, s) => smoothed(h, s.mul(0.5)))],
  hinge: ['uses a hinge of margin 1', ofMargin((h, s) => max(oneMinus(h), 0).add(s.mul(0)))],
  squared: ['squares the distance to 1/2 (IPO)', ofMargin((h, s) => square(h.sub(0.5)).add(s.mul(0)))],
  'no-logarithm': ['leaves out the logarithm', ofMargin((h, s) => sigmoid(neg(h)).add(s.mul(0)))],
  doubled: ['adds the two answers as two items', (o, s) => right(o, s).mul(2)],
  'reference-detached': [
    'sends no gradient to the reference, though it is asked for',
    { corrupt: scaledGradient('reference_chosen', 0) },
  ],
  'rejected-detached': ['sends no gradient to the rejected answer', { corrupt: scaledGradient('policy_rejected', 0) }],
  'gradient-sign': ['has the gradient of the wrong order', { corrupt: scaledGradient('policy_chosen', -1) }],
  'beta-gradient-dropped': ['treats beta as constant', { corrupt: scaledGradient('beta', 0) }],
});
