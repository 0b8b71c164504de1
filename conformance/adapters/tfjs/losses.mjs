// The functions of tf.losses, of the layers API and of tf that are losses here, called with tensors and parameters.
import tf from '@tensorflow/tfjs-core';
import layers from '@tensorflow/tfjs-layers';

const { Reduction } = tf;

/** A mean over the summed weights is one of the reductions; over a number of elements it is the default. */
const reductionOf = ({ reduction, denominator }) => {
  if (reduction !== 'mean') return reduction === 'sum' ? Reduction.SUM : Reduction.NONE;
  return denominator === 'weight' ? Reduction.MEAN : Reduction.SUM_BY_NONZERO_WEIGHTS;
};

/** A function of the layers API, which a model finds by its name. */
function ofLayers(loss) {
  const inputs = layers.input({ shape: [1] });
  const model = layers.model({ inputs, outputs: layers.layers.dense({ units: 1 }).apply(inputs) });
  model.compile({ loss, optimizer: 'sgd' });
  return model.lossFunctions[0];
}

/** What a caller of a function without a reduction writes. */
const reduced = (terms, { reduction }) =>
  reduction === 'none' ? terms : reduction === 'sum' ? tf.sum(terms) : tf.mean(terms);

/** It is averaged over the last axis: each element gets one of its own. */
const elementwise = (loss, prediction = 'prediction') => {
  const f = ofLayers(loss);
  return (given, params) => reduced(f(tf.expandDims(given.target, -1), tf.expandDims(given[prediction], -1)), params);
};

const oneHot = (target, logits) => tf.oneHot(target, logits.shape[logits.rank - 1]);
const withIndices = (call, ...names) => Object.assign(call, { indices: names });

// ---- tf.losses

export const mse = ({ target, prediction, weight }, params) =>
  tf.losses.meanSquaredError(target, prediction, weight, reductionOf(params));
export const mae = ({ target, prediction, weight }, params) =>
  tf.losses.absoluteDifference(target, prediction, weight, reductionOf(params));
export const huber = ({ target, prediction, weight }, params) =>
  tf.losses.huberLoss(target, prediction, weight, params.delta, reductionOf(params));
export const bce = ({ target, probability, weight }, params) =>
  tf.losses.logLoss(target, probability, weight, params.eps, reductionOf(params));
export const bceWithLogits = ({ target, logits, weight }, params) =>
  tf.losses.sigmoidCrossEntropy(target, logits, weight, 0, reductionOf(params));
/** Its labels are 0 and 1. */
export const hinge = ({ target, prediction, weight }, params) =>
  tf.losses.hingeLoss(tf.div(tf.add(target, 1), 2), prediction, weight, reductionOf(params));
export const cosineDistance = ({ first, second }, params) => {
  const rows = tf.losses.cosineDistance(first, second, 1, undefined, reductionOf(params));
  return params.reduction === 'none' ? tf.squeeze(rows, [1]) : rows;
};
export const crossEntropy = withIndices(
  ({ target, logits }, params) =>
    tf.losses.softmaxCrossEntropy(
      oneHot(target, logits),
      logits,
      undefined,
      params.label_smoothing,
      reductionOf(params),
    ),
  'target',
);
export const crossEntropyProbabilities = ({ target, logits }, params) =>
  tf.losses.softmaxCrossEntropy(target, logits, undefined, params.label_smoothing, reductionOf(params));

// ---- the layers API

export const logCosh = elementwise('logcosh');
export const msle = elementwise('meanSquaredLogarithmicError');
export const mape = elementwise('meanAbsolutePercentageError');
export const poissonNllRate = elementwise('poisson', 'rate');
export const squaredHinge = elementwise('squaredHinge');
export const hingeOfLayers = elementwise('hinge');
export const binaryCrossentropy = elementwise('binaryCrossentropy', 'probability');
const categorical = ofLayers('categoricalHinge');
export const categoricalHinge = withIndices(
  ({ target, scores }, params) => reduced(categorical(oneHot(target, scores), scores), params),
  'target',
);
const proximity = ofLayers('cosineProximity');
export const cosineProximity = ({ first, second }, params) => reduced(proximity(first, second), params);

// ---- tf

export const softmax = ({ logits }) => tf.softmax(logits);
export const logSoftmax = ({ logits }) => tf.logSoftmax(logits);
export const logSumExp = ({ logits }) => tf.logSumExp(logits, -1);
