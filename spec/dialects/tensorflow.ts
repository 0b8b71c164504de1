import type { Dialect } from '../language/dialect.ts';

const nonzero =
  'the default reduction divides by the number of weights that are not 0, MEAN by their sum, SUM_OVER_BATCH_SIZE by the number of losses';
const single = 'it computes in float32, whatever it is given';
const weighted = 'tensorflow/python/ops/losses/losses_impl.py at 2.21; values run';
const nn = 'tensorflow/python/ops/nn_ops.py at 2.21; values run';
const impl = 'tensorflow/python/ops/nn_impl.py at 2.21; values run';
const clip = 'tensorflow/python/ops/clip_ops.py at 2.21; values run';

/**
 * TensorFlow without Keras: tf.nn, whose losses do not reduce, and tf.compat.v1.losses, which take weights. A mean without
 * weights, or under equal ones, is the same by every reduction.
 */
export const tensorflow: Dialect = {
  id: 'tensorflow',
  library: 'TensorFlow',
  versions: '2.21',
  losses: {
    mae: {
      function: 'tf.compat.v1.losses.absolute_difference',
      params: { denominator: 'weight', empty: 'zero' },
      differs: `${nonzero}; ${single}`,
      source: weighted,
    },
    mse: {
      function: 'tf.compat.v1.losses.mean_squared_error',
      params: { denominator: 'weight', empty: 'zero' },
      differs: `${nonzero}; ${single}; tf.nn.l2_loss is half the sum of squares of one operand`,
      source: weighted,
    },
    huber: {
      function: 'tf.compat.v1.losses.huber_loss',
      params: { denominator: 'weight', empty: 'zero' },
      differs: `${nonzero}; ${single}`,
      source: weighted,
    },
    bce: {
      function: 'tf.compat.v1.losses.log_loss',
      params: { guard: 'epsilon_in_log', eps: 1e-7, denominator: 'weight', empty: 'zero' },
      differs: `${nonzero}; ${single}`,
      source: weighted,
    },
    hinge: {
      function: 'tf.compat.v1.losses.hinge_loss',
      params: { margin: 1, denominator: 'weight', empty: 'zero' },
      differs: `labels are 0 and 1; ${nonzero}; ${single}`,
      source: weighted,
    },
    poisson_nll: {
      function: 'tf.nn.log_poisson_loss',
      params: { full: false },
      differs: 'it does not reduce; with compute_full_loss the gradient of a target of 0 is NaN',
      source: impl,
    },
    bce_with_logits: {
      function: 'tf.nn.sigmoid_cross_entropy_with_logits',
      params: { denominator: 'weight', empty: 'zero' },
      differs:
        'it does not reduce; pos_weight is an argument of weighted_cross_entropy_with_logits, weights of tf.compat.v1.losses.sigmoid_cross_entropy, which computes them in float32',
      source: impl,
    },
    cross_entropy: {
      function: 'tf.nn.sparse_softmax_cross_entropy_with_logits',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'count', empty: 'zero' },
      differs:
        'it does not reduce; a label out of range is refused on the CPU, and NaN elsewhere; nothing is ignored; label_smoothing is an argument of tf.compat.v1.losses.softmax_cross_entropy',
      source: nn,
    },
    cross_entropy_probabilities: {
      function: 'tf.nn.softmax_cross_entropy_with_logits',
      params: { class_axis: -1, denominator: 'count', empty: 'zero' },
      differs: 'it does not reduce; where labels do not add up to 1 the gradient of the logits is said to be incorrect',
      source: nn,
    },
    ctc: {
      function: 'tf.nn.ctc_loss',
      params: { per_label: false, zero_infinity: false },
      differs:
        'it takes logits, which it normalises, and does not reduce; dense labels are an error for logits of float64',
      source: 'tensorflow/python/ops/ctc_ops.py at 2.21; values run',
    },
    cosine_distance: {
      function: 'tf.compat.v1.losses.cosine_distance',
      params: { form: 'distance', empty: 'zero' },
      differs: `it does not normalise, and says so: tf.nn.l2_normalize does, with a floor of 1e-12 under the square; ${nonzero}; ${single}`,
      source: weighted,
    },
    weighted_sum: {
      function: 'tf.compat.v1.losses.compute_weighted_loss(reduction=SUM)',
      params: {},
      differs: 'it computes in float32, and gives the dtype of its losses back',
      source: weighted,
    },
    softmax: {
      function: 'tf.nn.softmax',
      params: { temperature: 1 },
      differs:
        'oneDNN, which x86 processors take for float32 and bfloat16, does not carry NaN over to the rest of a row',
      source: nn,
    },
    log_softmax: {
      function: 'tf.nn.log_softmax',
      params: { temperature: 1 },
      source: nn,
    },
    log_sum_exp: {
      function: 'tf.reduce_logsumexp',
      params: {},
      source: 'tensorflow/python/ops/math_ops.py at 2.21; values run',
    },
    clip_grad_norm: {
      function: 'tf.clip_by_norm',
      params: { eps: 0 },
      differs: 'tf.clip_by_global_norm takes several tensors, and gives NaN where the norm is infinite',
      source: clip,
    },
    clip_grad_value: {
      function: 'tf.clip_by_value',
      params: {},
      differs: 'the ends are arguments of their own',
      source: clip,
    },
  },
};
