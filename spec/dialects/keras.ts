import type { Dialect } from '../language/dialect.ts';

/**
 * Keras 3: a loss is averaged over the last axis, then summed and divided by the number of those averages. What an empty
 * batch gives depends on its shape (NaN, 0 or an empty tensor), so that `empty` is mostly left open here.
 */
export const keras: Dialect = {
  id: 'keras',
  library: 'Keras',
  versions: '3.15 on TensorFlow, JAX, PyTorch and NumPy',
  losses: {
    mse: {
      function: 'keras.losses.MeanSquaredError',
      params: { denominator: 'count' },
      differs: 'weights are of rows, not of elements; an empty batch of shape (0, D) gives an empty tensor',
      source: 'keras/src/losses/losses.py and loss.py at 3.15; values run',
    },
    huber: {
      function: 'keras.losses.Huber',
      params: { denominator: 'count' },
      differs: 'weights are of rows; delta is not checked',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    log_cosh: {
      function: 'keras.losses.LogCosh',
      params: { denominator: 'count' },
      differs: 'weights are of rows; NaN at -infinity on TensorFlow; 0 below about 1e-4 in float32',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    mae: {
      function: 'keras.losses.MeanAbsoluteError',
      params: { denominator: 'count' },
      differs: 'weights are of rows, not of elements',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    msle: {
      function: 'keras.losses.MeanSquaredLogarithmicError',
      params: { denominator: 'count' },
      differs: 'weights are of rows; both operands are raised to 1e-7 first',
      source: 'keras/src/losses/losses.py at 3.15; run',
    },
    mape: {
      function: 'keras.losses.MeanAbsolutePercentageError',
      params: { unit: 'percent', eps: 1e-7, denominator: 'count' },
      differs: 'weights are of rows',
      source: 'keras/src/losses/losses.py at 3.15; run',
    },
    poisson_nll_rate: {
      function: 'keras.losses.Poisson',
      params: { full: false, eps: 1e-7, denominator: 'count' },
      differs: 'weights are of rows; a negative rate gives NaN and is not refused',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    bce: {
      function: 'keras.losses.BinaryCrossentropy',
      params: { guard: 'clip', eps: 1e-7, denominator: 'count' },
      differs:
        'weights are of rows; in float32 1 - (1 - 1e-7) is 1.19e-7, so that a confident wrong answer costs 15.94',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    focal: {
      function: 'keras.losses.CategoricalFocalCrossentropy(from_logits=True) of one-hot targets',
      params: { alpha: 0.25, gamma: 2, class_axis: -1, denominator: 'count' },
      differs: 'alpha is the factor of every class; nothing can be ignored',
      source: 'keras/src/losses/losses.py at 3.15; values run (0.30099 against 1.20397 at gamma 0)',
    },
    hinge: {
      function: 'keras.losses.Hinge',
      params: { margin: 1, denominator: 'count' },
      differs: 'where a whole batch is in {0, 1} it is taken for {-1, 1}; weights are of rows',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    squared_hinge: {
      function: 'keras.losses.SquaredHinge',
      params: { margin: 1, denominator: 'count' },
      differs: 'where a whole batch is in {0, 1} it is taken for {-1, 1}; weights are of rows',
      source: 'keras/src/losses/losses.py at 3.15; run',
    },
    categorical_hinge: {
      function: 'keras.losses.CategoricalHinge of one-hot targets',
      params: { margin: 1, right_class: 'zero' },
      differs: 'where all other scores are below -1 the right class still costs',
      source: 'keras/src/losses/losses.py at 3.15; values run; keras issue 8083',
    },
    cosine_distance: {
      function: 'keras.losses.CosineSimilarity',
      params: { form: 'negative_similarity', norm_floor: 1e-7 },
      differs: 'the floor is not there on the NumPy backend',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    tversky: {
      function: 'keras.losses.Tversky',
      params: { alpha: 0.5, beta: 0.5, smooth: 0, denominator_eps: 1e-7, over: 'batch' },
      differs: 'up to 3.15.1 alpha and beta are exchanged',
      source: 'keras/src/losses/losses.py at 3.15; values run; keras pull request 23333',
    },
    ctc: {
      function: 'keras.losses.CTC',
      params: { per_label: false, zero_infinity: false },
      differs:
        'it takes logits of shape (N, T, C), and the labels that are not 0 are those that count; labels that do not fit cost 708 or 1e5, as the backend has it',
      source: 'keras/src/losses/losses.py at 3.15; keras.ops.ctc_loss run',
    },
    bce_with_logits: {
      function: 'keras.losses.BinaryCrossentropy(from_logits=True)',
      params: { denominator: 'count' },
      differs: 'weights are of rows, there is no pos_weight; on NumPy the sigmoid is clipped, so no loss exceeds 16.1',
      source: 'keras/src/losses/losses.py and keras/src/backend/*/nn.py at 3.15; values run',
    },
    cross_entropy: {
      function: 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
      params: { class_axis: -1, label_smoothing: 0, denominator: 'count', empty: 'zero' },
      differs:
        'there are no class weights and no smoothing; a label out of range is refused, 0 or NaN, as the backend has it',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    cross_entropy_probabilities: {
      function: 'keras.losses.CategoricalCrossentropy(from_logits=True)',
      params: { class_axis: -1, denominator: 'count' },
      differs:
        'there are no class weights; in 3.15 smoothing takes the number of classes from the last axis, whatever the axis',
      source: 'keras/src/losses/losses.py at 3.15; values run; keras issue 23451',
    },
    binary_focal: {
      function: 'keras.losses.BinaryFocalCrossentropy(from_logits=True)',
      params: { balanced: false, denominator: 'count' },
      differs:
        'alpha has no effect unless apply_class_balancing is set; on JAX, PyTorch and NumPy the sigmoid is clipped: logit 50 against 0 costs 15.94',
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
    dice: {
      function: 'keras.losses.Dice',
      params: { smooth: 0, denominator_eps: 1e-7, squared: false, over: 'batch' },
      source: 'keras/src/losses/losses.py at 3.15; values run',
    },
  },
};
