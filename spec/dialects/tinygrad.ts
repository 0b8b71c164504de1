import type { Dialect } from '../language/dialect.ts';

const source = 'tinygrad 0.14.0, run; tinygrad/mixin/op.py';

/** tinygrad: losses are methods of Tensor, and means by default. */
export const tinygrad: Dialect = {
  id: 'tinygrad',
  library: 'tinygrad',
  versions: '0.14.0',
  losses: {
    cross_entropy: {
      function: 'Tensor.cross_entropy of class indices',
      params: { class_axis: 1, smoothing_form: 'uniform', denominator: 'count' },
      differs:
        'there are no weights, and nothing is ignored; Tensor.sparse_categorical_crossentropy ignores a label that is not -1, and has the classes last',
      source,
    },
    cross_entropy_probabilities: {
      function: 'Tensor.cross_entropy of probabilities',
      params: { class_axis: 1, denominator: 'count' },
      differs: 'there are no weights; a class at -infinity that nobody wants is NaN',
      source,
    },
    nll: { function: 'Tensor.nll_loss', params: { class_axis: 1, denominator: 'weight' }, source },
    bce: {
      function: 'Tensor.binary_crossentropy',
      params: { guard: 'none' },
      differs: 'there are no weights; a probability of 0 or 1 is NaN where it is right',
      source,
    },
    bce_with_logits: {
      function: 'Tensor.binary_crossentropy_logits',
      params: {},
      differs: 'there are no weights but pos_weight; an infinite logit is NaN',
      source,
    },
    softmax: { function: 'Tensor.softmax', params: { temperature: 1 }, source },
    log_softmax: { function: 'Tensor.log_softmax', params: { temperature: 1 }, source },
    log_sum_exp: {
      function: 'Tensor.logsumexp',
      params: {},
      differs: 'NaN where all numbers are -infinity or one is infinite',
      source,
    },
    clip_grad_value: {
      function: 'Tensor.clip(-clip_value, clip_value)',
      params: {},
      differs: 'tinygrad has no clipping of gradients under a name of its own',
      source: 'tinygrad 0.14.0, run; tinygrad/mixin/elementwise.py',
    },
  },
};
