import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { perWeight } from '../../language/reduction.ts';

export const hingeGanGenerator = defineLoss({
  id: 'hinge_gan_generator',
  family: 'generative',
  summary: 'Loss of the generator of a hinge GAN: minus the score of what it made.',
  operands: {
    fake: operand(['...'], real, "the discriminator's scores of generated data"),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  items: ['...'],
  formula: '-fake',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { fake: [1] } },
      because: 'a good score is a negative loss',
    }),
    zero_iff_equal: inapplicable('there is only one operand'),
    attains_infimum: inapplicable('it has no lower bound'),
    symmetric: inapplicable('there is only one operand'),
    convex: holds({ in: ['fake'] }),
    lipschitz: holds({ in: 'fake', norm: 'absolute', constant: '1' }),
    scale: holds({ by: { fake: 1 }, degree: 1 }),
    translation: isFalse({
      args: { together: ['fake'], shift: 'all' },
      sample: { operands: { fake: [1] } },
      because: 'it moves with the scores; only the discriminator sees their difference',
    }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holds({ in: 'fake', direction: 'decreasing' }),
    bounded: isFalse({
      args: { min: -10, max: 10 },
      sample: { operands: { fake: [20] }, reduction: 'none' },
      because: 'it has no bounds on either side',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds({
      name: "the Wasserstein generator's loss",
      loss: 'wgan_generator',
      operands: { fake: { copy: 'fake' }, weight: { copy: 'weight' } },
      params: { denominator: { copy: 'denominator' } },
    }),
    limit: inapplicable('no parameter enters the formula'),
    descends: holds({ in: ['fake'] }),
    parameter_matters: holds({ param: 'denominator' }, { present: ['weight'] }),
  },
  edges: [
    { title: 'a mean over nothing', operands: { fake: [] }, value: Number.NaN, gradient: { fake: [] } },
    { title: 'a sum over nothing', operands: { fake: [] }, reduction: 'sum', value: 0 },
    {
      title: 'infinite scores',
      operands: { fake: [Infinity, -Infinity] },
      reduction: 'none',
      value: [-Infinity, Infinity],
    },
    { title: 'infinities of both signs', operands: { fake: [Infinity, -Infinity] }, value: Number.NaN },
    {
      title: 'NaN under weight 0',
      operands: { fake: [Number.NaN, 2], weight: [0, 1] },
      value: -2,
      gradient: { fake: [0, -1] },
    },
    {
      title: 'all weights zero',
      operands: { fake: [1], weight: [0] },
      value: Number.NaN,
      gradient: { fake: [0] },
    },
  ],
  examples: [
    { title: '-(1 - 2 + 4) / 3', operands: { fake: [1, -2, 4] }, value: -1 },
    { title: 'weighted: -(1 + 3 * 4) / 4', operands: { fake: [1, 4], weight: [1, 3] }, value: -3.25 },
  ],
  traps: [
    {
      title: 'A hinge here, too',
      text: 'Only the discriminator has one: a generator with max(0, 1 - D) stops learning from what passes with margin 1.',
    },
    {
      title: 'The sign',
      text: 'With +mean the generator looks for what the discriminator likes least; nothing crashes.',
    },
    {
      title: 'Activations in front',
      text: 'A tanh or a sigmoid on the scores flattens the gradient and moves the margin out of reach.',
    },
  ],
  sources: [
    {
      title: 'Lim, Ye: Geometric GAN (2017)',
      reference: 'https://arxiv.org/abs/1705.02894',
    },
    {
      title: 'Miyato et al.: Spectral normalization for generative adversarial networks (2018)',
      reference: 'https://arxiv.org/abs/1802.05957',
    },
  ],
});
