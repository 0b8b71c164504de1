import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { flag } from '../../language/param.ts';

export const hingeGanDiscriminator = defineLoss({
  id: 'hinge_gan_discriminator',
  family: 'generative',
  summary: 'Loss of a hinge GAN discriminator: how far real scores fall short of 1, and fake ones of -1.',
  operands: {
    real: operand(['...', 'N'], real, "the discriminator's scores of real data"),
    fake: operand(['...', 'M'], real, 'its scores of generated data, in a batch of a size of its own'),
  },
  params: {
    averaged: flag(false, 'whether the two parts are averaged instead of added', { convention: true }),
  },
  items: ['...'],
  formula: [
    'accepted(x) = max(0, 1 - x)',
    'refused(x) = max(0, 1 + x)',
    '(mean(map(real, accepted)) + mean(map(fake, refused))) / (averaged == 1 ? 2 : 1)',
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
      minimiser: '1 + 0 * real',
      infimum: 'mean(map(fake, f(x) = max(0, 1 + x))) / (averaged == 1 ? 2 : 1)',
    }),
    symmetric: isFalse({
      args: { swap: ['real', 'fake'] },
      sample: { operands: { real: [1], fake: [-1] } },
      because: 'real data are to score high and fake data low: 0 becomes 4',
    }),
    convex: holds({ in: ['real', 'fake'] }),
    lipschitz: holdsFor([
      { args: { in: 'real', norm: 'max', constant: '1' } },
      { args: { in: 'fake', norm: 'max', constant: '1' } },
    ]),
    scale: isFalse({
      args: { by: { real: 1, fake: 1 }, degree: 1 },
      sample: { operands: { real: [0], fake: [0] } },
      because: 'the margin of 1 does not scale',
    }),
    translation: isFalse({
      args: { together: ['real', 'fake'], shift: 'all' },
      sample: { operands: { real: [2], fake: [-1] } },
      because: 'both margins are seen from 0',
    }),
    rotation: inapplicable('scores are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'real', direction: 'decreasing' } },
      { args: { in: 'fake', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { real: [-10], fake: [0] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['real', 'fake'] }),
    parameter_matters: holds({ param: 'averaged' }),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'N' } }, { args: { along: 'M' } }]),
    composes: holds({}),
  },
  kinks: [
    { where: 'a real score of 1', subdifferential: 'anything from minus its share of the mean to 0' },
    { where: 'a fake score of -1', subdifferential: 'anything from 0 to its share of the mean' },
  ],
  edges: [
    {
      title: 'no real data: the mean of nothing',
      operands: { real: [], fake: [0, 1] },
      value: Number.NaN,
      gradient: { real: [] },
    },
    {
      title: 'outside of both margins',
      operands: { real: [2, 3], fake: [-4] },
      value: 0,
      gradient: { real: [0, 0], fake: [0] },
    },
    {
      title: 'infinitely right and infinitely wrong',
      operands: { real: [[Infinity], [-Infinity], [2]], fake: [[-Infinity], [-2], [Infinity]] },
      reduction: 'none',
      value: [0, Infinity, Infinity],
    },
  ],
  examples: [
    {
      title: 'batches of two and three: (1/2 + 0) / 2 + (0 + 1 + 3) / 3',
      operands: { real: [0.5, 3], fake: [-1.5, 0, 2] },
      value: 1.5833333333333333,
    },
    {
      title: 'the parts averaged',
      operands: { real: [0.5, 3], fake: [-1.5, 0, 2] },
      params: { averaged: true },
      value: 0.7916666666666666,
    },
    {
      title: 'a discriminator that knows nothing costs 2',
      operands: { real: [0, 0], fake: [0] },
      value: 2,
    },
  ],
  traps: [
    {
      title: 'min and max',
      text: 'The papers maximise min(0, -1 + D(x)) and min(0, -1 - D(G(z))); a minimiser needs max(0, 1 - D(x)).',
    },
    {
      title: 'Activations in front',
      text: 'With a tanh on the scores the margin is never reached, and the gradient of sure scores vanishes.',
    },
    {
      title: 'Half of it',
      text: 'Some trainers average the two parts: `averaged`.',
    },
    {
      title: 'One mean over both batches',
      text: 'Batches of different sizes joined into one mean weigh real and fake by their numbers; the paper has two expectations.',
    },
  ],
  sources: [
    { title: 'Lim, Ye: Geometric GAN (2017)', reference: 'https://arxiv.org/abs/1705.02894' },
    {
      title: 'Miyato et al.: Spectral normalization for generative adversarial networks (2018)',
      reference: 'https://arxiv.org/abs/1802.05957',
    },
  ],
});
