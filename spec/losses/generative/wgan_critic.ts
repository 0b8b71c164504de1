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

export const wganCritic = defineLoss({
  id: 'wgan_critic',
  family: 'generative',
  summary: 'Loss of a Wasserstein critic: the mean score of generated data minus the mean score of real data.',
  operands: {
    real: operand(['...', 'N'], real, "the critic's scores of real data, any real numbers"),
    fake: operand(['...', 'M'], real, 'its scores of generated data, in a batch of a size of its own'),
  },
  items: ['...'],
  formula: 'mean(fake) - mean(real)',
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { real: [1, 3], fake: [0] } },
      because: 'it is minus an estimate of a distance: -2 here',
    }),
    zero_iff_equal: isFalse({
      args: { operands: ['real', 'fake'] },
      sample: { operands: { real: [1, -1], fake: [2, -2] } },
      because: 'it is 0 wherever the means are equal',
    }),
    attains_infimum: inapplicable('it has no lower bound: only the Lipschitz constraint on the critic gives it one'),
    symmetric: isFalse({
      args: { swap: ['real', 'fake'] },
      sample: { operands: { real: [1], fake: [0] } },
      because: 'exchanging them changes the sign',
    }),
    convex: holds({ in: ['real', 'fake'] }),
    lipschitz: holdsFor([
      { args: { in: 'real', norm: 'max', constant: '1' } },
      { args: { in: 'fake', norm: 'max', constant: '1' } },
    ]),
    scale: holds({ by: { real: 1, fake: 1 }, degree: 1 }),
    translation: holds({ together: ['real', 'fake'], shift: 'all' }),
    rotation: inapplicable('scores are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'real', direction: 'decreasing' } },
      { args: { in: 'fake', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: -10, max: 10 },
      sample: { operands: { real: [20], fake: [0] }, reduction: 'none' },
      because: 'it has no bounds on either side',
    }),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'N' } }, { args: { along: 'M' } }]),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('it has no parameters'),
    descends: holds({ in: ['real', 'fake'] }),
    parameter_matters: inapplicable('it has no parameters'),
  },
  edges: [
    {
      title: 'no real data: the mean of nothing',
      operands: { real: [], fake: [0, 1] },
      value: Number.NaN,
      gradient: { real: [] },
    },
    {
      title: 'equal means',
      operands: { real: [3, 1], fake: [2] },
      value: 0,
      gradient: { real: [-0.5, -0.5], fake: [1] },
    },
    { title: 'an infinite score', operands: { real: [Infinity], fake: [0] }, value: -Infinity },
    { title: 'infinity on both sides', operands: { real: [Infinity], fake: [Infinity] }, value: Number.NaN },
  ],
  examples: [
    { title: '1/2 - (1 + 4) / 2', operands: { real: [1, 4], fake: [0.5] }, value: -2 },
    {
      title: 'batches of two and three: 5/3 - 3/2',
      operands: { real: [1, 2], fake: [0, 2, 3] },
      value: 0.16666666666666666,
    },
  ],
  traps: [
    {
      title: 'The sign',
      text: 'The paper maximises E f(x) - E f(G(z)); an optimiser that minimises needs this, its negative.',
    },
    {
      title: 'A loss must be positive',
      text: 'The source lesson checks that losses are not negative: this one falls below 0 as soon as the critic learns.',
    },
    {
      title: 'One mean over both batches',
      text: 'Scores with signs, joined into one mean, weigh real and fake by their numbers.',
    },
    { title: 'A sigmoid on top', text: 'A critic has no activation at its end: with one, the loss is bounded by 1.' },
    {
      title: 'The constraint is elsewhere',
      text: 'Without weight clipping, a gradient penalty or spectral normalisation it falls for ever.',
    },
  ],
  sources: [
    { title: 'Arjovsky, Chintala, Bottou: Wasserstein GAN (2017)', reference: 'https://arxiv.org/abs/1701.07875' },
  ],
});
