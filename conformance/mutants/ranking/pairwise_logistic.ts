import {
  abs,
  exp,
  log,
  log1p,
  max,
  min,
  neg,
  sigmoid,
  softplus,
} from '../../../reference/arithmetic/kernel/functions.ts';
import { type Mutant, mutantsOf } from '../mutant.ts';
import { mutantsOfPairs, ofPairs, type PairCost } from './pair-forms.ts';

const right: PairCost = (b, w) => softplus(w.sub(b));

export const pairwiseLogisticMutants: Mutant[] = [
  ...mutantsOfPairs('pairwise_logistic', right),
  ...mutantsOf('pairwise_logistic', {
    naive: [
      'computes log(1 + exp(worse - better)), which overflows',
      ofPairs({ cost: (b, w) => log(exp(w.sub(b)).add(1)) }),
    ],
    'log-of-the-sigmoid': [
      'takes the logarithm of the sigmoid, which underflows',
      ofPairs({ cost: (b, w) => neg(log(sigmoid(b.sub(w)))) }),
    ],
    'epsilon-in-the-log': [
      'adds 1e-10 inside the logarithm',
      ofPairs({ cost: (b, w) => neg(log(sigmoid(b.sub(w)).add(1e-10))) }),
    ],
    'difference-clamped': [
      'cuts the difference off at 50 to either side',
      ofPairs({ cost: (b, w) => softplus(min(max(w.sub(b), -50), 50)) }),
    ],
    'linear-part-lost': [
      'forgets the positive part before the logarithm',
      ofPairs({ cost: (b, w) => log1p(exp(neg(abs(w.sub(b))))) }),
    ],
    'base-2': ['divides by log 2', ofPairs({ cost: (b, w) => right(b, w, b).div(Math.LN2) })],
    hinge: ['uses a hinge of margin 1', ofPairs({ cost: (b, w) => max(w.sub(b).add(1), 0) })],
    'no-logarithm': ['leaves out the logarithm', ofPairs({ cost: (b, w) => sigmoid(w.sub(b)) })],
    'of-probabilities': [
      'takes the sigmoid of each score first',
      ofPairs({ cost: (b, w) => softplus(sigmoid(w).sub(sigmoid(b))) }),
    ],
  }),
];
