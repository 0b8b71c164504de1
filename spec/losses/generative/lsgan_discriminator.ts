import { defineLoss } from '../../language/define-loss.ts';
import { anyNumber, real } from '../../language/domain.ts';
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

export const lsganDiscriminator = defineLoss({
  id: 'lsgan_discriminator',
  family: 'generative',
  summary:
    'Loss of a least-squares GAN discriminator: half the squared distance of its scores from b (real) and a (fake).',
  operands: {
    real: operand(['...', 'N'], real, "the discriminator's scores of real data"),
    fake: operand(['...', 'M'], real, 'its scores of generated data, in a batch of a size of its own'),
  },
  params: {
    real_target: number(1, anyNumber, 'b, what real data should score', { tries: [1] }),
    fake_target: number(0, anyNumber, 'a, what generated data should score', { tries: [0, -1] }),
    halved: flag(true, 'whether the factor one half of the paper is there', { convention: true }),
  },
  items: ['...'],
  formula: [
    'factor = halved == 1 ? 1 / 2 : 1',
    'factor * (mean((real - real_target).^2) + mean((fake - fake_target).^2))',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('real and fake scores are not compared'),
    attains_infimum: holds({
      operand: 'real',
      minimiser: 'real_target + 0 * real',
      infimum: '(halved == 1 ? 1 / 2 : 1) * mean((fake - fake_target).^2)',
    }),
    symmetric: isFalse({
      args: { swap: ['real', 'fake'] },
      sample: { operands: { real: [1], fake: [0] } },
      because: 'each has a target of its own: 0 becomes 1',
    }),
    convex: holds({ in: ['real', 'fake'] }),
    lipschitz: isFalse({
      args: { in: 'real', norm: 'max', constant: '1' },
      sample: { operands: { real: [4], fake: [0] }, reduction: 'none' },
      to: { real: [5] },
      because: 'the slope is the distance from the target: from 3 to 4 the loss grows by 3.5',
    }),
    scale: holds({ by: { real: 1, fake: 1, real_target: 1, fake_target: 1 }, degree: 2 }),
    translation: isFalse({
      args: { together: ['real', 'fake'], shift: 'all' },
      sample: { operands: { real: [1], fake: [0] } },
      because: 'the targets stay where they are',
    }),
    rotation: inapplicable('scores are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'real', direction: 'decreasing' },
      sample: { operands: { real: [1], fake: [0] }, reduction: 'none' },
      to: { real: [2] },
      because: 'a score beyond the target costs, too',
    }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { real: [10], fake: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['real', 'fake'] }),
    parameter_matters: holdsFor([
      { args: { param: 'real_target' } },
      { args: { param: 'fake_target' } },
      { args: { param: 'halved' } },
    ]),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'N' } }, { args: { along: 'M' } }]),
    composes: holds({}),
  },

  edges: [
    {
      title: 'no real data: the mean of nothing',
      operands: { real: [], fake: [0, 1] },
      value: Number.NaN,
      gradient: { real: [] },
    },
    {
      title: 'on both targets',
      operands: { real: [1, 1], fake: [0] },
      value: 0,
      gradient: { real: [0, 0], fake: [0], real_target: 0, fake_target: 0 },
    },
    { title: 'an infinite score', operands: { real: [-Infinity], fake: [0] }, value: Infinity },
  ],
  examples: [
    {
      title: 'batches of two and three: ((0.25 + 4) / 2 + (1 + 0 + 4) / 3) / 2',
      operands: { real: [0.5, 3], fake: [-1, 0, 2] },
      value: 1.8958333333333333,
    },
    {
      title: 'targets 1 and -1: ((0.25 + 4) / 2 + (0 + 1 + 9) / 3) / 2',
      operands: { real: [0.5, 3], fake: [-1, 0, 2] },
      params: { fake_target: -1 },
      value: 2.7291666666666665,
    },
    {
      title: 'without the half',
      operands: { real: [0.5, 3], fake: [-1, 0, 2] },
      params: { halved: false },
      value: 3.7916666666666665,
    },
  ],
  traps: [
    {
      title: 'The half',
      text: 'Plain mean squared errors, added, are twice the loss of the paper; averaged, they are the loss.',
    },
    {
      title: 'An activation in front',
      text: 'A sigmoid or a leaky ReLU on the scores makes another loss: scores are meant to be any number.',
    },
    {
      title: 'a and b',
      text: 'In the paper a is the target of fake data and b that of real data.',
    },
    {
      title: 'One mean over both batches',
      text: 'Batches of different sizes joined into one mean weigh real and fake by their numbers; the paper has two expectations.',
    },
  ],
  sources: [
    {
      title: 'Mao et al.: Least squares generative adversarial networks (2017), equation 2',
      reference: 'https://doi.org/10.1109/ICCV.2017.304',
    },
  ],
});
