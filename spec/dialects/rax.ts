import type { Dialect } from '../language/dialect.ts';

const source = 'rax/_src/losses.py at 0.4.0; run';
const nothing = 'a mean over nothing is 0';
const weighted = 'a weighted mean divides by the number of items, weighed or not';
const byPair = `without a reduction it gives every pair, as (..., L, L); ${nothing}`;

/** Rax 0.4 on JAX. A list is the last axis, and the axes in front of it are a batch. */
export const rax: Dialect = {
  id: 'rax',
  library: 'Rax',
  versions: '0.4.0 on JAX 0.10',
  losses: {
    pairwise_logistic: {
      function: 'rax.pairwise_logistic_loss',
      params: { denominator: 'pair', empty: 'zero' },
      differs: byPair,
      source,
    },
    pairwise_hinge_ranking: {
      function: 'rax.pairwise_hinge_loss',
      params: { margin: 1, denominator: 'pair', empty: 'zero' },
      differs: byPair,
      source,
    },
    list_mle: {
      function: 'rax.listmle_loss without a key',
      params: { denominator: 'list', empty: 'zero' },
      differs: `${nothing}; with a key equal grades come in an order that is drawn; the gradient is wrong where scores are equal`,
      source,
    },
    list_net: {
      function: 'rax.softmax_loss with a softmax as label_fn',
      params: { denominator: 'list', empty: 'zero' },
      differs: `${nothing}; without a label_fn the labels themselves are the shares`,
      source,
    },
    cross_entropy_probabilities: {
      function: 'rax.softmax_loss',
      params: { label_smoothing: 0, class_axis: -1, denominator: 'count', empty: 'zero' },
      differs: `${nothing}; weights are of the items of each list`,
      source,
    },
    poly_cross_entropy: {
      function: 'rax.poly1_softmax_loss of one-hot labels',
      params: { epsilon: 1, ignore_index: null, class_axis: -1, empty: 'zero' },
      differs: nothing,
      source,
    },
    mse: {
      function: 'rax.pointwise_mse_loss',
      params: { denominator: 'count', empty: 'zero' },
      differs: `${nothing}; ${weighted}`,
      source,
    },
    bce_with_logits: {
      function: 'rax.pointwise_sigmoid_loss',
      params: { denominator: 'count', empty: 'zero' },
      differs: `${nothing}; ${weighted}; labels are cut off at 0 and 1; the gradient at a score of 0 is 1 less than it is`,
      source,
    },
  },
};
