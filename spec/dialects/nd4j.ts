import type { Dialect } from '../language/dialect.ts';

const operator = 'nd4j 1.0.0-M2.1, run; libnd4j/include/ops/declarable/generic/loss';
const lossClass = 'nd4j-api 1.0.0-M2.1, run; org/nd4j/linalg/lossfunctions/impl';
const transform = 'nd4j-api 1.0.0-M2.1, run; org/nd4j/linalg/api/ops/impl/transforms/custom';
const nonzero =
  'the default, MEAN_BY_NONZERO_WEIGHT_COUNT, divides by the number of weights that are not 0; MEAN_BY_WEIGHT by their sum';
const ofSum = 'computeGradient is that of the sum, whatever is averaged; empty arrays are refused';
const weighs = { denominator: 'count', empty: 'zero' } as const;
const rows = { denominator: 'count', empty: 'throw' } as const;

/** ND4J, of Deeplearning4j: the operators of Nd4j.loss(), and where they have none, the classes that networks are trained with. */
export const nd4j: Dialect = {
  id: 'nd4j',
  library: 'ND4J',
  versions: '1.0.0-M2.1',
  losses: {
    mse: {
      function: 'Nd4j.loss().meanSquaredError',
      params: weighs,
      differs: nonzero,
      source: `${operator}/meanSqErr.cpp`,
    },
    mae: {
      function: 'Nd4j.loss().absoluteDifference',
      params: weighs,
      differs: nonzero,
      source: `${operator}/absoluteDifference.cpp`,
    },
    huber: { function: 'Nd4j.loss().huberLoss', params: weighs, differs: nonzero, source: `${operator}/huberLoss.cpp` },
    poisson_nll: {
      function: 'Nd4j.loss().logPoisson',
      params: weighs,
      differs: `${nonzero}; with full Stirling's formula is added below 1, too, and is NaN at 0`,
      source: `${operator}/log_poisson_loss.cpp`,
    },
    bce: {
      function: 'Nd4j.loss().logLoss',
      params: { guard: 'epsilon_in_log', eps: 1e-7, ...weighs },
      differs: nonzero,
      source: `${operator}/logLoss.cpp`,
    },
    bce_with_logits: {
      function: 'Nd4j.loss().sigmoidCrossEntropy',
      params: weighs,
      differs: nonzero,
      source: `${operator}/sigmCrossEntropy.cpp`,
    },
    hinge: {
      function: 'Nd4j.loss().hingeLoss of labels 0 and 1',
      params: { margin: 1, ...weighs },
      differs: nonzero,
      source: `${operator}/hingeLoss.cpp`,
    },
    cross_entropy: {
      function: 'Nd4j.loss().sparseSoftmaxCrossEntropy',
      params: { class_axis: -1, ...rows },
      differs: 'there is no reduction; of classes, LossSparseMCXENT clips the softmax to [1e-10, 1 - 1e-10]',
      source: `${operator}/sparseSoftmaxCrossEntropyWithLogits.cpp`,
    },
    cross_entropy_probabilities: {
      function: 'Nd4j.loss().softmaxCrossEntropy',
      params: { class_axis: -1, ...weighs },
      differs: 'weights are of rows, not of classes; smoothing takes the number of classes from axis 1',
      source: `${operator}/softmaxCrossEntropy.cpp`,
    },
    ctc: {
      function: 'the operator ctc_loss, of blank index 0',
      params: { zero_infinity: false, per_label: false },
      differs: 'there is no reduction; the gradient is that of logits behind the log-probabilities',
      source: `${operator}/ctcLoss.cpp`,
    },
    mape: {
      function: 'LossMAPE',
      params: { unit: 'percent', eps: 0, ...rows },
      differs: ofSum,
      source: `${lossClass}/LossMAPE`,
    },
    msle: { function: 'LossMSLE', params: rows, differs: ofSum, source: `${lossClass}/LossMSLE` },
    poisson_nll_rate: {
      function: 'LossPoisson',
      params: { full: false, eps: 0, ...rows },
      differs: ofSum,
      source: `${lossClass}/LossPoisson`,
    },
    squared_hinge: {
      function: 'LossSquaredHinge',
      params: { margin: 1, ...rows },
      differs: ofSum,
      source: `${lossClass}/LossSquaredHinge`,
    },
    cosine_distance: {
      function: 'LossCosineProximity',
      params: { form: 'negative_similarity', norm_floor: 1e-5, empty: 'throw' },
      differs: ofSum,
      source: `${lossClass}/LossCosineProximity`,
    },
    wgan_generator: {
      function: 'LossWasserstein of labels -1',
      params: rows,
      differs: ofSum,
      source: `${lossClass}/LossWasserstein`,
    },
    dice: {
      function: 'LossFMeasure',
      params: { over: 'batch', smooth: 0, denominator_eps: 0, squared: false, empty: 'throw' },
      source: `${lossClass}/LossFMeasure`,
    },
    softmax: { function: 'softmax', params: { temperature: 1 }, source: `${transform}/SoftMax` },
    log_softmax: { function: 'log_softmax', params: { temperature: 1 }, source: `${transform}/LogSoftMax` },
  },
};
