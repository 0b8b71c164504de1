import { defineLoss } from '../../language/define-loss.ts';
import { interval, nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

const unweighted = { absent: ['weight'] } as const;

export const qualityFocal = defineLoss({
  id: 'quality_focal',
  family: 'classification',
  summary:
    'Quality focal loss of logits: cross-entropy with the quality of a box, weighed down by |y - p|^beta where the estimate is right.',
  operands: {
    logits: operand(['...'], real, 'log-odds that a box of this class is here'),
    target: operand(['...'], probability, 'how good the box is, 0 where there is none', { differentiable: false }),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    // Below 1 the slope is infinite where the estimate is right.
    beta: number(
      2,
      interval(1, Infinity, 'max'),
      'how strongly elements are weighed down where the estimate is right',
      {
        tries: [1, 1.5, 2.5],
      },
    ),
  },
  items: ['...'],
  formula: [
    'distance = abs(target - 1 / (1 + exp(-logits)))',
    'distance^beta * (target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits)))',
  ].join('; '),
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and probabilities are different kinds of things'),
    attains_infimum: holds({ operand: 'logits', minimiser: 'log(target / (1 - target))', infimum: '0' }, unweighted, [
      {
        args: { operand: 'logits', minimiser: '20 * (2 * target - 1)', infimum: '0' },
        sample: { operands: { logits: [0], target: [1] } },
        because: 'a hard label is a limit only',
      },
    ]),
    label_flip: holds({ negated: 'logits', target: 'target' }),
    symmetric: inapplicable('logits and probabilities are different kinds of things'),
    convex: isFalse({
      args: { in: ['logits'] },
      sample: { operands: { logits: [-6], target: [1] } },
      to: { logits: [-3] },
      because: 'the curve bends down where the answer is confidently wrong',
    }),
    lipschitz: holds(
      // The slope is beta d^(beta - 1) p (1 - p) times the entropy, which is at most 0.27, and d^(beta + 1).
      { in: 'logits', norm: 'absolute', constant: '1 + 0.27 * beta' },
      unweighted,
    ),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [1], target: [1] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: isFalse({
      args: { together: ['logits'], shift: 'all' },
      sample: { operands: { logits: [1], target: [1] } },
      because: 'a logit has an absolute meaning: 0 is even odds',
    }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'beta', direction: 'decreasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [-100], target: [1] }, reduction: 'none' },
      because: 'a confident wrong answer costs its logit',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds(
      {
        name: 'of hard targets it is the focal loss',
        loss: 'binary_focal',
        operands: { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
        params: { gamma: { copy: 'beta' }, balanced: false, denominator: { copy: 'denominator' } },
      },
      { hard: ['target'] },
    ),
    limit: holds(
      {
        name: 'at beta 2 it is a squared error times cross-entropy',
        set: { beta: 2 },
        becomes:
          '(target - 1 / (1 + exp(-logits)))^2 * (target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits)))',
      },
      unweighted,
    ),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'beta' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { logits: [], target: [] }, value: Number.NaN },
    {
      title: 'infinitely right and infinitely wrong',
      operands: { logits: [Infinity, -Infinity, Infinity, -Infinity], target: [1, 0, 0, 1] },
      reduction: 'none',
      value: [0, 0, Infinity, Infinity],
    },
    {
      title: 'an estimate that is right',
      operands: { logits: [0], target: [0.5] },
      value: 0,
      gradient: { logits: [0] },
    },
    { title: 'a beta below 1', operands: { logits: [0], target: [1] }, params: { beta: 0.5 }, value: 'rejected' },
    { title: 'a target of 2', operands: { logits: [0], target: [2] }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'the estimate is the target, where beta is 1',
      subdifferential: 'p (1 - p) times the entropy times [-1, 1]',
    },
  ],
  examples: [
    {
      title: 'two boxes and two places without one',
      operands: { logits: [0.5, 2, -1, 0.25], target: [0.75, 1, 0, 0] },
      reduction: 'none',
      value: [0.009744958968862436, 0.0018035628352403754, 0.022658057508467333, 0.261031891502431],
    },
    {
      title: 'their mean',
      operands: { logits: [0.5, 2, -1, 0.25], target: [0.75, 1, 0, 0] },
      value: 0.07380961770375029,
    },
    {
      title: 'their mean, weighed by the distance itself',
      operands: { logits: [0.5, 2, -1, 0.25], target: [0.75, 1, 0, 0] },
      params: { beta: 1 },
      value: 0.1600274113849333,
    },
    {
      title: 'even odds where there is no box: a quarter of log 2',
      operands: { logits: [0], target: [0] },
      value: Math.LN2 / 4,
    },
  ],
  traps: [
    {
      title: 'The distance of a probability',
      text: '1 - sigmoid(z) has no digits left where the estimate is confident and right, and neither has its power.',
    },
    {
      title: 'The sign of the distance',
      text: 'sigmoid(z) - y is negative on one side: without its magnitude an odd power changes sign and a broken one is NaN.',
    },
    {
      title: 'The focal weight of hard labels',
      text: '(1 - p_t)^beta of a soft label is not |y - p|^beta: it does not vanish where p = y.',
    },
    {
      title: 'A detached weight',
      text: 'The weight is a part of the loss and has a gradient, which pulls to the target, too.',
    },
  ],
  sources: [
    {
      title: 'Li, Wang, Wu, Chen, Hu, Li, Tang, Yang: Generalized focal loss (2020)',
      reference: 'https://arxiv.org/abs/2006.04388',
    },
    {
      title: 'mmdet.models.losses.QualityFocalLoss',
      reference: 'https://github.com/open-mmlab/mmdetection/blob/main/mmdet/models/losses/gfocal_loss.py',
    },
  ],
});
