import type { Dialect } from '../language/dialect.ts';

const byCaller = "it does not reduce: the mean is the caller's";

/** Optax 0.2 on JAX. Most functions give every item's loss and leave the mean to the caller. */
export const optax: Dialect = {
  id: 'optax',
  library: 'Optax',
  versions: '0.2.8 on JAX 0.10',
  losses: {
    mse: {
      function: 'optax.squared_error',
      params: { empty: 'nan' },
      differs: `${byCaller}; optax.l2_loss is half of it`,
      source: 'optax/losses/_regression.py at 0.2.8; values run',
    },
    huber: {
      function: 'optax.huber_loss',
      params: { empty: 'nan' },
      differs: `${byCaller}; operands of different shapes are broadcast`,
      source: 'optax/losses/_regression.py at 0.2.8; values run',
    },
    log_cosh: {
      function: 'optax.log_cosh',
      params: { empty: 'nan' },
      differs: `${byCaller}; operands of different shapes are broadcast; 0 below about 1e-4 in float32`,
      source: 'optax/losses/_regression.py at 0.2.8; values run',
    },
    poly_cross_entropy: {
      function: 'optax.losses.poly_loss_cross_entropy of one-hot targets',
      params: { epsilon: 2, class_axis: -1 },
      differs: byCaller,
      source: 'optax/losses/_classification.py at 0.2.8',
    },
    kl_div: {
      function: 'optax.kl_divergence',
      params: { per: 'row', empty: 'nan' },
      differs: `${byCaller}; the gradient of a target of 0 is NaN`,
      source: 'optax/losses/_classification.py at 0.2.8; values run; optax pull request 1786',
    },
    kl_div_log_target: {
      function: 'optax.kl_divergence_with_log_targets',
      params: { per: 'row', empty: 'nan' },
      differs: `${byCaller}; a class at -infinity is NaN`,
      source: 'optax/losses/_classification.py at 0.2.8; values run',
    },
    hinge: {
      function: 'optax.hinge_loss',
      params: { margin: 1, empty: 'nan' },
      differs: byCaller,
      source: 'optax/losses/_classification.py at 0.2.8',
    },
    ctc: {
      function: 'optax.ctc_loss',
      params: { per_label: false, zero_infinity: false },
      differs: `${byCaller}; it takes logits of shape (N, T, C) with paddings; labels that do not fit cost 1e5`,
      source: 'optax/losses/_classification.py at 0.2.8; values run',
    },
    cosine_distance: {
      function: 'optax.cosine_distance',
      params: { form: 'distance', norm_floor: 0 },
      differs: byCaller,
      source: 'optax/losses/_regression.py at 0.2.8; values run',
    },
    tversky: {
      function: 'optax.losses.dice_loss with alpha and beta',
      params: { smooth: 1, denominator_eps: 0, over: 'item' },
      differs: 'the mean is over the classes',
      source: 'optax/losses/_segmentation.py at 0.2.8; values run',
    },
    categorical_hinge: {
      function: 'optax.losses.multiclass_hinge_loss',
      params: { margin: 1, right_class: 'excluded', empty: 'nan' },
      differs: byCaller,
      source: 'optax/losses/_classification.py at 0.2.8; run',
    },
    softmax: {
      function: 'jax.nn.softmax',
      params: { temperature: 1 },
      source: 'jax/_src/nn/functions.py at 0.10.2; run',
    },
    log_softmax: {
      function: 'jax.nn.log_softmax',
      params: { temperature: 1 },
      source: 'jax/_src/nn/functions.py at 0.10.2; run',
    },
    log_sum_exp: { function: 'jax.nn.logsumexp', params: {}, source: 'jax/_src/ops/special.py at 0.10.2; run' },
    clip_grad_norm: {
      function: 'optax.clip_by_global_norm',
      params: { eps: 0 },
      source: 'optax/transforms/_clipping.py at 0.2.8; run',
    },
    clip_grad_value: { function: 'optax.clip', params: {}, source: 'optax/transforms/_clipping.py at 0.2.8; run' },
    bce_with_logits: {
      function: 'optax.sigmoid_binary_cross_entropy',
      params: { empty: 'nan' },
      differs: `${byCaller}; there are no weights; logit +infinity with target 1 gives NaN`,
      source: 'optax/losses/_classification.py at 0.2.8; values run',
    },
    cross_entropy: {
      function: 'optax.softmax_cross_entropy_with_integer_labels',
      params: { class_axis: -1, label_smoothing: 0, empty: 'nan' },
      differs: `${byCaller}; -1 is taken for the last class and C gives NaN; lse(x) - x[y] is 0 at large logits`,
      source: 'optax/losses/_classification.py at 0.2.8; values run; optax issue 1185, pull request 1792',
    },
    cross_entropy_probabilities: {
      function: 'optax.softmax_cross_entropy',
      params: { class_axis: -1, label_smoothing: 0, denominator: 'count', empty: 'nan' },
      differs: `${byCaller}; NaN where a class of probability 0 has the logit -infinity`,
      source: 'optax/losses/_classification.py at 0.2.8; values run',
    },
    binary_focal: {
      function: 'optax.sigmoid_focal_loss',
      params: { balanced: false, empty: 'nan' },
      differs: byCaller,
      source: 'optax/losses/_classification.py at 0.2.8; pull request 1346',
    },
    triplet_margin: {
      function: 'optax.losses.triplet_margin_loss with eps = 0',
      params: { distance: 'euclidean', swap: false, coordinate_eps: 0, empty: 'nan' },
      differs: `${byCaller}; its eps of 1e-6 is added to the sum of squares, so that a point is 1e-3 from itself`,
      source: 'optax/losses/_self_supervised.py at 0.2.8; values run',
    },
    nt_xent: {
      function: 'optax.ntxent',
      params: {},
      differs: 'the positives are named by labels; without any it is NaN; the mean is over the positive pairs',
      source: 'optax/losses/_self_supervised.py at 0.2.8; values run',
    },
    dice: {
      function: 'optax.losses.dice_loss',
      params: { smooth: 2, denominator_eps: 0, squared: false, over: 'item' },
      differs:
        'its smooth of 1 is added to the intersection before doubling, which is a smooth of 2 here; the mean is over the classes',
      source: 'optax/losses/_segmentation.py at 0.2.8; values run',
    },
  },
};
