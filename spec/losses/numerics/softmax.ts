import { defineLoss } from '../../language/define-loss.ts';
import { positive, real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, ofFunction, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const softmax = defineLoss({
  id: 'softmax',
  kind: 'function',
  family: 'numerics',
  summary: 'Softmax: the exponentials of the logits, divided by their sum, so that every row is a distribution.',
  operands: { logits: operand(['N', 'C'], real, 'unnormalised log-probabilities of the classes') },
  params: { temperature: number(1, positive, 'divides the logits', { tries: [0.07, 0.7, 2] }) },
  items: { axes: ['N'], index: 'c', count: 'C' },
  formula: '1 / sum(map(logits, f(z) = exp((z - logits[c]) / temperature)))',
  reductions: ['none'],
  laws: {
    ...ofFunction,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    convex: isFalse({
      args: { in: ['logits'] },
      sample: { operands: { logits: [[0, 0]] } },
      to: { logits: [[4, 0]] },
      because: 'a probability bends down on its way to 1: 1/2, 0.88, 0.98',
    }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '1 / (2 * temperature)' }),
    scale: holds({ by: { logits: 1, temperature: 1 }, degree: 0 }),
    translation: holds({ together: ['logits'], shift: 'row' }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'logits', direction: 'increasing' },
      sample: { operands: { logits: [[0, 0]] } },
      to: { logits: [[1, 0]] },
      because: 'what one class wins, the others lose',
    }),
    bounded: holds({ min: 0, max: 1 }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: inapplicable('a class that is left out has no term of its own'),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'a hot softmax is uniform',
      set: { temperature: { atLeast: '64 * (max(logits) - min(logits))' } },
      becomes: '1 / C',
      within: '(max(logits) - min(logits)) / (4 * temperature)',
    }),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
    parameter_matters: holds({ param: 'temperature' }),
  },
  edges: [
    { title: 'no rows', operands: { logits: [] }, value: [], gradient: { logits: [] } },
    {
      title: 'a class at -infinity has probability 0',
      operands: { logits: [[0, -Infinity, 0]] },
      value: [[0.5, 0, 0.5]],
      gradient: { logits: [[0, 0, 0]] },
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
        [0.5, 0.5],
      ],
    },
    { title: 'a single class', operands: { logits: [[-3]] }, value: [[1]], gradient: { logits: [[0]] } },
    { title: 'temperature 0', operands: { logits: [[1, 2]] }, params: { temperature: 0 }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'the source lesson: logits of a thousand',
      operands: { logits: [[1000, 1001, 1002]] },
      value: [[0.09003057317038046, 0.24472847105479764, 0.6652409557748219]],
    },
    {
      title: 'temperature 2: the softmax of 1/2, 1, 3/2',
      operands: { logits: [[1, 2, 3]] },
      params: { temperature: 2 },
      value: [[0.1863237232258476, 0.3071958857184984, 0.506480391055654]],
    },
    { title: 'equal logits', operands: { logits: [[7, 7, 7, 7]] }, value: [[0.25, 0.25, 0.25, 0.25]] },
  ],
  traps: [
    {
      title: 'Not shifting',
      text: 'exp overflows from 88.7 in float32 and 709.8 in float64; subtracting the maximum changes nothing else.',
    },
    {
      title: 'Dividing by the temperature first',
      text: 'Rounding z / T before the maximum is subtracted loses the digits in which large logits differ.',
    },
    {
      title: 'The maximum of the batch',
      text: 'Subtracting one maximum from all rows lets a row that lies far below it vanish: 0 / 0.',
    },
    { title: 'Over the wrong axis', text: 'The probabilities of a row sum to 1, not those of a column.' },
    {
      title: 'Before a softmax cross-entropy',
      text: 'Such a loss takes logits; given probabilities it applies softmax twice.',
    },
  ],
  sources: [
    {
      title: 'Bridle: Probabilistic interpretation of feedforward classification network outputs (1990)',
      reference: 'https://doi.org/10.1007/978-3-642-76153-9_28',
    },
    {
      title: 'Hinton, Vinyals, Dean: Distilling the knowledge in a neural network (2015), temperature',
      reference: 'https://arxiv.org/abs/1503.02531',
    },
    {
      title: 'Blanchard, Higham, Higham: Accurately computing the log-sum-exp and softmax functions (2021)',
      reference: 'https://doi.org/10.1093/imanum/draa038',
    },
  ],
});
