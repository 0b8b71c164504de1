import { type Dtype, formats } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';
import { suiteVersion } from '../../spec/version.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { type Case, type TypedTensor, type Want, withRespectTo } from '../case.ts';
import type { Implementation, LossSupport } from '../implementation.ts';
import type { Outcome } from '../outcome.ts';
import { bceWithLogits, binaryFocal } from './hand-written-classification.ts';
import { ctc } from './hand-written-ctc.ts';
import { gaussianKl } from './hand-written-generative.ts';
import { ntXent, tripletMargin } from './hand-written-metric-learning.ts';
import { MeanOverNothing } from './hand-written-reduction.ts';
import { huber, logCosh, mse } from './hand-written-regression.ts';
import { dice, giou } from './hand-written-segmentation-detection.ts';
import { crossEntropy, crossEntropyProbabilities } from './hand-written-softmax.ts';
import { rnnTransducer } from './hand-written-transducer.ts';
import type { Answer, HandWrittenLoss, Question } from './question.ts';

const losses: Readonly<Record<string, HandWrittenLoss>> = {
  mse,
  huber,
  log_cosh: logCosh,
  bce_with_logits: bceWithLogits,
  binary_focal: binaryFocal,
  cross_entropy: crossEntropy,
  cross_entropy_probabilities: crossEntropyProbabilities,
  ctc,
  rnn_transducer: rnnTransducer,
  triplet_margin: tripletMargin,
  nt_xent: ntXent,
  dice,
  giou,
  gaussian_kl: gaussianKl,
};
const dtypes: readonly Dtype[] = ['f64', 'f32'];

/**
 * The losses as one writes them from the papers: loops over plain numbers, gradients derived on paper, sums taken from
 * the first number on or from the last. A control: it shares nothing with the references, and the suite must find
 * nothing wrong with it. float64, and float32 with every operation rounded; input is not validated.
 */
export function handWritten({ order }: { readonly order: 'forward' | 'backward' }): Implementation {
  return {
    describe: async () => ({
      name: `hand-written loops, ${order}`,
      version: suiteVersion,
      language: 'TypeScript',
      device: 'cpu',
      deterministic: true,
      validates: false,
      arithmetic: Object.fromEntries(dtypes.map((dtype) => [dtype, plainDeclaration(dtype)])),
      losses: Object.fromEntries(Object.keys(losses).map((id) => [id, supportOf(specs[id]!)])),
    }),
    evaluate: async (cases) => cases.map((c) => answer(c, walks[order])),
    close: async () => {},
  };
}

/** Every option of the spec: nothing is left out. */
function supportOf(spec: LossSpec): LossSupport {
  const operands = Object.keys(spec.operands).filter((name) => spec.operands[name]!.differentiable);
  const numbers = Object.entries(spec.params).filter(([, param]) => param.kind === 'number' && param.differentiable);
  return {
    origin: 'library',
    params: Object.fromEntries(Object.keys(spec.params).map((name) => [name, 'any'])),
    reductions: spec.reductions,
    dtypes,
    wants: ['value', ...[...operands, ...numbers.map(([name]) => name)].map((name) => `gradient.${name}`)],
  };
}

const walks: Readonly<Record<'forward' | 'backward', Question['walk']>> = {
  *forward(n) {
    for (let i = 0; i < n; i++) yield i;
  },
  *backward(n) {
    for (let i = n - 1; i >= 0; i--) yield i;
  },
};

function answer(c: Case, walk: Question['walk']): Outcome {
  const loss = losses[c.loss];
  if (!loss || !dtypes.includes(c.dtype)) return { status: 'unsupported', what: `${c.loss} in ${c.dtype}` };
  const { operands, params, reduction } = c;
  const question: Question = {
    round: formats[c.dtype].round,
    walk,
    operands,
    params,
    reduction,
    cotangent: c.cotangent.data,
  };
  let given: Answer;
  try {
    given = loss(question);
  } catch (error) {
    if (!(error instanceof MeanOverNothing)) throw error;
    return { status: 'rejected', kind: 'MeanOverNothing', message: error.message };
  }
  const output = (want: Want): TypedTensor => {
    if (want === 'value') return { dtype: c.dtype, shape: c.cotangent.shape, data: given.value };
    const name = withRespectTo(want);
    return { dtype: c.dtype, shape: operands[name]?.shape ?? [], data: given.gradients[name]! };
  };
  return { status: 'value', outputs: Object.fromEntries(c.wants.map((want) => [want, output(want)])) };
}
