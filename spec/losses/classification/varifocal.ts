import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

const unweighted = { absent: ['weight'] } as const;

/** Two boxes and two places without one. */
const four = { logits: [0.5, 2, -1, 0.25], target: [0.75, 1, 0, 0] };

export const varifocal = defineLoss({
  id: 'varifocal',
  family: 'classification',
  summary:
    'Varifocal loss of logits: cross-entropy with the overlap of a box, weighed by it, and by alpha p^gamma where there is no box.',
  operands: {
    logits: operand(['...'], real, 'log-odds that a box of this class is here'),
    target: operand(['...'], probability, 'how well it overlaps the true box; 0 where there is none', {
      differentiable: false,
    }),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    alpha: number(0.75, nonNegative, 'the weight of elements without a box', { tries: [0, 0.5, 1] }),
    gamma: number(2, nonNegative, 'how strongly easy elements without a box are weighed down', {
      tries: [0, 0.1, 0.5, 1, 5],
    }),
    target_weighted: flag(true, 'whether an element with a box is weighed by its target; else it counts 1', {
      convention: true,
    }),
  },
  items: ['...'],
  formula: [
    'entropy = target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits))',
    'present = target_weighted == 1 ? target : 1',
    'target > 0 ? present * entropy : alpha * (1 / (1 + exp(-logits)))^gamma * entropy',
  ].join('; '),
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('logits and probabilities are different kinds of things'),
    attains_infimum: holds(
      {
        operand: 'logits',
        minimiser: 'log(target / (1 - target))',
        infimum: '(target_weighted == 1 ? target : 1) * (-target * log(target) - (1 - target) * log(1 - target))',
      },
      unweighted,
    ),
    label_flip: isFalse({
      args: { negated: 'logits', target: 'target' },
      sample: { operands: { logits: [0], target: [1] }, reduction: 'none' },
      because: 'a box that is there is weighed by its overlap, one that is not by the estimate',
    }),
    symmetric: inapplicable('logits and probabilities are different kinds of things'),
    convex: holdsFor(
      [{ args: { in: ['logits'] }, when: { params: { gamma: 0 } } }],
      [
        {
          args: { in: ['logits'] },
          sample: { operands: { logits: [6], target: [0] } },
          to: { logits: [3] },
          because: 'without a box the curve bends down where the answer is confidently wrong',
        },
      ],
    ),
    lipschitz: holds(
      // Of p^gamma softplus(z) the slope is p^(gamma + 1) and gamma times p^gamma (1 - p) softplus(z), at most 1 / e.
      { in: 'logits', norm: 'absolute', constant: 'max(1, alpha * (1 + 0.37 * gamma))' },
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
      { args: { in: 'gamma', direction: 'decreasing' } },
      { args: { in: 'alpha', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { logits: [-100], target: [1] }, reduction: 'none' },
      because: 'a confident wrong answer costs its logit',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holdsFor([
      {
        args: {
          name: 'hard targets are weighed alike either way',
          loss: 'varifocal',
          operands: { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: {
            alpha: { copy: 'alpha' },
            gamma: { copy: 'gamma' },
            target_weighted: false,
            denominator: { copy: 'denominator' },
          },
        },
        when: { hard: ['target'] },
      },
      {
        args: {
          name: 'of hard targets, without alpha and focus, it is binary cross-entropy',
          loss: 'bce_with_logits',
          operands: { logits: { copy: 'logits' }, target: { copy: 'target' }, weight: { copy: 'weight' } },
          params: { denominator: { copy: 'denominator' } },
        },
        when: { params: { gamma: 0, alpha: 1 }, hard: ['target'] },
      },
    ]),
    limit: holds(
      {
        name: 'gamma 0 weighs by alpha alone',
        set: { gamma: 0, target_weighted: true },
        becomes:
          '(target > 0 ? target : alpha) * (target * log(1 + exp(-logits)) + (1 - target) * log(1 + exp(logits)))',
      },
      unweighted,
    ),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'gamma' }, when: { params: { alpha: { min: 0.01 } } } },
      { args: { param: 'alpha' } },
      { args: { param: 'target_weighted' } },
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
      title: 'alpha 0 removes what has no box',
      operands: { logits: [1000], target: [0] },
      params: { alpha: 0 },
      value: 0,
      gradient: { logits: [0] },
    },
    { title: 'a negative gamma', operands: { logits: [0], target: [0] }, params: { gamma: -1 }, value: 'rejected' },
    { title: 'a target of 2', operands: { logits: [0], target: [2] }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'two boxes and two places without one',
      operands: four,
      reduction: 'none',
      value: [0.44930773813508, 0.12692801104297249, 0.0169935431313505, 0.19577391862682325],
    },
    { title: 'their mean', operands: four, value: 0.19725080273405657 },
    {
      title: 'their mean, boxes weighed alike',
      operands: four,
      params: { target_weighted: false },
      value: 0.23469311424531322,
    },
    {
      title: 'even odds where there is no box: 3 / 16 of log 2',
      operands: { logits: [0], target: [0] },
      value: (3 / 16) * Math.LN2,
    },
  ],
  traps: [
    {
      title: 'A sum over what a mean is documented for',
      text: 'ultralytics averages over boxes and sums over classes; MMDetection divides by avg_factor, the summed targets.',
    },
    {
      title: 'A detached weight',
      text: 'The weight p^gamma is a part of the loss and has a gradient; held, it leaves another one.',
    },
    {
      title: 'A box that does not overlap',
      text: 'A positive whose target is 0 is taken for one without a box; a separate label says that it is one.',
    },
    {
      title: 'Through the probability',
      text: 'log(1 - sigmoid(z)) loses its digits, and clipping it flattens the loss where the answer is most wrong.',
    },
  ],
  sources: [
    {
      title: 'Zhang, Wang, Dayoub, Sunderhauf: VarifocalNet: An IoU-aware dense object detector (2021), eq. 2',
      reference: 'https://arxiv.org/abs/2008.13367',
    },
    {
      title: 'mmdet.models.losses.VarifocalLoss',
      reference: 'https://github.com/open-mmlab/mmdetection/blob/main/mmdet/models/losses/varifocal_loss.py',
    },
  ],
});
