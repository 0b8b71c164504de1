import { defineLoss } from '../../language/define-loss.ts';
import { positive, real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, ofFunction, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const logSoftmax = defineLoss({
  id: 'log_softmax',
  kind: 'function',
  family: 'numerics',
  summary: 'Log-softmax: the logarithms of the probabilities that softmax makes of the logits.',
  operands: { logits: operand(['N', 'C'], real, 'unnormalised log-probabilities of the classes') },
  params: { temperature: number(1, positive, 'divides the logits', { tries: [0.07, 0.7, 2] }) },
  items: { axes: ['N'], index: 'c', count: 'C' },
  formula: '-log(sum(map(logits, f(z) = exp((z - logits[c]) / temperature))))',
  reductions: ['none'],
  laws: {
    ...ofFunction,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: isFalse({
      args: {},
      sample: { operands: { logits: [[0, 0]] } },
      because: 'probabilities are at most 1, and their logarithms at most 0',
    }),
    convex: isFalse({
      args: { in: ['logits'] },
      sample: { operands: { logits: [[-4, 0]] } },
      to: { logits: [[4, 0]] },
      because: 'it is concave: -4.02 and -0.02 at the ends, -0.69 in the middle',
    }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '2 / temperature' }),
    scale: holds({ by: { logits: 1, temperature: 1 }, degree: 0 }),
    translation: holds({ together: ['logits'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'logits', direction: 'increasing' },
      sample: { operands: { logits: [[0, 0]] } },
      to: { logits: [[1, 0]] },
      because: 'what one class wins, the others lose',
    }),
    bounded: isFalse({
      args: { min: -10, max: 0 },
      sample: { operands: { logits: [[0, 100]] } },
      because: 'the logarithm of a small probability has no lower bound',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: inapplicable('a class that is left out has no term of its own'),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'a hot softmax is uniform',
      set: { temperature: { atLeast: '64 * (max(logits) - min(logits))' } },
      becomes: '-log(C)',
      within: '(max(logits) - min(logits)) / temperature',
    }),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    parameter_matters: holds({ param: 'temperature' }),
  },
  edges: [
    { title: 'no rows', operands: { logits: [] }, value: [], gradient: { logits: [] } },
    {
      title: 'a class at -infinity is removed',
      operands: { logits: [[0, -Infinity, 0]] },
      value: [[-Math.LN2, -Infinity, -Math.LN2]],
    },
    {
      title: 'a logit at infinity: what infinity exceeds infinity by is not known',
      operands: { logits: [[Infinity, 0]] },
      value: [[Number.NaN, Number.NaN]],
    },
    {
      title: 'every class at -infinity',
      operands: { logits: [[-Infinity, -Infinity]] },
      value: [[Number.NaN, Number.NaN]],
    },
    {
      title: 'NaN stays in its row',
      operands: {
        logits: [
          [Number.NaN, 0],
          [0, 0],
        ],
      },
      value: [
        [Number.NaN, Number.NaN],
        [-Math.LN2, -Math.LN2],
      ],
    },
    { title: 'a single class', operands: { logits: [[-3]] }, value: [[0]], gradient: { logits: [[0]] } },
    { title: 'temperature 0', operands: { logits: [[1, 2]] }, params: { temperature: 0 }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'logits of a thousand: -log(1 + e + e^2) and 1, 2 more',
      operands: { logits: [[1000, 1001, 1002]] },
      value: [[-2.40760596444438, -1.4076059644443804, -0.4076059644443803]],
    },
    {
      title: 'nearly certain: -log(1 + exp(-40)) keeps its digits',
      operands: { logits: [[40, 0]] },
      value: [[-4.248354255291589e-18, -40]],
    },
    { title: 'equal logits', operands: { logits: [[7, 7]] }, value: [[-Math.LN2, -Math.LN2]] },
  ],
  traps: [
    {
      title: 'The logarithm of softmax',
      text: 'Where softmax vanishes, from a gap of 104 in float32, its logarithm is -infinity, and earlier inexact.',
    },
    {
      title: 'The normaliser added before it is subtracted',
      text: 'z - log(sum(exp(z))) loses every digit at a large common offset: at 3e6 in float32 it becomes 0.',
    },
    {
      title: 'An epsilon inside the logarithm',
      text: 'log(p + 1e-7) stops at -16.1, and is above 0 for a certain class.',
    },
    {
      title: 'log instead of log1p',
      text: 'log(1 + small) is 0: the loss of a confident right answer, 2e-9 at a gap of 20, vanishes in float32.',
    },
  ],
  sources: [
    {
      title: 'Blanchard, Higham, Higham: Accurately computing the log-sum-exp and softmax functions (2021)',
      reference: 'https://doi.org/10.1093/imanum/draa038',
    },
    {
      title: 'Bridle: Probabilistic interpretation of feedforward classification network outputs (1990)',
      reference: 'https://doi.org/10.1007/978-3-642-76153-9_28',
    },
  ],
});
