import { defineLoss } from '../../language/define-loss.ts';
import { simplexOver } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutLabels, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

const constant = inapplicable('every distribution costs the same');
const fixedScale = inapplicable('probabilities have a fixed scale');

export const uniformBaseline = defineLoss({
  id: 'uniform_baseline',
  family: 'practice',
  summary: 'What knowing nothing costs: the cross-entropy of a uniform prediction, log C whatever the target is.',
  operands: { target: operand(['N', 'C'], simplexOver('C'), 'the true distribution over the classes') },
  items: ['N'],
  formula: '-sum(map(target, f(q) = q * log(1 / C)))',
  laws: {
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    self_consistent: inapplicable('from one distribution to another it does not change, and no gradient shows'),
    non_negative: holds({}),
    zero_iff_equal: inapplicable('it has no prediction'),
    attains_infimum: constant,
    symmetric: inapplicable('it has one operand'),
    convex: constant,
    lipschitz: constant,
    scale: fixedScale,
    translation: fixedScale,
    rotation: fixedScale,
    monotone: constant,
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { target: [[1, 0, 0, 0]] } },
      because: 'it grows with the number of classes: log 4',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: inapplicable('a class more is a class more to guess among'),
    two_routes: holds({
      name: 'equal logits',
      loss: 'cross_entropy_probabilities',
      operands: { logits: 'map(target, f(q) = 0)', target: { copy: 'target' } },
      params: { denominator: 'count' },
    }),
    limit: inapplicable('it has no parameters'),
    descends: constant,
    parameter_matters: inapplicable('it has no parameters'),
  },
  edges: [
    { title: 'a mean over nothing', operands: { target: [] }, value: Number.NaN },
    { title: 'a single class is no question', operands: { target: [[1]] }, value: 0 },
    {
      title: 'NaN in the target',
      operands: { target: [[Number.NaN, 0]] },
      value: Number.NaN,
    },
    { title: 'shares that do not sum to 1', operands: { target: [[0.5, 0.25]] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'ten classes: log 10',
      operands: { target: [[0, 0, 0, 1, 0, 0, 0, 0, 0, 0]] },
      value: Math.LN10,
    },
    { title: 'two classes, whatever their shares: log 2', operands: { target: [[0.25, 0.75]] }, value: Math.LN2 },
  ],
  traps: [
    {
      title: 'Random logits are not uniform',
      text: 'A fresh network whose logits are standard normal costs about 2.73 at ten classes, not log 10 = 2.30: being wrong with confidence costs more than knowing nothing.',
    },
    {
      title: 'Imbalanced classes',
      text: 'Predicting the frequencies of the classes costs their entropy, which is less than log C: that is the baseline to beat.',
    },
    { title: 'Which logarithm', text: 'In nats it is log C; in bits log2 C, 3.32 for ten classes.' },
  ],
  sources: [
    {
      title: 'Shannon: A mathematical theory of communication (1948)',
      reference: 'https://doi.org/10.1002/j.1538-7305.1948.tb01338.x',
    },
    {
      title: 'Karpathy: A recipe for training neural networks (2019), "verify loss @ init"',
      reference: 'https://karpathy.github.io/2019/04/25/recipe/',
    },
  ],
});
