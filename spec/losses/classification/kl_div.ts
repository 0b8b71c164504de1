import { defineLoss } from '../../language/define-loss.ts';
import { probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

const axes = { by: 'per', axes: { row: ['N', 'C'], element: ['N', '...'] } } as const;
// At t = 0 the value is 0 and the derivative in t is -infinity, as that of the negative square root is.
const cost = 'cost(t, x) = t == 0 ? -sqrt(t) : t * (log(t) - x);';
const row = { params: { per: 'row' } } as const;

export const klDiv = defineLoss({
  id: 'kl_div',
  family: 'classification',
  summary: 'Kullback-Leibler divergence of log-probabilities from target probabilities.',
  operands: {
    log_probability: operand(axes, real, "the logarithms of the model's probabilities"),
    target: operand(axes, probability, 'the probabilities that are true; a row usually sums to 1'),
  },
  params: {
    per: choice(
      'row',
      {
        row: `${cost} divergence(t, x) = sum(map(t, x, cost)); mass(t) = sum(t);`,
        element: `${cost} divergence(t, x) = cost(t, x); mass(t) = t;`,
      },
      'what an item is: a row, so that a mean is over the rows of the batch, or each element alone',
      { convention: true },
    ),
  },
  items: ['N', '...'],
  formula: 'divergence(target, log_probability)',
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { log_probability: [[0, 0]], target: [[0.5, 0.5]] } },
      because: 'numbers whose exponentials add up to more than the target: -log 2',
    }),
    zero_iff_equal: inapplicable('log-probabilities and probabilities are different kinds of things'),
    attains_infimum: isFalse({
      args: { operand: 'log_probability', minimiser: 'map(target, log)', infimum: '0' },
      sample: { operands: { log_probability: [[1, 1]], target: [[0.5, 0.5]] } },
      because: 'of numbers that are no log-probabilities it has no infimum',
    }),
    label_flip: inapplicable('there are more than two classes'),
    symmetric: inapplicable('log-probabilities and probabilities are different kinds of things'),
    convex: holdsFor([{ args: { in: ['log_probability'] } }, { args: { in: ['target'] } }]),
    lipschitz: holds({ in: 'log_probability', norm: 'max', constant: 'mass(target)' }),
    scale: isFalse({
      args: { by: { log_probability: 1 }, degree: 1 },
      sample: { operands: { log_probability: [[-1, -1]], target: [[0.5, 0.5]] } },
      because: 'the entropy of the target stays',
    }),
    translation: isFalse({
      args: { together: ['log_probability'], shift: 'row' },
      sample: { operands: { log_probability: [[-1, -2]], target: [[0.5, 0.5]] } },
      because: 'nothing is normalised here: a shift of the row is a shift of the loss',
    }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds({ in: 'log_probability', direction: 'decreasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { log_probability: [[-100, 0]], target: [[1, 0]] } },
      because: 'a confident wrong answer costs its logarithm',
    }),
    item_permutation: holdsFor([
      { args: { along: 'N' } },
      { args: { along: '...' }, when: { params: { per: 'element' } } },
    ]),
    class_permutation: holds({ symbol: 'C' }, row),
    composes: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'log_probability', fill: { target: 0 } }, row),
    two_routes: holds(
      {
        name: 'rows and elements have the same sum',
        loss: 'kl_div',
        operands: { log_probability: { copy: 'log_probability' }, target: { copy: 'target' } },
        params: { per: 'element' },
      },
      { params: { per: 'row' }, reduction: ['sum'] },
    ),
    limit: inapplicable('no number enters the formula'),
    descends: holds({ in: ['log_probability'] }),
    parameter_matters: inapplicable(
      'what an item is changes the shape of the terms: two_routes and the examples see it',
    ),
  },
  edges: [
    { title: 'a mean over nothing', operands: { log_probability: [], target: [] }, value: Number.NaN },
    {
      title: 'a class of probability 0 at -infinity',
      operands: { log_probability: [[0, -Infinity]], target: [[1, 0]] },
      value: 0,
      gradient: { log_probability: [[-1, 0]] },
    },
    {
      title: 'a class at -infinity that is wanted',
      operands: { log_probability: [[0, -Infinity]], target: [[0.5, 0.5]] },
      value: Infinity,
    },
    { title: 'no mass at all', operands: { log_probability: [[-1, -2]], target: [[0, 0]] }, value: 0 },
    { title: 'a negative target', operands: { log_probability: [[-1, -2]], target: [[1, -0.5]] }, value: 'rejected' },
    { title: 'a target above 1', operands: { log_probability: [[-1, -2]], target: [[1.5, 0]] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'two rows: (log 2 + 1/2 + 1 - log 2) / 2, the mean over the batch',
      operands: {
        log_probability: [
          [0.5, -0.5],
          [-0.5, -1.5],
        ],
        target: [
          [1, 0],
          [0.5, 0.5],
        ],
      },
      value: -0.09657359027997266,
    },
    {
      title: 'the same per element: half of that',
      operands: {
        log_probability: [
          [0.5, -0.5],
          [-0.5, -1.5],
        ],
        target: [
          [1, 0],
          [0.5, 0.5],
        ],
      },
      params: { per: 'element' },
      value: -0.04828679513998633,
    },
  ],
  traps: [
    {
      title: 'mean and batchmean',
      text: 'PyTorch\'s "mean" divides by the number of elements, C times less than the mean of the divergences, "batchmean".',
    },
    {
      title: 'Arguments swapped, or not in log space',
      text: 'The first argument is log q and the second p: probabilities in its place give a plausible and even negative number.',
    },
    {
      title: 'A target of 0',
      text: '0 log 0 is 0. Its derivative in the target is -infinity, where frameworks give NaN or 0.',
    },
    {
      title: 'Clipped probabilities',
      text: 'Clipping both to [1e-7, 1] leaks mass: with 1000 classes the divergence becomes negative.',
    },
    { title: 'Negative targets', text: 'Code that skips targets not above 0 takes a negative one for 0.' },
    {
      title: 'Normalisation',
      text: 'It is no divergence, and not even positive, where one of the two rows does not sum to 1.',
    },
  ],
  sources: [
    {
      title: 'Kullback, Leibler: On information and sufficiency (1951)',
      reference: 'https://doi.org/10.1214/aoms/1177729694',
    },
  ],
});
