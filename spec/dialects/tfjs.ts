import type { Dialect } from '../language/dialect.ts';

const nonzero = 'the default reduction divides by the number of weights that are not 0';

/** TensorFlow.js: tf.losses, and where it has nothing, tfjs-layers. */
export const tfjs: Dialect = {
  id: 'tfjs',
  library: 'TensorFlow.js',
  versions: '4.22',
  losses: {
    mse: {
      function: 'tf.losses.meanSquaredError',
      params: { denominator: 'count', empty: 'nan' },
      differs: nonzero,
      source: 'tfjs-core/src/ops/losses/mean_squared_error.ts at 0fc04d95; values run on 4.22',
    },
    huber: {
      function: 'tf.losses.huberLoss',
      params: { denominator: 'count', empty: 'nan' },
      differs: nonzero,
      source: 'tfjs-core/src/ops/losses/huber_loss.ts at 0fc04d95; values run on 4.22',
    },
    log_cosh: {
      function: 'logcosh of tfjs-layers',
      params: {},
      differs: 'it is averaged over the last axis only, there is no reduction',
      source: 'tfjs-layers/src/losses.ts at 0fc04d95',
    },
    mae: {
      function: 'tf.losses.absoluteDifference',
      params: { denominator: 'count', empty: 'nan' },
      differs: `${nonzero}; the gradient at 0 is -1`,
      source: 'tfjs-core/src/ops/losses/absolute_difference.ts at 0fc04d95; gradient run on 4.22',
    },
    bce: {
      function: 'tf.losses.logLoss',
      params: { guard: 'epsilon_in_log', eps: 1e-7, denominator: 'count', empty: 'nan' },
      differs: `${nonzero}; a perfect prediction costs -1.19e-7 in float32`,
      source: 'tfjs-core/src/ops/losses/log_loss.ts at 0fc04d95; values run on 4.22',
    },
    hinge: {
      function: 'tf.losses.hingeLoss',
      params: { margin: 1, denominator: 'count', empty: 'nan' },
      differs: `labels are 0 and 1, and are always mapped: a label of -1 becomes -3; ${nonzero}`,
      source: 'tfjs-core/src/ops/losses/hinge_loss.ts at 0fc04d95; values run on 4.22',
    },
    squared_hinge: {
      function: 'squaredHinge of tfjs-layers',
      params: { margin: 1 },
      differs: 'it is averaged over the last axis only, there is no reduction',
      source: 'tfjs-layers/src/losses.ts at 0fc04d95',
    },
    categorical_hinge: {
      function: 'categoricalHinge of tfjs-layers, of one-hot targets',
      params: { margin: 1, right_class: 'zero' },
      differs: 'there is no reduction',
      source: 'tfjs-layers/src/losses.ts at 0fc04d95',
    },
    cosine_distance: {
      function: 'tf.losses.cosineDistance',
      params: { form: 'distance', norm_floor: 0, empty: 'nan' },
      differs: 'it does not normalise: 1 - dot(a, b), which is -3 for [2, 0] against itself',
      source: 'tfjs-core/src/ops/losses/cosine_distance.ts at 0fc04d95; values run on 4.22',
    },
    poisson_nll_rate: {
      function: 'poisson of tfjs-layers',
      params: { full: false, eps: 1e-7 },
      differs: 'it is averaged over the last axis only, there is no reduction',
      source: 'tfjs-layers/src/losses.ts at 0fc04d95',
    },
    bce_with_logits: {
      function: 'tf.losses.sigmoidCrossEntropy',
      params: { denominator: 'count', empty: 'nan' },
      differs: `${nonzero}; there is no pos_weight`,
      source: 'tfjs-core/src/ops/losses/sigmoid_cross_entropy.ts at 0fc04d95; values run on 4.22',
    },
    cross_entropy: {
      function: 'tf.losses.softmaxCrossEntropy of tf.oneHot(target, C)',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'count', empty: 'nan' },
      differs:
        'a label out of range is a row of zeros and costs 0, a fractional one is rounded down; log-softmax is x - lse(x), which is 0 at large logits',
      source: 'tfjs-core/src/ops/losses/softmax_cross_entropy.ts at 0fc04d95; values run on 4.22',
    },
    cross_entropy_probabilities: {
      function: 'tf.losses.softmaxCrossEntropy',
      params: { class_axis: -1, denominator: 'count', empty: 'nan' },
      differs:
        'the gradient of the targets is target - softmax, which is wrong; smoothing takes the number of classes from axis 1; log-softmax is x - lse(x), which is 0 at large logits',
      source: 'tfjs-core/src/ops/losses/softmax_cross_entropy.ts at 0fc04d95; values run on 4.22',
    },
  },
};
