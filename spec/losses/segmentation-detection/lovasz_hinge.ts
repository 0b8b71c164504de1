import { defineLoss } from '../../language/define-loss.ts';
import { oneOf, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

const axes = ['N', 'P'] as const;
const hinges = 'map(logits, target, e(z, y) = max(0, 1 - (2 * y - 1) * z))';

export const lovaszHinge = defineLoss({
  id: 'lovasz_hinge',
  family: 'segmentation-detection',
  summary:
    'Lovasz hinge: the Jaccard loss of the mask that mistakes make, made convex, at the hinge errors of its places.',
  operands: {
    logits: operand(axes, real, 'above 0 where the model sees the mask'),
    target: operand(axes, oneOf(0, 1), '1 for each place of the mask, 0 for the others'),
  },
  params: {},
  items: ['N'],
  pairwise: 'P',
  formula: [
    `errors = ${hinges}`,
    // Of equal errors any may come first: the value is the same.
    'comesBefore(k, i) = k < i ? errors[k] >= errors[i] : errors[k] > errors[i]',
    'missed(i) = sum(map(indices(P), f(k) = comesBefore(k, i) ? target[k] : 0))',
    'invented(i) = sum(map(indices(P), f(k) = comesBefore(k, i) ? 1 - target[k] : 0))',
    'jaccard(m, n) = sum(target) + n == 0 ? 0 : 1 - (sum(target) - m) / (sum(target) + n)',
    'growth(m, n, y) = jaccard(m + y, n + 1 - y) - jaccard(m, n)',
    'sum(map(indices(P), g(i) = errors[i] * growth(missed(i), invented(i), target[i])))',
  ].join('; '),
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
    attains_infimum: holds({ operand: 'logits', minimiser: 'map(target, f(y) = 2 * y - 1)', infimum: '0' }),
    label_flip: isFalse({
      args: { negated: 'logits', target: 'target' },
      sample: { operands: { logits: [[0, -2, -2]], target: [[1, 0, 0]] } },
      because:
        'a mask and its complement are different regions: a place missed of one costs 1, one added to two costs 1/3',
    }),
    symmetric: inapplicable('logits and labels are different kinds of things'),
    convex: holds({ in: ['logits'] }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '1' }),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [[0.5]], target: [[1]] } },
      because: 'the hinge has a margin of 1',
    }),
    translation: isFalse({
      args: { together: ['logits'], shift: 'all' },
      sample: { operands: { logits: [[0]], target: [[1]] } },
      because: 'the mask is where the logit is above 0',
    }),
    rotation: inapplicable('places are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { logits: [[-9]], target: [[1]] } },
      because: 'a wrong answer costs its error',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'P' }),
    absent_class_irrelevant: inapplicable('there are no classes, and a place that is right counts in no union'),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'between the mean error and the largest one',
      becomes: `(mean(${hinges}) + max(${hinges})) / 2`,
      within: `(max(${hinges}) - mean(${hinges})) / 2`,
    }),
    descends: holds({ in: ['logits'] }),
    parameter_matters: inapplicable('it has no parameters'),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'an empty mask: the largest error',
      operands: { logits: [[0.5, -3, 2]], target: [[0, 0, 0]] },
      value: 3,
      gradient: { logits: [[0, 0, 1]] },
    },
    {
      title: 'an empty mask that is found empty',
      operands: { logits: [[-2, -3]], target: [[0, 0]] },
      value: 0,
      gradient: { logits: [[0, 0]] },
    },
    {
      title: 'a mask that is everything: the mean error',
      operands: { logits: [[0, 2, -1, 3]], target: [[1, 1, 1, 1]] },
      value: 0.75,
      gradient: { logits: [[-0.25, 0, -0.25, 0]] },
    },
    { title: 'infinitely right', operands: { logits: [[Infinity, -Infinity]], target: [[1, 0]] }, value: 0 },
    { title: 'infinitely wrong', operands: { logits: [[-Infinity, -2]], target: [[1, 0]] }, value: Infinity },
    { title: 'a label of -1', operands: { logits: [[1, 2]], target: [[1, -1]] }, value: 'rejected' },
    { title: 'a label of 1/2', operands: { logits: [[1, 2]], target: [[0.5, 0]] }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'an error is 0: a logit is 1 on the right side',
      subdifferential: 'any share in [0, 1] of the slope beyond',
    },
    { where: 'several errors are equal', subdifferential: 'of each place what its slope is in some order of them' },
  ],
  examples: [
    {
      title: 'logits of 1 and -1: twice the Jaccard loss, 2 (1 - 1 / 3)',
      operands: { logits: [[1, -1, 1, -1]], target: [[1, 1, 0, 0]] },
      value: 4 / 3,
    },
    {
      title: 'errors 1.5, 0.25, 0.5, 1.75: 1.75 / 3 + 1.5 / 3 + 0.5 / 12 + 0.25 / 4',
      operands: { logits: [[-0.5, 0.75, -0.5, 0.75]], target: [[1, 1, 0, 0]] },
      value: 1.1875,
    },
    {
      title: 'one false alarm above all: (3 + 1.5 + 1.25 + 0.75) / 4',
      operands: { logits: [[-0.5, 0.25, -1.5, 2, -0.25]], target: [[1, 1, 0, 0, 1]] },
      value: 1.625,
    },
  ],
  traps: [
    {
      title: 'One mask or many',
      text: 'pytorch-toolbelt and segmentation-models-pytorch take the places of the whole batch as one mask unless they are told `per_image`: a batch of one item, as here. Kornia always has a mask an item.',
    },
    {
      title: 'Empty masks',
      text: 'Without a place in the mask any mistake is a Jaccard loss of 1, so the loss is the largest error alone, with a gradient in one place. Code that skips such items learns nothing of false alarms.',
    },
    {
      title: 'Differences of ratios',
      text: 'How much the Jaccard loss grows is computed as a difference of numbers near 1: with a mask of 1000 places it has three digits fewer than what it is for a place in the mask: one over the union so far.',
    },
    {
      title: 'Counts in half precision',
      text: 'Cumulative sums of labels stop growing at 2048 in float16 and at 256 in bfloat16.',
    },
    {
      title: 'No gradient through the order',
      text: 'The sorted labels are constants, and so is how the loss grows; the gradient of a place is that number with a sign.',
    },
  ],
  sources: [
    {
      title: 'Berman, Triki, Blaschko: The Lovasz-Softmax loss (2018), section 3.1 and algorithm 1',
      reference: 'https://arxiv.org/abs/1705.08790',
    },
    {
      title: 'Yu, Blaschko: Learning submodular losses with the Lovasz hinge (2015)',
      reference: 'https://proceedings.mlr.press/v37/yub15.html',
    },
  ],
});
