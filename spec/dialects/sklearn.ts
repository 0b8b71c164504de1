import type { Dialect } from '../language/dialect.ts';

const metric =
  'there is no gradient; NaN and infinity are refused, and so are an empty batch and weights that sum to 0';
const fitting = 'not public: estimators fit with it; weights that sum to 0 are refused in a mean';

/** scikit-learn: functions of sklearn.metrics, and the classes of sklearn._loss that its estimators fit with. */
export const sklearn: Dialect = {
  id: 'sklearn',
  library: 'scikit-learn',
  versions: '1.9',
  losses: {
    mse: {
      function: 'sklearn.metrics.mean_squared_error',
      params: { empty: 'throw' },
      differs: metric,
      source: 'sklearn/metrics/_regression.py at 1.9.1; run',
    },
    mae: {
      function: 'sklearn.metrics.mean_absolute_error',
      params: { empty: 'throw' },
      differs: metric,
      source: 'sklearn/metrics/_regression.py at 1.9.1; run',
    },
    msle: {
      function: 'sklearn.metrics.mean_squared_log_error',
      params: { empty: 'throw' },
      differs: metric,
      source: 'sklearn/metrics/_regression.py at 1.9.1; run',
    },
    mape: {
      function: 'sklearn.metrics.mean_absolute_percentage_error',
      params: { unit: 'fraction', eps: 2 ** -52, empty: 'throw' },
      differs: metric,
      source: 'sklearn/metrics/_regression.py at 1.9.1; run',
    },
    pinball: {
      function: 'sklearn.metrics.mean_pinball_loss',
      params: { empty: 'throw' },
      differs: metric,
      source: 'sklearn/metrics/_regression.py at 1.9.1; run',
    },
    huber: {
      function: 'sklearn._loss.HuberLoss',
      params: { empty: 'throw' },
      differs: fitting,
      source: 'sklearn/_loss/loss.py at 1.9.1; run',
    },
    poisson_nll: {
      function: 'sklearn._loss.HalfPoissonLoss',
      params: { full: false, empty: 'throw' },
      differs: fitting,
      source: 'sklearn/_loss/loss.py at 1.9.1; run',
    },
    bce: {
      function: 'sklearn.metrics.log_loss',
      params: { guard: 'clip', eps: 2 ** -52, empty: 'throw' },
      differs: `labels are 0 or 1; the epsilon is that of the dtype of the probabilities, here of float64; ${metric}`,
      source: 'sklearn/metrics/_classification.py at 1.9.1; run',
    },
    bce_with_logits: {
      function: 'sklearn._loss.HalfBinomialLoss',
      params: { empty: 'throw' },
      differs: fitting,
      source: 'sklearn/_loss/loss.py at 1.9.1; run',
    },
    cross_entropy: {
      function: 'sklearn._loss.HalfMultinomialLoss',
      params: { class_axis: -1, empty: 'throw' },
      differs: `nothing is smoothed or ignored; ${fitting}`,
      source: 'sklearn/_loss/loss.py at 1.9.1; run',
    },
    brier: {
      function: 'sklearn.metrics.brier_score_loss(scale_by_half=False)',
      params: { classes: 'sum', class_axis: -1, empty: 'throw' },
      differs: `of two classes it is half of that by default; ${metric}`,
      source: 'sklearn/metrics/_classification.py at 1.9.1; run',
    },
    hinge: {
      function: 'sklearn.metrics.hinge_loss',
      params: { margin: 1, empty: 'throw' },
      differs: `where all labels are the same they are taken for -1, whatever \`labels\` says; ${metric}`,
      source: 'sklearn/metrics/_classification.py at 1.9.1; run (2 for a score of 1 on the label 1)',
    },
    categorical_hinge: {
      function: 'sklearn.metrics.hinge_loss of three classes and more',
      params: { margin: 1, right_class: 'excluded', empty: 'throw' },
      differs: metric,
      source: 'sklearn/metrics/_classification.py at 1.9.1; run',
    },
    cosine_distance: {
      function: 'sklearn.metrics.pairwise.paired_cosine_distances',
      params: { form: 'distance', norm_floor: 0, empty: 'throw' },
      differs: `it is half the squared distance of the normalised vectors, and 0.5 against a zero vector; ${metric}`,
      source: 'sklearn/metrics/pairwise.py at 1.9.1; run',
    },
  },
};
