import { defineLoss } from '../../language/define-loss.ts';
import { probability } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

const axes = ['N', '...', 'C'] as const;

export const jensenShannon = defineLoss({
  id: 'jensen_shannon',
  family: 'classification',
  summary: 'Jensen-Shannon divergence of two distributions: the mean divergence of each from their middle.',
  operands: {
    probability: operand(axes, probability, 'how probable the model says each class is; a row usually sums to 1'),
    target: operand(axes, probability, 'how probable each class is; a row usually sums to 1'),
  },
  items: ['N', '...'],
  // Where one of two is 0 its derivative is -infinity, as that of the negative square root is.
  formula: [
    'part(p, q) = p == 0 ? (q == 0 ? 0 : -sqrt(p)) : p * log(2 * p / (p + q))',
    'sum(map(probability, target, f(p, q) = part(p, q) + part(q, p))) / 2',
  ].join('; '),
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['probability', 'target'] }),
    attains_infimum: holds({ operand: 'probability', minimiser: 'target', infimum: '0' }),
    label_flip: inapplicable('there are more than two classes'),
    symmetric: holds({ swap: ['probability', 'target'] }),
    convex: holds({ in: ['probability', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'probability', norm: 'absolute', constant: '1' },
      sample: { operands: { probability: [[0]], target: [[1]] }, reduction: 'none' },
      to: { probability: [[0.0009765625]] },
      because: 'the slope log(p / m) / 2 has no bound',
    }),
    scale: holds({ by: { probability: 1, target: 1 }, degree: 1 }),
    translation: inapplicable('probabilities have a fixed scale'),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'probability', direction: 'decreasing' },
      sample: { operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] }, reduction: 'none' },
      to: { probability: [[0.75, 0.5]] },
      because: 'it falls towards the target and rises behind it',
    }),
    bounded: isFalse({
      args: { min: 0, max: 0.7 },
      sample: { operands: { probability: [[1, 1, 1]], target: [[0, 0, 0]] }, reduction: 'none' },
      because: 'log 2 bounds rows that sum to 1, and in general log 2 times the mean of the two sums: see limit',
    }),
    item_permutation: holdsFor([{ args: { along: 'N' } }, { args: { along: '...' } }]),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'probability', fill: { target: 0 } }),
    two_routes: holds({
      name: 'seen from the other distribution',
      loss: 'jensen_shannon',
      operands: { probability: { copy: 'target' }, target: { copy: 'probability' } },
    }),
    limit: holds({
      name: 'between 0 and log 2, for rows that sum to 1',
      becomes: 'log(2) * (sum(probability) + sum(target)) / 4',
      within: 'log(2) * (sum(probability) + sum(target)) / 4',
    }),
    descends: holds({ in: ['probability'] }),
    parameter_matters: inapplicable('there is no parameter'),
  },
  edges: [
    { title: 'a mean over nothing', operands: { probability: [], target: [] }, value: Number.NaN },
    {
      title: 'equal distributions',
      operands: { probability: [[0.5, 0.5]], target: [[0.5, 0.5]] },
      value: 0,
      gradient: { probability: [[0, 0]], target: [[0, 0]] },
    },
    { title: 'the same certainty', operands: { probability: [[1, 0]], target: [[1, 0]] }, value: 0 },
    { title: 'nothing in common: log 2', operands: { probability: [[1, 0]], target: [[0, 1]] }, value: Math.LN2 },
    { title: 'a probability above 1', operands: { probability: [[1.5]], target: [[1]] }, value: 'rejected' },
    { title: 'a negative target', operands: { probability: [[1]], target: [[-0.5]] }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'a class at 0 on both sides',
      subdifferential: 'every pair of slopes that supports the loss there; 0 is one of them, and the one that is given',
    },
  ],
  examples: [
    {
      title: 'nothing in common costs log 2',
      operands: { probability: [[0.25, 0.75, 0]], target: [[0, 0, 1]] },
      value: Math.LN2,
    },
    {
      title: 'even odds against certainty: 3/4 log(4/3)',
      operands: { probability: [[0.5, 0.5]], target: [[1, 0]] },
      value: 0.2157615543388357,
    },
  ],
  traps: [
    {
      title: 'The square root of it',
      text: 'The Jensen-Shannon distance is the square root of the divergence; libraries name both alike.',
    },
    {
      title: 'Half or not',
      text: 'The mean of the two divergences, not their sum: without the factor 1/2 the bound is 2 log 2.',
    },
    { title: 'The logarithm', text: 'In bits the bound is 1; here it is log 2.' },
    {
      title: 'Digits where the two are close',
      text: 'Of log(p / m) near 1 nothing is left in float32 for differences below 1e-4, where the loss is (p - q)^2 / 8m.',
    },
    { title: 'The middle in log space', text: 'The mean of log-probabilities is not the logarithm of the mean.' },
  ],
  sources: [
    {
      title: 'Lin: Divergence measures based on the Shannon entropy (1991)',
      reference: 'https://doi.org/10.1109/18.61115',
    },
  ],
});
