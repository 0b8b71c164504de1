import type { Dialect } from '../language/dialect.ts';

const byCaller = "it does not reduce: the mean is the caller's";

/** RLax 0.1 on JAX. */
export const rlax: Dialect = {
  id: 'rlax',
  library: 'RLax',
  versions: '0.1.9 on JAX 0.10',
  losses: {
    clipped_surrogate_ratio: {
      function: 'rlax.clipped_surrogate_pg_loss with use_stop_gradient=False',
      params: { upper_clip: 'same', empty: 'nan' },
      differs: 'only the mean; an epsilon must be given; by default the advantage has no gradient',
      source: 'rlax/_src/policy_gradients.py at 0.1.9; run',
    },
    cross_entropy: {
      function: 'rlax.policy_gradient_loss of advantages and weights of 1',
      params: { ignore_index: null, label_smoothing: 0, class_axis: -1, empty: 'nan' },
      differs: 'only the mean, over all rows',
      source: 'rlax/_src/policy_gradients.py at 0.1.9; run',
    },
    bce: {
      function: 'rlax.log_loss',
      params: { guard: 'none', empty: 'nan' },
      differs: `${byCaller}; it is the logarithm of a product of powers`,
      source: 'rlax/_src/losses.py at 0.1.9; run',
    },
    huber: {
      function: 'rlax.huber_loss of prediction - target',
      params: { delta: 1, empty: 'nan' },
      differs: byCaller,
      source: 'rlax/_src/clipping.py at 0.1.9; run',
    },
    expectile: {
      function: 'rlax.expectile_loss',
      params: { empty: 'nan' },
      differs: `${byCaller}; an expectile must be given; its docstring calls it the weight of predictions that are too high, which have 1 - expectile`,
      source: 'rlax/_src/losses.py at 0.1.9; run',
    },
    pinball: {
      function: 'rlax.quantile_regression_loss of one quantile and one sample',
      params: { empty: 'nan' },
      differs:
        'it adds over the quantiles what it averages over the samples; by default the target has no gradient; a huber_param makes it the quantile Huber loss',
      source: 'rlax/_src/value_learning.py at 0.1.9; run',
    },
  },
};
