import { defineLoss } from '../../language/define-loss.ts';
import { interval, nonNegative, probability } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

// At q = p = 0 the value is 0 and the derivative in q infinite, as that of the square root is.
const unguarded = 'cost(q, p) = q == 0 and p == 0 ? sqrt(q) : -q * log(p);';
const plain = { guard: 'none' } as const;

export const bce = defineLoss({
  id: 'bce',
  family: 'classification',
  summary: 'Binary cross-entropy of probabilities.',
  operands: {
    probability: operand(['...'], probability, 'how probable the model says label 1 is'),
    target: operand(['...'], probability, 'the label, 0 or 1, or its probability'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    guard: choice(
      'none',
      {
        none: unguarded,
        log_floor: 'cost(q, p) = -q * max(log(p), log_floor);',
        clip: 'cost(q, p) = -q * log(min(max(p, eps), 1 - eps));',
        epsilon_in_log: 'cost(q, p) = -q * log(p + eps);',
      },
      'how the logarithm of 0 is avoided: not at all, by a floor under the logarithms, by clipping probabilities to [eps, 1 - eps], or by adding eps inside the logarithms',
      { convention: true },
    ),
    log_floor: number(-100, interval(-Infinity, 0), 'the lowest logarithm, where `guard` is log_floor', {
      convention: true,
      differentiable: false,
      tries: [-1],
    }),
    eps: number(1e-7, interval(0, 0.5, 'both'), 'the epsilon, where `guard` is clip or epsilon_in_log', {
      convention: true,
      differentiable: false,
      tries: [0.125],
    }),
  },
  items: ['...'],
  formula: 'cost(target, probability) + cost(1 - target, 1 - probability)',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}, { params: { guard: ['none', 'log_floor', 'clip'] } }, [
      {
        args: {},
        sample: { operands: { probability: [1], target: [1] }, params: { guard: 'epsilon_in_log' } },
        because: 'a right answer costs -log(1 + eps)',
      },
    ]),
    zero_iff_equal: isFalse({
      args: { operands: ['probability', 'target'] },
      sample: { operands: { probability: [0.5], target: [0.5] } },
      because: 'what is left is the entropy of the target: log 2',
    }),
    attains_infimum: holds(
      {
        operand: 'probability',
        minimiser: 'target',
        infimum: '(target == 0 ? 0 : -target * log(target)) + (target == 1 ? 0 : -(1 - target) * log(1 - target))',
      },
      { params: plain },
    ),
    label_flip: inapplicable('a probability becomes its complement, not its negative: two_routes states it'),
    symmetric: isFalse({
      args: { swap: ['probability', 'target'] },
      sample: { operands: { probability: [0.25], target: [0.5] } },
      because: 'only the probability is inside the logarithm',
    }),
    convex: holds({ in: ['probability'] }, { params: { guard: ['none', 'epsilon_in_log'] } }, [
      {
        args: { in: ['probability'] },
        sample: {
          operands: { probability: [0], target: [1] },
          params: { guard: 'clip', eps: 0.25 },
          reduction: 'none',
        },
        to: { probability: [0.5] },
        because: 'a clipped logarithm is flat first and falls afterwards',
      },
    ]),
    lipschitz: holdsFor(
      [
        {
          args: { in: 'probability', norm: 'absolute', constant: '1 / eps' },
          when: { absent: ['weight'], params: { guard: ['epsilon_in_log', 'clip'] } },
        },
      ],
      [
        {
          args: { in: 'probability', norm: 'absolute', constant: '1' },
          sample: { operands: { probability: [0.25], target: [1] }, reduction: 'none' },
          to: { probability: [0.5] },
          because: 'the slope -1 / p has no bound',
        },
      ],
    ),
    scale: isFalse({
      args: { by: { probability: 1 }, degree: 1 },
      sample: { operands: { probability: [0.015625], target: [1] } },
      because: 'a factor inside a logarithm is a summand outside of it',
    }),
    translation: inapplicable('probabilities have a fixed scale'),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'probability', direction: 'decreasing', where: { operand: 'target', equals: 1 } } },
      { args: { in: 'probability', direction: 'increasing', where: { operand: 'target', equals: 0 } } },
      { args: { in: 'log_floor', direction: 'decreasing' } },
      { args: { in: 'eps', direction: 'decreasing' }, when: { params: { guard: 'epsilon_in_log' } } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { probability: [1e-9], target: [1] }, reduction: 'none' },
      because: 'a confident wrong answer costs without bound',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds({
      name: 'the complement of the probability against that of the target',
      loss: 'bce',
      operands: { probability: '1 - probability', target: '1 - target', weight: { copy: 'weight' } },
      params: {
        guard: { copy: 'guard' },
        log_floor: { copy: 'log_floor' },
        eps: { copy: 'eps' },
        denominator: { copy: 'denominator' },
      },
      given: { probability: 'grid', target: 'grid' },
    }),
    limit: holdsFor([
      {
        args: {
          name: 'an epsilon inside the logarithms costs at most eps/p and eps/(1 - p)',
          set: { guard: 'epsilon_in_log' },
          becomes: `plain${unguarded.slice('cost'.length)} plain(target, probability) + plain(1 - target, 1 - probability)`,
          within: 'eps / probability + eps / (1 - probability)',
        },
        when: { absent: ['weight'] },
      },
      {
        args: {
          name: 'a clip changes nothing inside of [eps, 1 - eps]',
          set: { guard: 'clip' },
          becomes: `plain${unguarded.slice('cost'.length)} plain(target, probability) + plain(1 - target, 1 - probability)`,
          within: 'max(0, eps - probability) / probability + max(0, probability - (1 - eps)) / (1 - probability)',
        },
        when: { absent: ['weight'] },
      },
    ]),
    descends: holds({ in: ['probability'] }),
    parameter_matters: holdsFor([
      { args: { param: 'guard' } },
      { args: { param: 'log_floor' }, when: { params: { guard: 'log_floor' } } },
      { args: { param: 'eps' }, when: { params: { guard: ['clip', 'epsilon_in_log'] } } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { probability: [], target: [] }, value: Number.NaN },
    {
      title: 'certain and right: 0 log 0 is 0',
      operands: { probability: [0, 1], target: [0, 1] },
      value: 0,
      gradient: { probability: [0.5, -0.5] },
    },
    {
      title: 'certain and wrong',
      operands: { probability: [0, 1], target: [1, 0] },
      reduction: 'none',
      value: [Infinity, Infinity],
    },
    {
      title: 'certain and wrong above a floor of -100',
      operands: { probability: [0, 1], target: [1, 0] },
      params: { guard: 'log_floor' },
      value: 100,
      gradient: { probability: [0, 0] },
    },
    {
      title: 'NaN and a certain wrong answer under weight 0',
      operands: { probability: [Number.NaN, 0, 0.5], target: [0, 1, 1], weight: [0, 0, 1] },
      value: Math.LN2,
      gradient: { probability: [0, 0, -2] },
    },
    { title: 'a probability above 1', operands: { probability: [1.5], target: [1] }, value: 'rejected' },
    { title: 'a logit for a probability', operands: { probability: [-2], target: [0] }, value: 'rejected' },
    { title: 'a target of 2', operands: { probability: [0.5], target: [2] }, value: 'rejected' },
  ],
  kinks: [
    { where: 'log p = log_floor, under log_floor', subdifferential: 'the interval between both slopes' },
    { where: 'p = eps or p = 1 - eps, under clip', subdifferential: 'the interval between both slopes' },
  ],
  examples: [
    {
      title: 'right by 3/4 and wrong by 1/4: (log(4/3) + log 4) / 2',
      operands: { probability: [0.75, 0.75], target: [1, 0] },
      value: 0.8369882167858358,
    },
    {
      title: 'a soft target keeps its entropy: (2 log 2 + log(4/3) * 3) / 4',
      operands: { probability: [0.25], target: [0.25] },
      value: 0.5623351446188084,
    },
    {
      title: 'an epsilon inside the logarithm makes a right answer negative: -log(1.125)',
      operands: { probability: [1], target: [1] },
      params: { guard: 'epsilon_in_log', eps: 0.125 },
      value: -0.11778303565638346,
    },
    {
      title: 'clipped to [1/8, 7/8], a wrong certain answer costs log 8',
      operands: { probability: [0], target: [1] },
      params: { guard: 'clip', eps: 0.125 },
      value: 3 * Math.LN2,
    },
  ],
  traps: [
    {
      title: 'A clamp changes value or gradient, not both',
      text: 'PyTorch stops the logarithms at -100 and floors p (1 - p) at 1e-12 in the gradient: where the value is flat, the gradient is 1e12.',
    },
    {
      title: 'An epsilon inside the logarithm',
      text: '-log(p + 1e-7) is -1e-7 for a perfect answer: no loss is negative, and the wrong answers still cost only 16.1.',
    },
    {
      title: 'Clipped probabilities',
      text: 'Clipped to [1e-7, 1 - 1e-7], the loss stops at 16.1 (in float32 at 15.9 on the side of 1) with gradient 0.',
    },
    {
      title: 'The complement',
      text: 'log(1 - p) is 0 for every p below 6e-8 in float32; log(1 + x) at x = -p has all digits.',
    },
    { title: '0 log 0', text: 'Unguarded, y log p is NaN for a certain right answer, where the limit is 0.' },
    {
      title: 'From logits',
      text: 'sigmoid rounds to 1 from a logit of 17 in float32 on: bce_with_logits is the loss for logits.',
    },
    {
      title: 'Weighted mean',
      text: 'Libraries divide the weighted sum by the number of elements: `denominator: count`.',
    },
  ],
  sources: [
    { title: 'Good: Rational decisions (1952)', reference: 'https://doi.org/10.1111/j.2517-6161.1952.tb00104.x' },
  ],
});
