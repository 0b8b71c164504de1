import type { Dialect } from '../language/dialect.ts';

const metric =
  'there is a mean and no gradient, as text of 17 decimals; weights that sum to 0 and an empty batch give 0; NaN and infinity are refused in labels';
const source = 'src/metric/elementwise_metric.cu at 3.2.0; run';

/** XGBoost: its metrics, of a booster's base margin. */
export const xgboost: Dialect = {
  id: 'xgboost',
  library: 'XGBoost',
  versions: '3.2',
  losses: {
    mse: {
      function: "the square of the metric 'rmse'",
      params: { empty: 'zero' },
      differs: metric,
      source,
    },
    msle: {
      function: "the square of the metric 'rmsle'",
      params: { empty: 'zero' },
      differs: metric,
      source,
    },
    mae: {
      function: "metric 'mae'",
      params: { empty: 'zero' },
      differs: metric,
      source,
    },
    mape: {
      function: "metric 'mape'",
      params: { unit: 'fraction', eps: 0, empty: 'zero' },
      differs: metric,
      source,
    },
    pseudo_huber: {
      function: "metric 'mphe'",
      params: { delta: 1, empty: 'zero' },
      differs: metric,
      source,
    },
    pinball: {
      function: "metric 'quantile'",
      params: { empty: 'throw' },
      differs: `quantile_alpha must be given, and a batch be not empty; ${metric}`,
      source: 'src/metric/elementwise_metric.cu at 3.2.0; run',
    },
    bce: {
      function: "metric 'logloss' of a probability",
      params: { guard: 'log_floor', log_floor: Math.fround(Math.log(Math.fround(1e-16))), empty: 'zero' },
      differs: metric,
      source,
    },
    bce_with_logits: {
      function: "metric 'logloss' with the objective 'binary:logistic'",
      params: { empty: 'zero' },
      differs: `it is of the probability in float32: a logit of 20 on the label 0 costs 36.84; ${metric}`,
      source,
    },
    cross_entropy: {
      function: "metric 'mlogloss' with the objective 'multi:softprob'",
      params: { class_axis: -1, empty: 'zero' },
      differs: `no loss is above 36.84; nothing is smoothed or ignored; ${metric}`,
      source: 'src/metric/multiclass_metric.cu at 3.2.0; run',
    },
  },
};
