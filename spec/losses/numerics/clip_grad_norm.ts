import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, ofFunction, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

export const clipGradNorm = defineLoss({
  id: 'clip_grad_norm',
  kind: 'function',
  family: 'numerics',
  summary: 'Gradient clipping by global norm: a gradient longer than max_norm is shortened to that length.',
  operands: { gradient: operand(['D'], real, 'the gradient of all parameters, as one vector') },
  params: {
    max_norm: number(1, positive, 'the largest Euclidean norm that stays', { tries: [0.5, 10] }),
    eps: number(0, nonNegative, 'added to the norm before max_norm is divided by it', {
      convention: true,
      tries: [1e-6],
    }),
  },
  items: { index: 'd', count: 'D' },
  formula: ['length = norm(gradient) + eps', 'length <= max_norm ? gradient[d] : gradient[d] * max_norm / length'].join(
    '; ',
  ),
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
      because: 'beyond the maximal norm it bends down: 0, 1, 1',
    }),
    lipschitz: holds({ in: 'gradient', norm: 'euclidean', constant: '1' }),
    scale: holds({ by: { gradient: 1, max_norm: 1, eps: 1 }, degree: 1 }),
    translation: isFalse({
      args: { together: ['gradient'], shift: 'all' },
      sample: { operands: { gradient: [0.25, 0.25] } },
      because: 'what is clipped is the distance from 0',
    }),
    rotation: inapplicable('its value turns with the gradient'),
    monotone: isFalse({
      args: { in: 'gradient', direction: 'increasing' },
      sample: { operands: { gradient: [3, 0] } },
      to: { gradient: [3, 4] },
      because: 'one number grows and leaves less of the length to the others: 1 becomes 0.6',
    }),
    bounded: isFalse({
      args: { min: -1, max: 1 },
      sample: { operands: { gradient: [3] }, params: { max_norm: 2 } },
      because: 'the bounds are the maximal norm',
    }),
    item_permutation: holds({ along: 'D' }),
    composes: isFalse({
      args: { along: 'D' },
      sample: { operands: { gradient: [3, 4] } },
      because: 'each part is clipped by its own norm then, and the direction changes',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('its limits, the gradient and its direction, are no expressions of one number'),
    parameter_matters: holdsFor([{ args: { param: 'max_norm' } }, { args: { param: 'eps' } }]),
  },
  kinks: [
    { where: 'norm(gradient) + eps = max_norm', subdifferential: 'between the identity and the derivative beyond' },
  ],
  edges: [
    { title: 'a zero gradient', operands: { gradient: [0, 0] }, value: [0, 0], gradient: { gradient: [1, 1] } },
    {
      title: 'a zero gradient under a large eps',
      operands: { gradient: [0, 0] },
      params: { eps: 2 },
      value: [0, 0],
    },
    {
      title: 'NaN in one number is NaN in the norm of all',
      operands: { gradient: [Number.NaN, 1] },
      value: [Number.NaN, Number.NaN],
    },
    {
      title: 'an infinite number leaves nothing of the others, and is itself infinity over infinity',
      operands: { gradient: [Infinity, 1] },
      value: [Number.NaN, 0],
    },
    { title: 'a maximal norm of 0', operands: { gradient: [1] }, params: { max_norm: 0 }, value: 'rejected' },
  ],
  examples: [
    { title: 'a norm of 5 becomes 1', operands: { gradient: [3, -4] }, value: [0.6, -0.8] },
    { title: 'short enough', operands: { gradient: [0.3, -0.4] }, value: [0.3, -0.4] },
    {
      title: 'with epsilon 10^-6, as PyTorch: 3 / 5.000001 and -4 / 5.000001',
      operands: { gradient: [3, -4] },
      params: { eps: 1e-6 },
      value: [0.599999880000024, -0.799999840000032],
    },
    {
      title: 'the squares would overflow',
      operands: { gradient: [3e200, 4e200] },
      value: [0.6, 0.8],
    },
  ],
  traps: [
    {
      title: 'One norm for all',
      text: 'Clipping every tensor, or every number, by its own norm changes the direction of the step.',
    },
    {
      title: 'A scale above 1',
      text: 'max_norm / norm without the minimum with 1 lengthens a short gradient to max_norm.',
    },
    { title: 'A zero gradient', text: 'max_norm / norm is infinite there, and 0 times that is NaN.' },
    {
      title: 'Squares',
      text: 'The root of the summed squares overflows or vanishes where the norm does neither.',
    },
    {
      title: 'The squared norm',
      text: 'Compared with max_norm without its root it clips gradients that are short enough, or not at all.',
    },
  ],
  sources: [
    {
      title: 'Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks (2013)',
      reference: 'https://proceedings.mlr.press/v28/pascanu13.html',
    },
  ],
});
