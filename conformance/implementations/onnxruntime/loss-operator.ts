import { GraphWriter } from '../../../reference/arithmetic/onnx/graph-writer.ts';
import { elementType } from '../../../reference/arithmetic/onnx/model.ts';
import type { LossSupport } from '../../implementation.ts';
import type { FormGraph } from './form.ts';
import type { Structure } from './structure.ts';

/** The loss operators of the format itself. They have no gradient. */
export const lossOperators = ['SoftmaxCrossEntropyLoss', 'NegativeLogLikelihoodLoss'] as const;
export type LossOperator = (typeof lossOperators)[number];

/**
 * What the operators can do of cross_entropy: the classes are axis 1, nothing is smoothed, and a mean divides by the
 * summed weights of the labels.
 */
export const lossOperatorSupport: LossSupport = {
  origin: 'library',
  params: {
    ignore_index: 'any',
    label_smoothing: [0],
    class_axis: [1],
    denominator: ['weight', 'target_weight'],
  },
  optional: ['class_weight'],
  reductions: ['none', 'sum', 'mean'],
  dtypes: ['f32', 'f64'],
  wants: ['value'],
};

/** A graph of one loss operator, after LogSoftmax where it takes log-probabilities. Labels arrive as numbers. */
export function lossOperatorGraph(
  operator: LossOperator,
  structure: Structure,
  metadata: Readonly<Record<string, string>> = {},
): FormGraph {
  const { loss, dtype, settings, shapes } = structure;
  const writer = new GraphWriter(dtype);
  for (const [name, shape] of Object.entries(shapes)) writer.declareInput(name, shape);
  const labels = writer.op('Cast', ['target'], { to: elementType.int64 });
  const scores = operator === 'SoftmaxCrossEntropyLoss' ? 'logits' : writer.op('LogSoftmax', ['logits'], { axis: 1 });
  const { reduction, ignore_index } = settings;
  const weights = shapes.class_weight ? ['class_weight'] : [];
  const value = writer.op(operator, [scores, labels, ...weights], {
    reduction,
    ...(typeof ignore_index === 'number' ? { ignore_index } : {}),
  });
  writer.declareOutput('value', reduction === 'none' ? shapes.target! : [], value);
  return {
    bytes: () => writer.bytes(loss, { loss, settings: JSON.stringify(settings), ...metadata }),
    operators: () => writer.operators(),
  };
}
