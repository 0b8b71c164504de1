import { defineLoss } from '../../language/define-loss.ts';
import { probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';

export const ganDiscriminator = defineLoss({
  id: 'gan_discriminator',
  family: 'generative',
  summary: 'Loss of a GAN discriminator: binary cross-entropy of its logits, real ones labelled 1 and fake ones 0.',
  operands: {
    real: operand(['...', 'N'], real, "the discriminator's logits of real data"),
    fake: operand(['...', 'M'], real, 'its logits of generated data, in a batch of a size of its own'),
  },
  params: {
    real_label: number(1, probability, 'what real data are labelled: below 1 in one-sided label smoothing', {
      convention: true,
      tries: [0.875],
    }),
    averaged: flag(false, 'whether the two parts are averaged instead of added', { convention: true }),
  },
  items: ['...'],
  formula: [
    'accepted(z) = real_label * log(1 + exp(-z)) + (1 - real_label) * log(1 + exp(z))',
    'refused(z) = log(1 + exp(z))',
    '(mean(map(real, accepted)) + mean(map(fake, refused))) / (averaged == 1 ? 2 : 1)',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('real and fake logits are not compared'),
    attains_infimum: holds(
      {
        operand: 'real',
        minimiser: 'log(real_label / (1 - real_label)) + 0 * real',
        infimum:
          '(mean(map(fake, refused(z) = log(1 + exp(z)))) - real_label * log(real_label) - (1 - real_label) * log(1 - real_label)) / (averaged == 1 ? 2 : 1)',
      },
      { params: { real_label: 0.875 } },
    ),
    label_flip: inapplicable('the label of a logit is the operand that it stands in'),
    symmetric: isFalse({
      args: { swap: ['real', 'fake'] },
      sample: { operands: { real: [1], fake: [0] } },
      because: 'real data judged fake are wrong twice',
    }),
    convex: holds({ in: ['real', 'fake'] }),
    lipschitz: holdsFor([
      { args: { in: 'real', norm: 'max', constant: '1' } },
      { args: { in: 'fake', norm: 'max', constant: '1' } },
    ]),
    scale: isFalse({
      args: { by: { real: 1, fake: 1 }, degree: 1 },
      sample: { operands: { real: [1], fake: [-1] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: isFalse({
      args: { together: ['real', 'fake'], shift: 'all' },
      sample: { operands: { real: [1], fake: [-1] } },
      because: 'a logit has an absolute meaning: 0 is even odds',
    }),
    rotation: inapplicable('logits are not coordinates of a vector'),
    monotone: holdsFor([
      { args: { in: 'real', direction: 'decreasing' }, when: { params: { real_label: 1 } } },
      { args: { in: 'fake', direction: 'increasing' } },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { real: [-100], fake: [0] }, reduction: 'none' },
      because: 'a confident wrong answer costs its logit',
    }),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'N' } }, { args: { along: 'M' } }]),
    composes: holds({}),
    two_routes: holds(
      {
        name: "minus the game's value",
        loss: 'gan_minimax',
        operands: { real: { copy: 'real' }, fake: { copy: 'fake' } },
        factor: '-1',
      },
      { params: { real_label: 1, averaged: false } },
    ),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['real', 'fake'] }),
    parameter_matters: holdsFor([{ args: { param: 'real_label' } }, { args: { param: 'averaged' } }]),
  },
  edges: [
    {
      title: 'no real data: the mean of nothing',
      operands: { real: [], fake: [0, 1] },
      value: Number.NaN,
      gradient: { real: [] },
    },
    { title: 'no generated data', operands: { real: [0], fake: [] }, params: { empty: 'zero' }, value: Number.NaN },
    {
      title: 'a discriminator that knows nothing',
      operands: { real: [0, 0], fake: [0] },
      value: 2 * Math.LN2,
      gradient: { real: [-0.25, -0.25], fake: [0.5] },
    },
    {
      title: 'infinitely right and infinitely wrong',
      operands: {
        real: [[Infinity], [-Infinity], [0]],
        fake: [[-Infinity], [-Infinity], [Infinity]],
      },
      reduction: 'none',
      value: [0, Infinity, Infinity],
    },
    { title: 'a label of 2', operands: { real: [0], fake: [0] }, params: { real_label: 2 }, value: 'rejected' },
  ],
  examples: [
    {
      title:
        'batches of two and three: (softplus(-2) + softplus(1)) / 2 + (softplus(-1) + softplus(0) + softplus(3)) / 3',
      operands: { real: [2, -1], fake: [-1, 0, 3] },
      value: 2.0717602558312342,
    },
    {
      title: 'real data labelled 7/8, the parts averaged',
      operands: { real: [2, -1], fake: [-1, 0, 3] },
      params: { real_label: 0.875, averaged: true },
      value: 1.0671301279156171,
    },
    {
      title: 'two discriminators, each with a loss of its own',
      operands: { real: [[0], [1]], fake: [[0], [-1]] },
      reduction: 'none',
      value: [2 * Math.LN2, 0.6265233750364456],
    },
  ],
  traps: [
    {
      title: 'One mean over both batches',
      text: 'Batches of different sizes joined into one mean weigh real and fake by their numbers; the paper has two expectations.',
    },
    {
      title: 'Sigmoid twice',
      text: 'A discriminator that ends in a sigmoid gives probabilities: as logits in [0, 1] they cost at least 1.006.',
    },
    {
      title: 'Half of it',
      text: 'Many trainers average the two parts: `averaged`. With Adam the step hardly changes, and the logged value does.',
    },
    {
      title: 'Smoothing both sides',
      text: 'Only the label of real data is smoothed; a smoothed fake label moves the optimum towards what the generator makes.',
    },
    {
      title: 'log(1 - sigmoid(z))',
      text: 'It is -infinity from z = 17 on in float32 and from 37 on in float64, where the loss is z.',
    },
    {
      title: 'A generator that is not held',
      text: 'Fake data must be detached in the step of the discriminator; the loss alone cannot show that.',
    },
  ],
  sources: [
    {
      title: 'Goodfellow et al.: Generative adversarial nets (2014)',
      reference: 'https://arxiv.org/abs/1406.2661',
    },
    {
      title: 'Salimans et al.: Improved techniques for training GANs (2016), one-sided label smoothing',
      reference: 'https://arxiv.org/abs/1606.03498',
    },
  ],
});
