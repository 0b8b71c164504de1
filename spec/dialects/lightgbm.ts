import type { Dialect } from '../language/dialect.ts';

const metric =
  'there is a mean and no gradient; an empty batch is refused, weights that sum to 0 mostly are not; NaN is taken for 0';

/** LightGBM: its metrics, of raw scores where there is an objective. */
export const lightgbm: Dialect = {
  id: 'lightgbm',
  library: 'LightGBM',
  versions: '4.7',
  losses: {
    mse: {
      function: "metric 'l2'",
      params: { empty: 'throw' },
      differs: `'rmse' is its root; ${metric}`,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run',
    },
    mae: {
      function: "metric 'l1'",
      params: { empty: 'throw' },
      differs: metric,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run',
    },
    huber: {
      function: "metric 'huber'",
      params: { delta: 0.9, empty: 'throw' },
      differs: metric,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run',
    },
    pinball: {
      function: "metric 'quantile'",
      params: { tau: 0.9, empty: 'throw' },
      differs: `alpha must be above 0; ${metric}`,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run',
    },
    mape: {
      function: "metric 'mape'",
      params: { unit: 'fraction', eps: 1, empty: 'throw' },
      differs: `a label smaller than 1 divides by 1; ${metric}`,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run',
    },
    poisson_nll: {
      function: "metric 'poisson' with the objective 'poisson'",
      params: { full: false, empty: 'throw' },
      differs: `a rate below 1e-10 is raised to it; ${metric}`,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run (23.03 for a log rate of -50 on a count of 1)',
    },
    poisson_nll_rate: {
      function: "metric 'poisson' without an objective",
      params: { full: false, eps: 0, empty: 'throw' },
      differs: `a rate below 1e-10 is raised to it; ${metric}`,
      source: 'src/metric/regression_metric.hpp at 4.7.0; run',
    },
    bce: {
      function: "metric 'binary_logloss' without an objective",
      params: { guard: 'log_floor', log_floor: Math.fround(Math.log(Math.fround(1e-15))), empty: 'throw' },
      differs: `a label above 0 is 1; the floor of 'cross_entropy', which has soft labels, is log(1e-12); ${metric}`,
      source: 'src/metric/binary_metric.hpp, src/metric/xentropy_metric.hpp at 4.7.0; run',
    },
    bce_with_logits: {
      function: "metric 'binary_logloss' with the objective 'binary'",
      params: { empty: 'throw' },
      differs: `no loss is above 34.54, of 'cross_entropy' above 27.63; ${metric}`,
      source: 'src/metric/binary_metric.hpp, src/metric/xentropy_metric.hpp at 4.7.0; run',
    },
    cross_entropy: {
      function: "metric 'multi_logloss' with the objective 'multiclass'",
      params: { class_axis: -1, empty: 'throw' },
      differs: `no loss is above 34.54; nothing is smoothed or ignored; ${metric}`,
      source: 'src/metric/multiclass_metric.hpp at 4.7.0; run',
    },
  },
};
