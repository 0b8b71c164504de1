import type { Dialect } from '../language/dialect.ts';

const metric = 'there is a mean and no gradient; weights that sum to 0 give 0, an empty list ends the process';
const source = 'catboost/libs/metrics/metric.cpp at c5e66299, by reading; catboost.utils.eval_metric at 1.2.10, run';

/** CatBoost: its metrics, of labels and raw predictions. */
export const catboost: Dialect = {
  id: 'catboost',
  library: 'CatBoost',
  versions: '1.2.10',
  losses: {
    mse: {
      function: "eval_metric(..., 'Lq:q=2')",
      params: { empty: 'zero' },
      differs: `RMSE is its root; ${metric}`,
      source,
    },
    mae: {
      function: "eval_metric(..., 'MAE')",
      params: { empty: 'zero' },
      differs: `a difference is lessened by 1e-6, of Lq:q=1 it is not; ${metric}`,
      source: `${source} (0.999999 for a difference of 1)`,
    },
    pinball: {
      function: "eval_metric(..., 'Quantile:alpha=')",
      params: { tau: 0.5, empty: 'zero' },
      differs: `a difference is lessened by delta, which is 1e-6 unless it is given; ${metric}`,
      source,
    },
    expectile: {
      function: "eval_metric(..., 'Expectile:alpha=')",
      params: { tau: 0.5, empty: 'zero' },
      differs: metric,
      source,
    },
    huber: {
      function: "eval_metric(..., 'Huber:delta=')",
      params: { empty: 'zero' },
      differs: `delta must be given; ${metric}`,
      source,
    },
    log_cosh: {
      function: "eval_metric(..., 'LogCosh')",
      params: { empty: 'zero' },
      differs: `the logarithm is a fast one, with an absolute error of up to 1e-4; ${metric}`,
      source: `${source} (-1.65e-6 for a difference of 1e-4)`,
    },
    mape: {
      function: "eval_metric(..., 'MAPE')",
      params: { unit: 'fraction', eps: 1, empty: 'zero' },
      differs: `a label smaller than 1 divides by 1, as is documented; ${metric}`,
      source,
    },
    msle: {
      function: "eval_metric(..., 'MSLE')",
      params: { empty: 'zero' },
      differs: metric,
      source,
    },
    poisson_nll: {
      function: "eval_metric(..., 'Poisson')",
      params: { full: false, empty: 'zero' },
      differs: metric,
      source,
    },
    bce_with_logits: {
      function: "eval_metric(..., 'CrossEntropy')",
      params: { empty: 'zero' },
      differs: `'Logloss' takes a label above 1/2 for 1; ${metric}`,
      source,
    },
    binary_focal: {
      function: "eval_metric(..., 'Focal:focal_alpha=;focal_gamma=')",
      params: { balanced: true, empty: 'zero' },
      differs: `alpha and gamma must be given, and be above 0; the probability is clipped to 1e-13; ${metric}`,
      source: `${source} (7.48 for a logit of -40 on label 1, at alpha 0.25)`,
    },
    hinge: {
      function: "eval_metric(..., 'HingeLoss')",
      params: { margin: 1, empty: 'zero' },
      differs: `labels are 0 and 1; ${metric}`,
      source,
    },
    categorical_hinge: {
      function: "eval_metric(..., 'HingeLoss') of several columns",
      params: { margin: 1, right_class: 'excluded', empty: 'zero' },
      differs: metric,
      source,
    },
    cross_entropy: {
      function: "eval_metric(..., 'MultiClass')",
      params: { class_axis: -1, empty: 'zero' },
      differs: `nothing is smoothed or ignored; ${metric}`,
      source,
    },
  },
};
