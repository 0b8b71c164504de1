import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';

export const wganGradientPenalty = defineLoss({
  id: 'wgan_gradient_penalty',
  family: 'generative',
  summary:
    'Gradient penalty of a Wasserstein critic: how far the length of its gradient is from 1, squared, times lambda.',
  operands: {
    critic_gradient: operand(
      ['N', 'D'],
      real,
      'the gradient of the critic with respect to its input, at a random point between real and generated data, flattened',
    ),
  },
  params: {
    lambda: number(10, nonNegative, 'the factor of the penalty', { tries: [0, 1] }),
    target: number(1, nonNegative, 'the length that a gradient should have', { tries: [0] }),
    one_sided: flag(false, 'whether only gradients that are too long cost'),
    root_eps: number(0, nonNegative, 'added to the sum of squares under the root', {
      convention: true,
      differentiable: false,
      tries: [1e-10],
    }),
  },
  items: ['N'],
  formula: [
    'length = root_eps == 0 ? norm(critic_gradient) : sqrt(sum(critic_gradient.^2) + root_eps)',
    'excess = one_sided == 1 ? max(0, length - target) : length - target',
    'lambda * excess^2',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('there is only one operand'),
    attains_infimum: holds(
      {
        operand: 'critic_gradient',
        minimiser: 'map(critic_gradient, f(x) = target / sqrt(D))',
        infimum: '0',
      },
      { params: { root_eps: 0 } },
    ),
    symmetric: inapplicable('there is only one operand'),
    convex: holdsFor(
      [
        { args: { in: ['critic_gradient'] }, when: { params: { one_sided: true } } },
        { args: { in: ['critic_gradient'] }, when: { params: { target: 0 } } },
      ],
      [
        {
          args: { in: ['critic_gradient'] },
          sample: { operands: { critic_gradient: [[1, 0]] } },
          to: { critic_gradient: [[-1, 0]] },
          because: 'half way between two gradients of length 1 is one of length 0',
        },
      ],
    ),
    lipschitz: isFalse({
      args: { in: 'critic_gradient', norm: 'euclidean', constant: '2 * lambda' },
      sample: { operands: { critic_gradient: [[3, 0]] }, reduction: 'none' },
      to: { critic_gradient: [[4, 0]] },
      because: 'the slope is proportional to the excess: from length 3 to 4 the penalty grows by 5 lambda',
    }),
    scale: holdsFor([
      { args: { by: { critic_gradient: 1, target: 1, root_eps: 2 }, degree: 2 } },
      { args: { by: { lambda: 1 }, degree: 1 } },
    ]),
    translation: isFalse({
      args: { together: ['critic_gradient'], shift: 'coordinate' },
      sample: { operands: { critic_gradient: [[1, 0]] } },
      because: 'a length is seen from the origin',
    }),
    rotation: holds({ together: ['critic_gradient'] }),
    monotone: holds({ in: 'lambda', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { critic_gradient: [[3, 0]] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({ name: 'no penalty at lambda 0', set: { lambda: 0 }, becomes: '0' }),
    descends: holds({ in: ['critic_gradient'] }),
    parameter_matters: holdsFor([
      { args: { param: 'lambda' } },
      { args: { param: 'target' } },
      { args: { param: 'one_sided' } },
      { args: { param: 'root_eps' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { critic_gradient: [] }, value: Number.NaN },
    {
      title: 'a gradient of length 1, and one of 3/4',
      operands: {
        critic_gradient: [
          [0.75, 0],
          [0, -1],
        ],
      },
      reduction: 'none',
      value: [0.625, 0],
    },
    { title: 'no gradient at all costs lambda', operands: { critic_gradient: [[0, 0]] }, value: 10 },
    {
      title: 'no gradient at all, when only long ones cost',
      operands: { critic_gradient: [[0, 0]] },
      params: { one_sided: true },
      value: 0,
      gradient: { critic_gradient: [[0, 0]], lambda: 0 },
    },
    { title: 'an infinite gradient', operands: { critic_gradient: [[Infinity, 0]] }, value: Infinity },
    {
      title: 'a negative lambda',
      operands: { critic_gradient: [[1, 0]] },
      params: { lambda: -1 },
      value: 'rejected',
    },
  ],
  kinks: [
    {
      where: 'a gradient of 0',
      subdifferential: 'the ball of radius 2 lambda target: any direction shortens the distance alike',
    },
  ],
  examples: [
    {
      title: 'lengths 5 and 1/2: 10 (16 + 1/4) / 2',
      operands: {
        critic_gradient: [
          [3, 4],
          [0.5, 0],
        ],
      },
      value: 81.25,
    },
    {
      title: 'the same, one-sided: 10 (16 + 0) / 2',
      operands: {
        critic_gradient: [
          [3, 4],
          [0.5, 0],
        ],
      },
      params: { one_sided: true },
      value: 80,
    },
    {
      title: 'target 750, as in the progressive GAN: 10 * 745^2',
      operands: { critic_gradient: [[3, 4]] },
      params: { target: 750 },
      value: 5550250,
    },
  ],
  traps: [
    {
      title: 'The norm over one axis',
      text: 'On images of shape [N, C, H, W] a norm over axis 1 gives one length per pixel: flatten all but the batch.',
    },
    {
      title: 'The graph of the gradient',
      text: 'Without create_graph the penalty is a number that the parameters do not move: its gradient is 0 or an error.',
    },
    {
      title: 'The root of a sum of squares',
      text: 'Its derivative at 0 is NaN, and one dead sample spoils the batch.',
    },
    {
      title: 'The mean of the lengths',
      text: 'The penalty is the mean of (length - 1)^2, not the square of the mean length minus 1.',
    },
    {
      title: 'Where it is taken',
      text: 'At eps x + (1 - eps) G(z), one eps from [0, 1] a sample: not one a pixel, and not from a Gaussian.',
    },
    {
      title: 'A batch that talks',
      text: 'With batch normalisation in the critic the gradient of a sample depends on the others, and the norm means little.',
    },
  ],
  sources: [
    {
      title: 'Gulrajani et al.: Improved training of Wasserstein GANs (2017), equation 3',
      reference: 'https://arxiv.org/abs/1704.00028',
    },
    {
      title: 'Petzka, Fischer, Lukovnikov: On the regularization of Wasserstein GANs (2018), one-sided',
      reference: 'https://arxiv.org/abs/1709.08894',
    },
  ],
});
