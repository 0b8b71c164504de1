import * as losses from './losses.mjs';

const pair = ['prediction', 'target'];
const everyReduction = { reductions: ['none', 'sum', 'mean'] };
/** What tf.losses weighs: element by element, with either mean. Its default mean has no gradient of the weights. */
const weighted = (call, gradients, params = {}) => ({
  call,
  gradients,
  params: { denominator: ['count', 'weight'], ...params },
  optional: ['weight'],
  ...everyReduction,
});
const unweighted = (call, gradients, params = {}) => ({ call, gradients, params, ...everyReduction });
/** Functions of the layers API know no weights; tf.mean, which follows them, is 0 over nothing. */
const ofLayers = (call, gradients, params = {}) => unweighted(call, gradients, { empty: ['zero'], ...params });
const elements = (call, gradients, params = {}) => ofLayers(call, gradients, { denominator: 'any', ...params });
const rows = (call) => ({ call, gradients: ['logits'], params: {}, reductions: ['none'] });
const classes = { class_axis: [-1], denominator: ['count'], label_smoothing: 'any' };

/** Which losses there are, with which operands and parameter values: one row a loss, or a function of it. */
export const table = {
  mse: weighted(losses.mse, pair),
  mae: weighted(losses.mae, pair),
  huber: weighted(losses.huber, pair, { delta: 'any' }),
  bce: weighted(losses.bce, ['probability', 'target'], { guard: ['epsilon_in_log'], eps: 'any' }),
  'bce@binaryCrossentropy': elements(losses.binaryCrossentropy, ['probability', 'target'], {
    guard: ['clip'],
    eps: [1e-7],
  }),
  bce_with_logits: weighted(losses.bceWithLogits, ['logits', 'target']),
  hinge: weighted(losses.hinge, ['prediction'], { margin: [1] }),
  'hinge@layers': elements(losses.hingeOfLayers, ['prediction'], { margin: [1] }),
  squared_hinge: elements(losses.squaredHinge, ['prediction'], { margin: [1] }),
  categorical_hinge: ofLayers(losses.categoricalHinge, ['scores'], { margin: [1], right_class: ['zero'] }),
  cross_entropy: unweighted(losses.crossEntropy, ['logits'], classes),
  cross_entropy_probabilities: unweighted(losses.crossEntropyProbabilities, ['logits', 'target'], classes),
  log_cosh: elements(losses.logCosh, pair),
  msle: elements(losses.msle, pair),
  mape: elements(losses.mape, pair, { unit: ['percent'], eps: [1e-7] }),
  poisson_nll_rate: elements(losses.poissonNllRate, ['rate', 'target'], { full: [false], eps: [1e-7] }),
  cosine_distance: unweighted(losses.cosineDistance, ['first', 'second'], { form: ['distance'] }),
  'cosine_distance@cosineProximity': ofLayers(losses.cosineProximity, ['first', 'second'], {
    form: ['negative_similarity'],
    norm_floor: [Math.sqrt(1e-7)],
  }),
  softmax: rows(losses.softmax),
  log_softmax: rows(losses.logSoftmax),
  log_sum_exp: rows(losses.logSumExp),
};
