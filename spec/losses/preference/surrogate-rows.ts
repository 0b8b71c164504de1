import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse, type LawArguments, type LawTable } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

// What the clipped surrogate of log-probabilities and that of their ratio have in common.

export const advantageAndWeight = {
  advantage: operand(['...'], real, 'by how much the action was better than expected'),
  weight: optionalOperand(['...'], nonNegative, 'how much each action counts; a mask holds 0 and 1', {
    absent: 1,
    role: 'item_weight',
  }),
};

export const clipParams = {
  epsilon: number(0.2, nonNegative, 'how far from 1 the ratio still earns anything', { tries: [0, 0.1, 0.5, 1] }),
  upper_clip: choice(
    'same',
    { same: 'above = epsilon;', own: 'above = epsilon_high;' },
    'whether the ratio is clipped at 1 + epsilon or at 1 + epsilon_high',
  ),
  epsilon_high: number(0.28, nonNegative, 'how far above 1 it does, where `upper_clip` is own', { tries: [0, 0.2] }),
};

/** The loss of an action whose ratio is this formula. */
export const surrogateOf = (ratio: string): string =>
  [
    `ratio_now = ${ratio}`,
    'clipped = min(max(ratio_now, 1 - epsilon), 1 + above)',
    '-min(ratio_now * advantage, clipped * advantage)',
  ].join('; ');

const unweighted = { absent: ['weight'] } as const;
const own = { params: { upper_clip: 'own' } } as const;

/** The laws of both, by the formula of the ratio and the operands that it comes from. */
export const surrogateLaws = (ratio: string, from: readonly string[]) =>
  ({
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    rotation: inapplicable('actions are not coordinates of a vector'),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    scale: holds({ by: { advantage: 1 }, degree: 1 }),
    two_routes: holds(
      {
        name: 'a weight is a factor of the advantage',
        loss: from.length === 1 ? 'clipped_surrogate_ratio' : 'clipped_surrogate',
        operands: {
          ...Object.fromEntries(from.map((name) => [name, { copy: name }])),
          advantage: 'weight * advantage',
        },
        params: Object.fromEntries(
          ['epsilon', 'upper_clip', 'epsilon_high', 'denominator', 'empty'].map((name) => [name, { copy: name }]),
        ),
        given: { weight: 'power_of_two' },
      },
      { present: ['weight'], params: { denominator: 'count' }, nonzero: ['weight'] },
    ),
    limit: holdsFor([
      {
        args: {
          name: 'with room enough nothing is clipped',
          set: { upper_clip: 'same', epsilon: { atLeast: `${ratio} + 1` } },
          becomes: `-${ratio} * advantage`,
        },
        when: unweighted,
      },
      {
        args: {
          name: 'without room only a ratio on the losing side moves it',
          set: { upper_clip: 'same', epsilon: 0 },
          becomes: `max(0, (1 - ${ratio}) * advantage) - advantage`,
        },
        when: unweighted,
      },
    ]),
    parameter_matters: holdsFor([
      { args: { param: 'epsilon' } },
      { args: { param: 'upper_clip' } },
      { args: { param: 'epsilon_high' }, when: own },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  }) satisfies Partial<LawTable>;

/** It falls with the advantage and with the room, and as this operand grows where an action was good. */
export const fallsWithTheAdvantage = (grows: string) =>
  holdsFor<LawArguments['monotone']>([
    { args: { in: 'advantage', direction: 'decreasing' } },
    { args: { in: 'epsilon', direction: 'decreasing' } },
    { args: { in: 'epsilon_high', direction: 'decreasing' }, when: own },
    { args: { in: grows, direction: 'decreasing', where: { operand: 'advantage', equals: 1 } } },
    { args: { in: grows, direction: 'increasing', where: { operand: 'advantage', equals: -1 } } },
  ]);

/** A bad action may become ever more likely. */
export const unboundedAbove = (sample: Readonly<Record<string, readonly number[]>>) =>
  isFalse({
    args: { min: -10, max: 10 },
    sample: { operands: sample, reduction: 'none' },
    because: 'the loss of a bad action grows with its ratio',
  });

export const surrogateKinks = [
  { where: 'a ratio at 1 + epsilon and a positive advantage', subdifferential: '[-advantage, 0] in the ratio' },
  { where: 'a ratio at 1 - epsilon and a negative advantage', subdifferential: '[0, -advantage] in the ratio' },
  {
    where: 'an advantage of 0 and a ratio that would be clipped',
    subdifferential: 'in the advantage anything between minus the ratio and minus the clipped one',
  },
];

export const surrogateTraps = [
  {
    title: 'The sign',
    text: 'The paper maximises the objective; a minimiser needs its negative, or the larger of two negative products.',
  },
  {
    title: 'Clipping alone',
    text: 'Without the minimum an action that has become far too likely, or too rare, loses its gradient for good.',
  },
  {
    title: 'The minimum of the ratios',
    text: 'It is the products that are compared: for a negative advantage the larger ratio counts.',
  },
  {
    title: 'On the border',
    text: 'At a ratio of exactly 1 + epsilon and a negative advantage the loss is smooth. A minimum that halves its gradient at a tie, of a clip that does too, gives less than the slope.',
  },
  {
    title: 'The mean over padding',
    text: 'A mean divides by the number of actions that count, not by the length of the padded batch.',
  },
];

export const surrogateSources = [
  {
    title: 'Schulman et al.: Proximal policy optimization algorithms (2017), equation 7',
    reference: 'https://arxiv.org/abs/1707.06347',
  },
  {
    title: 'Yu et al.: DAPO (2025), section 3.1, on a higher upper clip',
    reference: 'https://arxiv.org/abs/2503.14476',
  },
];
