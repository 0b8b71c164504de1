import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, ofFunction, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const clipGradValue = defineLoss({
  id: 'clip_grad_value',
  kind: 'function',
  family: 'numerics',
  summary: 'Gradient clipping by value: every number of a gradient is moved into [-clip_value, clip_value].',
  operands: { gradient: operand(['D'], real, 'the gradient of all parameters, as one vector') },
  params: { clip_value: number(1, nonNegative, 'the largest magnitude that stays', { tries: [0, 0.5, 10] }) },
  items: ['D'],
  formula: 'max(-clip_value, min(clip_value, gradient))',
  reductions: ['none'],
  laws: {
    ...ofFunction,
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { gradient: [-0.5] } },
      because: 'the sign stays',
    }),
    convex: isFalse({
      args: { in: ['gradient'] },
      sample: { operands: { gradient: [0] } },
      to: { gradient: [4] },
      because: 'beyond the threshold it bends down: 0, 1, 1',
    }),
    lipschitz: holds({ in: 'gradient', norm: 'absolute', constant: '1' }),
    scale: holds({ by: { gradient: 1, clip_value: 1 }, degree: 1 }),
    translation: isFalse({
      args: { together: ['gradient'], shift: 'all' },
      sample: { operands: { gradient: [0.25] } },
      because: 'what is clipped is the distance from 0',
    }),
    rotation: inapplicable('its value turns, too, and the box that it is clipped to does not'),
    monotone: holds({ in: 'gradient', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: -1, max: 1 },
      sample: { operands: { gradient: [3] }, params: { clip_value: 2 } },
      because: 'the bounds are the threshold',
    }),
    item_permutation: holds({ along: 'D' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'a threshold that nothing exceeds changes nothing',
      set: { clip_value: { atLeast: 'abs(gradient)' } },
      becomes: 'gradient',
    }),
    parameter_matters: holds({ param: 'clip_value' }),
  },
  kinks: [{ where: 'abs(gradient) = clip_value', subdifferential: '[0, 1]' }],
  edges: [
    {
      title: 'infinite numbers become the threshold',
      operands: { gradient: [Infinity, -Infinity, 0.5] },
      value: [1, -1, 0.5],
    },
    { title: 'NaN stays', operands: { gradient: [Number.NaN, 2] }, value: [Number.NaN, 1] },
    { title: 'threshold 0', operands: { gradient: [3, -2] }, params: { clip_value: 0 }, value: [0, 0] },
    { title: 'a negative threshold', operands: { gradient: [1] }, params: { clip_value: -1 }, value: 'rejected' },
  ],
  examples: [
    {
      title: 'clipped at 1/2',
      operands: { gradient: [0.25, -3, 0.75, -0.5] },
      params: { clip_value: 0.5 },
      value: [0.25, -0.5, 0.5, -0.5],
    },
  ],
  traps: [
    {
      title: 'The direction changes',
      text: 'Clipping number by number turns the gradient; clipping by its norm does not.',
    },
    {
      title: 'NaN',
      text: 'Comparisons with NaN are false: x > v ? v : x < -v ? -v : x lets it through, Math.min(v, x) too, but a clamp of "x > -v ? ... : -v" turns it into a number.',
    },
    { title: 'One side only', text: 'min(x, v) leaves the negative numbers as large as they were.' },
  ],
  sources: [
    {
      title: 'Mikolov: Statistical language models based on neural networks (2012)',
      reference: 'https://www.fit.vut.cz/study/phd-thesis/283/',
    },
    {
      title: 'Goodfellow, Bengio, Courville: Deep learning (2016), section 10.11.1',
      reference: 'https://www.deeplearningbook.org/contents/rnn.html',
    },
  ],
});
