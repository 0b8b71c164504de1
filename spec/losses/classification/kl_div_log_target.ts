import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';

const axes = { by: 'per', axes: { row: ['N', 'C'], element: ['N', '...'] } } as const;
const cost = 'cost(t, x) = exp(t) * (t - x);';
const row = { params: { per: 'row' } } as const;

export const klDivLogTarget = defineLoss({
  id: 'kl_div_log_target',
  family: 'classification',
  summary: 'Kullback-Leibler divergence of log-probabilities from a target that is given as log-probabilities, too.',
  operands: {
    log_probability: operand(axes, real, "the logarithms of the model's probabilities"),
    log_target: operand(axes, real, 'the logarithms of the probabilities that are true; -infinity rules a class out'),
  },
  params: {
    per: choice(
      'row',
      {
        row: `${cost} divergence(t, x) = sum(map(t, x, cost)); mass(t) = sum(map(t, exp));`,
        element: `${cost} divergence(t, x) = cost(t, x); mass(t) = exp(t);`,
      },
      'what an item is: a row, so that a mean is over the rows of the batch, or each element alone',
      { convention: true },
    ),
  },
  items: ['N', '...'],
  formula: 'divergence(log_target, log_probability)',
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { log_probability: [[0, 0]], log_target: [[-1, -1]] } },
      because: 'numbers whose exponentials add up to more than those of the target: -2 / e',
    }),
    zero_iff_equal: isFalse({
      args: { operands: ['log_probability', 'log_target'] },
      sample: { operands: { log_probability: [[-1, 1]], log_target: [[0, 0]] } },
      because: 'of numbers that are no log-probabilities differences cancel',
    }),
    attains_infimum: isFalse({
      args: { operand: 'log_probability', minimiser: 'log_target', infimum: '0' },
      sample: { operands: { log_probability: [[1, 1]], log_target: [[0, 0]] } },
      because: 'of numbers that are no log-probabilities it has no infimum',
    }),
    label_flip: inapplicable('there are more than two classes'),
    symmetric: isFalse({
      args: { swap: ['log_probability', 'log_target'] },
      sample: { operands: { log_probability: [[1]], log_target: [[0]] } },
      because: 'it weighs by the target: -1 against e',
    }),
    convex: holds({ in: ['log_probability'] }, {}, [
      {
        args: { in: ['log_target'] },
        sample: { operands: { log_probability: [[0]], log_target: [[-10]] }, reduction: 'none' },
        to: { log_target: [[-2]] },
        because: 't exp(t) is concave below -2',
      },
    ]),
    lipschitz: holds({ in: 'log_probability', norm: 'max', constant: 'mass(log_target)' }),
    scale: isFalse({
      args: { by: { log_probability: 1, log_target: 1 }, degree: 1 },
      sample: { operands: { log_probability: [[-1]], log_target: [[1]] } },
      because: 'the weights are exponentials',
    }),
    translation: isFalse({
      args: { together: ['log_probability', 'log_target'], shift: 'row' },
      sample: { operands: { log_probability: [[-1, -2]], log_target: [[-2, -1]] } },
      because: 'the differences stay, and their weights grow',
    }),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds({ in: 'log_probability', direction: 'decreasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { log_probability: [[-100, 0]], log_target: [[0, -1]] } },
      because: 'a confident wrong answer costs its logarithm',
    }),
    item_permutation: holdsFor([
      { args: { along: 'N' } },
      { args: { along: '...' }, when: { params: { per: 'element' } } },
    ]),
    class_permutation: holds({ symbol: 'C' }, row),
    composes: holds({}),
    absent_class_irrelevant: inapplicable('no number is a probability of 0; the edges have the class at -infinity'),
    two_routes: holds(
      {
        name: 'rows and elements have the same sum',
        loss: 'kl_div_log_target',
        operands: { log_probability: { copy: 'log_probability' }, log_target: { copy: 'log_target' } },
        params: { per: 'element' },
      },
      { params: { per: 'row' }, reduction: ['sum'] },
    ),
    limit: inapplicable('no number enters the formula'),
    descends: holdsFor([{ args: { in: ['log_probability'] } }, { args: { in: ['log_target'] } }]),
    parameter_matters: inapplicable(
      'what an item is changes the shape of the terms: two_routes and the examples see it',
    ),
  },
  edges: [
    { title: 'a mean over nothing', operands: { log_probability: [], log_target: [] }, value: Number.NaN },
    {
      title: 'a class that is ruled out by both',
      operands: { log_probability: [[0, -Infinity]], log_target: [[0, -Infinity]] },
      value: 0,
      gradient: { log_probability: [[-1, 0]], log_target: [[1, 0]] },
    },
    {
      title: 'a class that is ruled out by the target alone',
      operands: { log_probability: [[0, -3]], log_target: [[0, -Infinity]] },
      value: 0,
      gradient: { log_probability: [[-1, 0]], log_target: [[1, 0]] },
    },
    {
      title: 'a class at -infinity that is wanted',
      operands: { log_probability: [[0, -Infinity]], log_target: [[-1, -1]] },
      value: Infinity,
    },
  ],
  examples: [
    {
      title: 'at one it is the difference; below, a share of it: 1/2 + (1 / e) (-1 + 1/2)',
      operands: { log_probability: [[-0.5, -0.5]], log_target: [[0, -1]] },
      value: 0.31606027941427883,
    },
    {
      title: 'the same per element: half of that',
      operands: { log_probability: [[-0.5, -0.5]], log_target: [[0, -1]] },
      params: { per: 'element' },
      value: 0.15803013970713942,
    },
  ],
  traps: [
    {
      title: 'Whether the target is a logarithm',
      text: 'One flag (PyTorch: log_target) says what the target is. Log-probabilities taken for probabilities are negative, and give a plausible number.',
    },
    {
      title: 'A class that is ruled out',
      text: 'exp(-infinity) times -infinity is NaN in every framework that writes exp(t) (t - x); the limit is 0.',
    },
    {
      title: 'mean and batchmean',
      text: 'PyTorch\'s "mean" divides by the number of elements, C times less than the mean of the divergences, "batchmean".',
    },
    {
      title: 'Through the probabilities',
      text: 'A target below -104 in float32 has the probability 0, whose logarithm is -infinity: a target that is a logarithm must stay one.',
    },
  ],
  sources: [
    {
      title: 'Kullback, Leibler: On information and sufficiency (1951)',
      reference: 'https://doi.org/10.1214/aoms/1177729694',
    },
  ],
});
