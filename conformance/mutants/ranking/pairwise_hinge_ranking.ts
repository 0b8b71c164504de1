import { max, select, softplus, square } from '../../../reference/arithmetic/kernel/functions.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { mutantsOfPairs, ofPairs, type PairCost } from './pair-forms.ts';

const right: PairCost = (b, w, m) => max(m.add(w.sub(b)), 0);

export const pairwiseHingeRankingMutants: Mutant[] = [
  ...mutantsOfPairs('pairwise_hinge_ranking', right),
  ...mutantsOf('pairwise_hinge_ranking', {
    'margin-first': [
      'subtracts the better score from the margin first, where large scores swallow it',
      ofPairs({ cost: (b, w, m) => max(m.sub(b).add(w), 0) }),
    ],
    'margin-subtracted': ['subtracts the margin', ofPairs({ cost: (b, w, m) => max(w.sub(b).sub(m), 0) })],
    'margin-0-falsy': [
      'takes margin 0 for "not set" and uses 1',
      ofPairs({ cost: (b, w, m) => right(b, w, select(m.eq(0), 1, m)) }),
    ],
    'margin-always-1': ['always has a margin of 1', ofPairs({ cost: (b, w, m) => right(b, w, m.mul(0).add(1)) })],
    'no-cut': ['does not cut off at 0', ofPairs({ cost: (b, w, m) => m.add(w.sub(b)) })],
    squared: ['squares the hinge', ofPairs({ cost: (b, w, m) => square(right(b, w, m)) })],
    softened: ['takes a softplus for the hinge', ofPairs({ cost: (b, w, m) => softplus(m.add(w.sub(b))) })],
    'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
  }),
];
