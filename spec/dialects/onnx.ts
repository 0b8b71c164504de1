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
    cross_entropy: {
      function: 'SoftmaxCrossEntropyLoss',
      params: { class_axis: 1, label_smoothing: 0, denominator: 'target_weight', empty: 'nan' },
      differs:
        'there is no smoothing; an empty batch is left open; what a label out of range gives is left open, and -1 is taken for the last class by ONNX Runtime and by the reference evaluator',
      source: 'onnx/defs/math/defs.cc at f7546912; values run on ONNX Runtime 1.30 and the reference evaluator of 1.23',
    },
  },
};
