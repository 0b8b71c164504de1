import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

export const ganMinimax = defineLoss({
  id: 'gan_minimax',
  family: 'generative',
  summary:
    'Value of the GAN game, E log D(x) + E log(1 - D(G(z))), which the discriminator raises and the generator lowers.',
  operands: {
    real: operand(['...', 'N'], real, "the discriminator's logits of real data; D is their sigmoid"),
    fake: operand(['...', 'M'], real, 'its logits of generated data, in a batch of a size of its own'),
  },
  items: ['...'],
  formula: [
    'accepted(z) = log(1 / (1 + exp(-z)))',
    'refused(z) = log(1 / (1 + exp(z)))',
    'mean(map(real, accepted)) + mean(map(fake, refused))',
  ].join('; '),
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { real: [0], fake: [0] } },
      because: 'it is a sum of logarithms of probabilities: -2 log 2 at the equilibrium',
    }),
    zero_iff_equal: inapplicable('real and fake logits are not compared'),
    attains_infimum: inapplicable('it has no lower bound'),
    label_flip: inapplicable('the label of a logit is the operand that it stands in'),
    symmetric: isFalse({
      args: { swap: ['real', 'fake'] },
      sample: { operands: { real: [1], fake: [0] } },
      because: 'real data judged fake lower the value',
    }),
    convex: isFalse({
      args: { in: ['real'] },
      sample: { operands: { real: [-1], fake: [0] }, reduction: 'none' },
      to: { real: [1] },
      because: 'it is concave: the discriminator maximises it',
    }),
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
      { args: { in: 'real', direction: 'increasing' } },
      { args: { in: 'fake', direction: 'decreasing' } },
    ]),
    bounded: isFalse({
      args: { min: -10, max: 0 },
      sample: { operands: { real: [-100], fake: [0] }, reduction: 'none' },
      because: 'it is never positive, but has no lower bound',
    }),
    item_permutation: holdsFor([{ args: { along: '...' } }, { args: { along: 'N' } }, { args: { along: 'M' } }]),
    composes: holds({}),
    two_routes: holds({
      name: "minus the discriminator's loss",
      loss: 'gan_discriminator',
      operands: { real: { copy: 'real' }, fake: { copy: 'fake' } },
      factor: '-1',
    }),
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
      title: 'the equilibrium',
      operands: { real: [0, 0], fake: [0] },
      value: -2 * Math.LN2,
      gradient: { real: [0.25, 0.25], fake: [-0.5] },
    },
    {
      title: 'infinitely right and infinitely wrong',
      operands: {
        real: [[Infinity], [-Infinity], [0]],
        fake: [[-Infinity], [-Infinity], [Infinity]],
      },
      reduction: 'none',
      value: [0, -Infinity, -Infinity],
    },
  ],
  examples: [
    {
      title: 'batches of two and three',
      operands: { real: [2, -1], fake: [-1, 0, 3] },
      value: -2.0717602558312342,
    },
    {
      title: 'a perfect discriminator, far out: -(2 exp(-50))',
      operands: { real: [50], fake: [-50] },
      value: -3.8574996959278356e-22,
    },
  ],
  traps: [
    {
      title: 'log(1 - sigmoid(z)), written out',
      text: 'It is -infinity at z = 50, where the value is -50; and 0 at z = -50, where it is -2e-22.',
    },
    {
      title: 'Not what anybody minimises',
      text: 'The discriminator minimises minus this value, the non-saturating generator another loss altogether.',
    },
    {
      title: 'A loss must be positive',
      text: 'The source lesson checks that losses are not negative: this value never is positive.',
    },
    {
      title: 'Probabilities for logits',
      text: 'The formula of the paper takes probabilities; this entry takes logits, whose sigmoids they are.',
    },
  ],
  sources: [
    {
      title: 'Goodfellow et al.: Generative adversarial nets (2014), equation 1',
      reference: 'https://arxiv.org/abs/1406.2661',
    },
  ],
});
