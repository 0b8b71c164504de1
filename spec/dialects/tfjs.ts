import type { Dialect } from '../language/dialect.ts';

const lastAxis =
  'it is averaged over the last axis only, and has no weights; the tf.mean that follows is 0 over nothing';
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
      differs: `${nonzero}; the gradient is e - delta + delta, which is 0 at a small e`,
      source: 'tfjs-core/src/ops/losses/huber_loss.ts at 0fc04d95; values run on 4.22',
    },
    log_cosh: {
      function: 'logcosh of tfjs-layers',
      params: { empty: 'zero' },
      differs: `${lastAxis}; NaN at a difference of -infinity`,
      source: 'tfjs-layers/src/losses.ts at 0fc04d95; run on 4.22',
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
      params: { margin: 1, empty: 'zero' },
      differs: lastAxis,
      source: 'tfjs-layers/src/losses.ts at 0fc04d95; run on 4.22',
    },
    categorical_hinge: {
      function: 'categoricalHinge of tfjs-layers, of one-hot targets',
      params: { margin: 1, right_class: 'zero', empty: 'zero' },
      differs: 'there is no reduction; where wrong classes tie, the gradient goes to each of them in full',
      source: 'tfjs-layers/src/losses.ts at 0fc04d95; run on 4.22',
    },
    cosine_distance: {
      function: 'tf.losses.cosineDistance',
      params: { form: 'distance', norm_floor: 0, empty: 'nan' },
      differs: 'it does not normalise: 1 - dot(a, b), which is -3 for [2, 0] against itself',
      source: 'tfjs-core/src/ops/losses/cosine_distance.ts at 0fc04d95; values run on 4.22',
    },
    poisson_nll_rate: {
      function: 'poisson of tfjs-layers',
      params: { full: false, eps: 1e-7, empty: 'zero' },
      differs: lastAxis,
      source: 'tfjs-layers/src/losses.ts at 0fc04d95; run on 4.22',
    },
    msle: {
      function: 'meanSquaredLogarithmicError of tfjs-layers',
      params: { empty: 'zero' },
      differs: `${lastAxis}; both operands are raised to 1e-7 first, below which there is no gradient`,
      source: 'tfjs-layers/src/losses.ts at 0fc04d95; run on 4.22',
    },
    mape: {
      function: 'meanAbsolutePercentageError of tfjs-layers',
      params: { unit: 'percent', eps: 1e-7, empty: 'zero' },
      differs: lastAxis,
      source: 'tfjs-layers/src/losses.ts at 0fc04d95; run on 4.22',
    },
    softmax: {
      function: 'tf.softmax',
      params: { temperature: 1 },
      source: 'tfjs-core/src/ops/softmax.ts; run on 4.22',
    },
    log_softmax: {
      function: 'tf.logSoftmax',
      params: { temperature: 1 },
      source: 'tfjs-core/src/ops/log_softmax.ts; run on 4.22',
    },
    log_sum_exp: {
      function: 'tf.logSumExp',
      params: {},
      differs: 'NaN where all numbers are -infinity or one is infinite',
      source: 'tfjs-core/src/ops/log_sum_exp.ts; run on 4.22',
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
