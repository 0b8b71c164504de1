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
