import { defineLoss } from '../../language/define-loss.ts';
import { positive, probability, real } from '../../language/domain.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { dpoEdges } from './dpo-edges.ts';
import { dpoLaws } from './dpo-laws.ts';

export const dpo = defineLoss({
  id: 'dpo',
  family: 'preference',
  summary:
    'Direct preference optimisation: minus the log of the sigmoid of beta times what the policy prefers the chosen answer by, over the reference.',
  operands: {
    policy_chosen: operand(['...'], real, "the policy's log-probability of the whole answer that was chosen"),
    policy_rejected: operand(['...'], real, 'its log-probability of the answer that was rejected'),
    reference_chosen: optionalOperand(
      ['...'],
      real,
      "the reference model's log-probability of the chosen answer; left out, the loss is free of a reference",
      { absent: 0 },
    ),
    reference_rejected: optionalOperand(['...'], real, 'its log-probability of the rejected answer', { absent: 0 }),
  },
  params: {
    beta: number(0.1, positive, 'how strongly the policy is held to the reference: a factor of the log-ratios', {
      tries: [0.5, 1],
    }),
    label_smoothing: number(0, probability, 'how probable it is that the two answers are the wrong way round', {
      tries: [0.1, 0.5],
    }),
  },
  items: ['...'],
  formula: [
    'margin = beta * ((policy_chosen - policy_rejected) - (reference_chosen - reference_rejected))',
    'missed(x) = -log(1 / (1 + exp(-x)))',
    '(1 - label_smoothing) * missed(margin) + label_smoothing * missed(-margin)',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    ...dpoLaws,
  },
  edges: dpoEdges,
  examples: [
    {
      title: 'log-ratios of 2 and -2: a margin of 0.4',
      operands: { policy_chosen: [-10], policy_rejected: [-14], reference_chosen: [-12], reference_rejected: [-12] },
      value: 0.5130152523999526,
    },
    {
      title: 'the same, one label in ten wrong',
      operands: { policy_chosen: [-10], policy_rejected: [-14], reference_chosen: [-12], reference_rejected: [-12] },
      params: { label_smoothing: 0.1 },
      value: 0.5530152523999526,
    },
    {
      title: 'without a reference, beta 1: leads of 0.5 and -2',
      operands: { policy_chosen: [-1.5, -4], policy_rejected: [-2, -2] },
      params: { beta: 1 },
      reduction: 'none',
      value: [0.47407698418010669, 2.1269280110429727],
    },
    {
      title: 'a policy that is still its reference costs log 2',
      operands: { policy_chosen: [-3], policy_rejected: [-80], reference_chosen: [-3], reference_rejected: [-80] },
      value: Math.LN2,
    },
  ],
  traps: [
    {
      title: 'The logarithm of the sigmoid',
      text: 'log(sigmoid(x)) is -infinity once the sigmoid is 0: below -104 in float32 (-745 in float64). Of softplus(-x) nothing overflows.',
    },
    {
      title: 'Whole answers',
      text: 'The log-probabilities are sums over the tokens of an answer without its prompt and padding; a mean over them is another loss.',
    },
    {
      title: 'Not without its reference',
      text: 'At the start of training the policy is the reference and the loss is log 2. Another number there is a dropped or exchanged operand.',
    },
    {
      title: 'Label smoothing switched off',
      text: 'At 0 times the second log-sigmoid, an answer of probability 0 makes NaN of 0 times infinity, though it costs nothing.',
    },
    {
      title: 'Large sums cancel',
      text: 'Answers have log-probabilities of hundreds. In bfloat16 two digits of them are left, and the difference is noise.',
    },
  ],
  sources: [
    {
      title: 'Rafailov et al.: Direct preference optimization (2023), equation 7',
      reference: 'https://arxiv.org/abs/2305.18290',
    },
    {
      title: 'Mitchell: A note on DPO with noisy preferences and relationship to IPO (2023), on label smoothing',
      reference: 'https://ericmitchell.ai/cdpo.pdf',
    },
  ],
});
