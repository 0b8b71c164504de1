import type { Dialect } from '../language/dialect.ts';

/** Operators of the ONNX standard that are losses, and the composition that its models use for mse. */
export const onnx: Dialect = {
  id: 'onnx',
  library: 'ONNX operators',
  versions: 'opset 13 and later',
  losses: {
    mse: {
      function: 'Sub, Mul, ReduceMean',
      params: {},
      differs: 'operands of different shapes are broadcast',
      source: 'onnx/defs/math/defs.cc at f7546912',
    },
    nll: {
      function: 'NegativeLogLikelihoodLoss',
      params: { class_axis: 1, denominator: 'weight', empty: 'nan' },
      differs:
        'what a label out of range gives is left open, and -1 is taken for the last class; the reference evaluator takes ignore_index = -1 for none',
      source: 'onnx/defs/math/defs.cc at f7546912; values run on ONNX Runtime 1.30; onnx pull request 8433',
    },
    softmax: { function: 'Softmax', params: { temperature: 1 }, source: 'onnx/defs/math/defs.cc at f7546912' },
    log_softmax: { function: 'LogSoftmax', params: { temperature: 1 }, source: 'onnx/defs/math/defs.cc at f7546912' },
    log_sum_exp: {
      function: 'ReduceLogSumExp',
      params: {},
      source: 'onnx/defs/reduction/defs.cc at f7546912',
    },
    clip_grad_value: {
      function: 'Clip',
      params: {},
      source: 'onnx/defs/math/defs.cc at f7546912; run on the reference evaluator of 1.23',
    },
    cross_entropy: {
      function: 'SoftmaxCrossEntropyLoss',
      params: { class_axis: 1, label_smoothing: 0, denominator: 'target_weight', empty: 'nan' },
      differs:
        'there is no smoothing; an empty batch is left open; what a label out of range gives is left open, and -1 is taken for the last class by ONNX Runtime and by the reference evaluator',
      source: 'onnx/defs/math/defs.cc at f7546912; values run on ONNX Runtime 1.30 and the reference evaluator of 1.23',
    },
  },
};
