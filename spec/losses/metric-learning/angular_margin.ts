import { defineLoss } from '../../language/define-loss.ts';
import { anyNumber, indexInto, interval, positive } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, number } from '../../language/param.ts';

const two = { cosine: [[1, 1]], target: [0] } as const;
const behind = { cosine: [[-0.9375, 0]], target: [0] } as const;
const three = { cosine: [[0.5, 0.25, -0.5]], target: [0] } as const;
/** Half of it has the cosine 0.8: the margin's cosine is 0.6 and its sine 0.8. */
const simple = { scale: 1, half_margin_tangent: 0.5 } as const;
const noAngle = { params: { half_margin_tangent: 0 } } as const;
const noMargin = { params: { half_margin_tangent: 0, cosine_margin: 0 } } as const;

export const angularMargin = defineLoss({
  id: 'angular_margin',
  family: 'metric-learning',
  summary:
    'Softmax cross-entropy of scaled cosines, the right class held to an angle that is smaller by a margin (ArcFace), or to a cosine that is larger by one (CosFace).',
  operands: {
    cosine: operand(['N', 'C'], interval(-1, 1), 'the cosine of the angle between an embedding and each class'),
    target: operand(['N'], indexInto('C'), 'the index of the right class'),
  },
  params: {
    scale: number(64, positive, 'multiplies the cosines', { tries: [1, 30] }),
    // tan(1 / 4): the margin of 0.5 of the paper.
    half_margin_tangent: number(
      0.25534192122103627,
      interval(0, 1),
      'tan(m / 2) of the angular margin m: 0 is no margin, 1 a right angle, and m = 2 atan of it',
      { tries: [0, 0.5, 1], differentiable: false },
    ),
    cosine_margin: number(0, anyNumber, 'subtracted from the cosine of the right class', { tries: [0.25, 0.35] }),
    fallback: choice(
      'none',
      {
        none: 'own(c, turned, cosM, sinM) = turned;',
        sine: 'own(c, turned, cosM, sinM) = c > -cosM ? turned : c - 2 * atan(half_margin_tangent) * sinM;',
        easy: 'own(c, turned, cosM, sinM) = c > 0 ? turned : c;',
      },
      'what stands for cos(theta + m): itself everywhere; c - m sin m where theta + m is pi or more (`sine`); c without an angular margin where it is 0 or less (`easy`)',
      { convention: true },
    ),
  },
  items: ['N'],
  formula: [
    'cosM = (1 - half_margin_tangent^2) / (1 + half_margin_tangent^2)',
    'sinM = 2 * half_margin_tangent / (1 + half_margin_tangent^2)',
    'c = cosine[target]',
    'right = half_margin_tangent == 0 ? c : own(c, c * cosM - sqrt(1 - c^2) * sinM, cosM, sinM)',
    'gap(j) = scale * (cosine[j] - (right - cosine_margin))',
    'log(1 + sum(map(indices(C), f(j) = j == target ? 0 : exp(gap(j)))))',
  ].join('; '),
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('cosines and labels are different kinds of things'),
    attains_infimum: holds({
      operand: 'cosine',
      minimiser: 'map(indices(C), f(j) = j == target ? 1 : -1)',
      infimum: 'log(1 + (C - 1) * exp(scale * (cosine_margin - 2 / (1 + half_margin_tangent^2))))',
    }),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable('cosines and labels are different kinds of things'),
    convex: holds({ in: ['cosine'] }, noAngle, [
      {
        args: { in: ['cosine'] },
        sample: { operands: { cosine: [[0.75, 0.5]], target: [0] }, params: simple },
        to: { cosine: [[-0.75, 0.5]] },
        because: 'the cosine of the larger angle is convex in the cosine, and the loss falls where that grows',
      },
    ]),
    lipschitz: holds({ in: 'cosine', norm: 'max', constant: '2 * scale' }, noAngle, [
      {
        args: { in: 'cosine', norm: 'max', constant: '2 * scale' },
        sample: { operands: two, params: simple },
        to: { cosine: [[0.9990234375, 1]] },
        because: 'near a cosine of 1 the angle, and so the loss, moves with the root of the step',
      },
    ]),
    scale: holds({ by: { cosine: 1, cosine_margin: 1, scale: -1 }, degree: 0 }, noAngle, [
      {
        args: { by: { cosine: 1, cosine_margin: 1, scale: -1 }, degree: 0 },
        sample: { operands: { cosine: [[0.5, 0.25]], target: [0] }, params: simple },
        because: 'an angle is not in proportion to its cosine',
      },
    ]),
    translation: holds({ together: ['cosine'], shift: 'row' }, noAngle),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holdsFor(
      [
        { args: { in: 'cosine', direction: 'decreasing', at: 'target' }, when: noAngle },
        { args: { in: 'cosine', direction: 'decreasing', at: 'target' }, when: { params: { fallback: 'sine' } } },
        { args: { in: 'cosine_margin', direction: 'increasing' } },
        {
          args: { in: 'half_margin_tangent', direction: 'increasing' },
          when: { params: { fallback: ['sine', 'easy'] } },
        },
      ],
      [
        {
          args: { in: 'cosine', direction: 'decreasing', at: 'target' },
          sample: { operands: { cosine: [[-1, 0]], target: [0] }, params: simple },
          to: behind,
          because: 'theta + m beyond pi comes back: the loss is largest at theta = pi - m',
        },
        {
          args: { in: 'cosine', direction: 'decreasing', at: 'target' },
          sample: { operands: { cosine: [[0, 0]], target: [0] }, params: { ...simple, fallback: 'easy' } },
          to: { cosine: [[0.0625, 0]] },
          because: 'the easy margin begins with a jump up',
        },
      ],
    ),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { cosine: [[-1, 1]], target: [0] } },
      because: 'the scale multiplies a gap of up to 2',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: inapplicable('a cosine is at least -1: no class has probability 0'),
    two_routes: holds(
      {
        name: 'cross-entropy of the scaled cosines',
        loss: 'cross_entropy',
        operands: { logits: 'map(cosine, f(x) = scale * x)', target: { copy: 'target' } },
        given: { scale: 'power_of_two' },
      },
      noMargin,
    ),
    limit: holdsFor([
      {
        args: {
          name: 'no margin is the cross-entropy of the scaled cosines',
          set: { half_margin_tangent: 0, cosine_margin: 0 },
          becomes: 'log(sum(map(cosine, f(x) = exp(scale * x)))) - scale * cosine[target]',
        },
      },
      {
        args: {
          name: 'a margin of a right angle is the negative sine',
          set: { half_margin_tangent: 1, cosine_margin: 0 },
          becomes:
            'log(1 + sum(map(indices(C), f(j) = j == target ? 0 : exp(scale * (cosine[j] + sqrt(1 - cosine[target]^2))))))',
        },
        when: { params: { fallback: 'none' } },
      },
    ]),
    gradient_sum: holds({ operand: 'cosine', over: 'C', total: 0 }, noAngle, [
      {
        args: { operand: 'cosine', over: 'C', total: 0 },
        sample: { operands: { cosine: [[0.5, 0.25]], target: [0] }, params: simple },
        because: 'the angle of the right class moves faster than its cosine',
      },
    ]),
    descends: holds({ in: ['cosine'] }),
    parameter_matters: holdsFor([
      { args: { param: 'scale' } },
      { args: { param: 'half_margin_tangent' } },
      { args: { param: 'cosine_margin' } },
      { args: { param: 'fallback' }, when: { params: { half_margin_tangent: { min: 0.01 } } } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { cosine: [], target: [] }, value: Number.NaN },
    {
      title: 'a single class costs nothing',
      operands: { cosine: [[-0.5]], target: [0] },
      value: 0,
      gradient: { cosine: [[0]] },
    },
    {
      title: 'and has no slope, at an angle of 0 either',
      operands: { cosine: [[1]], target: [0] },
      value: 0,
      gradient: { cosine: [[0]] },
    },
    {
      title: 'an angle of 0 costs its margin: log(1 + exp(2/5))',
      operands: two,
      params: simple,
      value: 0.9130152523999526,
    },
    {
      title: 'an angle of pi comes back by the margin: log(1 + exp(-2/5))',
      operands: { cosine: [[-1, -1]], target: [0] },
      params: simple,
      value: 0.5130152523999526,
    },
    {
      title: 'without an angular margin an angle of 0 has a slope like any other',
      operands: two,
      params: { scale: 1, half_margin_tangent: 0 },
      value: Math.LN2,
      gradient: { cosine: [[-0.5, 0.5]] },
    },
    {
      title: 'a cosine of 0 is not easy: no margin, log(1 + exp(1/2))',
      operands: { cosine: [[0, 0.5]], target: [0] },
      params: { ...simple, fallback: 'easy' },
      value: 0.9740769841801067,
    },
    { title: 'a cosine above 1', operands: { cosine: [[1.5, 0]], target: [0] }, value: 'rejected' },
    { title: 'label C', operands: { cosine: [[0.5, 0]], target: [2] }, value: 'rejected' },
    { title: 'label -1', operands: { cosine: [[0.5, 0]], target: [-1] }, value: 'rejected' },
    { title: 'a scale of 0', operands: two, params: { scale: 0 }, value: 'rejected' },
  ],
  kinks: [
    {
      where: 'cosine of the right class = 1 or -1, under an angular margin',
      subdifferential: 'none: the slope is infinite, and its limit is what the formula gives',
    },
    {
      where: 'theta + m = pi under the fallback `sine`, and a cosine of 0 under `easy`',
      subdifferential: 'none: the value jumps there',
    },
  ],
  examples: [
    { title: 'ArcFace as published, m = 0.5 and s = 64', operands: three, value: 14.489819050890551 },
    {
      title: 'CosFace, m = 0.35 and s = 64',
      operands: three,
      params: { half_margin_tangent: 0, cosine_margin: 0.35 },
      value: 6.401660178414044,
    },
    {
      title: 'cos(theta + m) = 0.6 * 0.6 - 0.8 * 0.8 = -0.28: log(1 + exp(0.28))',
      operands: { cosine: [[0.6, 0]], target: [0] },
      params: simple,
      value: 0.8429153335603465,
    },
    {
      title: 'both margins',
      operands: three,
      params: { cosine_margin: 0.25, scale: 30 },
      value: 14.292103062337588,
    },
    { title: 'beyond pi', operands: behind, params: simple, value: 1.199490372205662 },
    {
      title: 'beyond pi, c - m sin m',
      operands: behind,
      params: { ...simple, fallback: 'sine' },
      value: 1.8503420639428922,
    },
    {
      title: 'beyond a right angle, the easy margin',
      operands: behind,
      params: { ...simple, fallback: 'easy' },
      value: 1.2679582076022207,
    },
  ],
  traps: [
    {
      title: 'Beyond pi',
      text: 'Where theta + m exceeds pi the cosine comes back, and the loss of the worst answers falls. The code of the paper has c - m sin m there, which the paper does not mention: a jump.',
    },
    {
      title: 'Degrees',
      text: 'Some libraries take the margin in degrees: 28.6 is 0.5 radians. Here it is given by the tangent of its half.',
    },
    {
      title: 'The root of 1 - c^2',
      text: 'The square of a cosine near 1 is rounded before it is subtracted: (1 - c)(1 + c) keeps every digit, and a cosine that rounding took past 1 makes NaN of both.',
    },
    {
      title: 'A clamp of the cosine',
      text: 'Clamped to 1 - eps the loss has gradient 0 at the best and the worst answers, where its slope is largest.',
    },
    {
      title: 'The margin of every class',
      text: 'Only the cosine of the right class gets the margin. Subtracted from all of them it cancels.',
    },
    {
      title: 'The sign of the margin',
      text: 'The angle gets larger, theta + m, the cosine less, c - m. The other sign makes the task easier.',
    },
    {
      title: 'The margin behind the scale',
      text: 'It is s (c - m), not s c - m: at a scale of 64 the margin would be a sixty-fourth.',
    },
  ],
  sources: [
    {
      title: 'Deng et al.: ArcFace: additive angular margin loss for deep face recognition (2019), equations 3 and 4',
      reference: 'https://arxiv.org/abs/1801.07698',
    },
    {
      title: 'Wang et al.: CosFace: large margin cosine loss for deep face recognition (2018), equation 4',
      reference: 'https://arxiv.org/abs/1801.09414',
    },
  ],
});
