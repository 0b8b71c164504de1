import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withItemWeight, withoutClasses } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { choice } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

const nonSaturating = { params: { form: 'non_saturating' } } as const;
const saturating = { params: { form: 'saturating' } } as const;

export const ganGenerator = defineLoss({
  id: 'gan_generator',
  family: 'generative',
  summary: "Loss of a GAN generator, from the discriminator's logits of what it made: -log D, or log(1 - D).",
  operands: {
    fake: operand(['...'], real, "the discriminator's logits of generated data; D is their sigmoid"),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    form: choice(
      'non_saturating',
      {
        non_saturating: 'loss(z) = log(1 + exp(-z));',
        saturating: 'loss(z) = log(1 / (1 + exp(z)));',
      },
      '-log D, whose gradient is largest where the discriminator is sure, or the log(1 - D) of the game, where it vanishes',
    ),
  },
  items: ['...'],
  formula: 'loss(fake)',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}, nonSaturating, [
      {
        args: {},
        sample: { operands: { fake: [0] }, params: { form: 'saturating' } },
        because: 'the logarithm of a probability: -log 2',
      },
    ]),
    zero_iff_equal: inapplicable('there is only one operand'),
    attains_infimum: inapplicable('it is only approached, or there is none'),
    label_flip: inapplicable('there are no labels'),
    symmetric: inapplicable('there is only one operand'),
    convex: holds({ in: ['fake'] }, nonSaturating, [
      {
        args: { in: ['fake'] },
        sample: { operands: { fake: [-1] }, params: { form: 'saturating' }, reduction: 'none' },
        to: { fake: [1] },
        because: 'log(1 - D) is concave in the logit',
      },
    ]),
    lipschitz: holds({ in: 'fake', norm: 'absolute', constant: '1' }),
    scale: isFalse({
      args: { by: { fake: 1 }, degree: 1 },
      sample: { operands: { fake: [1] } },
      because: 'log(1 + exp(-t)) is no power of t',
    }),
    translation: isFalse({
      args: { together: ['fake'], shift: 'all' },
      sample: { operands: { fake: [1] } },
      because: 'a logit has an absolute meaning: 0 is even odds',
    }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: holds({ in: 'fake', direction: 'decreasing' }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { fake: [-100] }, reduction: 'none' },
      because: 'what the discriminator is sure of costs its logit',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holdsFor([
      {
        args: {
          name: 'binary cross-entropy, labelled real, that does not focus',
          loss: 'binary_focal',
          operands: { logits: { copy: 'fake' }, target: '1', weight: { copy: 'weight' } },
          params: { gamma: 0, balanced: false, denominator: { copy: 'denominator' } },
        },
        when: nonSaturating,
      },
      {
        args: {
          name: 'minus binary cross-entropy, labelled fake',
          loss: 'binary_focal',
          operands: { logits: { copy: 'fake' }, target: '0', weight: { copy: 'weight' } },
          params: { gamma: 0, balanced: false, denominator: { copy: 'denominator' } },
          factor: '-1',
        },
        when: saturating,
      },
    ]),
    limit: inapplicable('no parameter enters the formula'),
    descends: holds({ in: ['fake'] }),
    parameter_matters: holdsFor([
      { args: { param: 'form' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { fake: [] }, value: Number.NaN, gradient: { fake: [] } },
    {
      title: 'infinitely convincing and infinitely clumsy',
      operands: { fake: [Infinity, -Infinity] },
      reduction: 'none',
      value: [0, Infinity],
    },
    {
      title: 'the same, saturating',
      operands: { fake: [Infinity, -Infinity] },
      params: { form: 'saturating' },
      reduction: 'none',
      value: [-Infinity, 0],
    },
    { title: 'a logit of 0', operands: { fake: [0] }, value: Math.LN2, gradient: { fake: [-0.5] } },
    {
      title: 'a logit of 0, saturating',
      operands: { fake: [0] },
      params: { form: 'saturating' },
      value: -Math.LN2,
      gradient: { fake: [-0.5] },
    },
    {
      title: 'NaN under weight 0',
      operands: { fake: [Number.NaN, 0], weight: [0, 1] },
      value: Math.LN2,
      gradient: { fake: [0, -0.5] },
    },
    {
      title: 'all weights zero',
      operands: { fake: [1], weight: [0] },
      value: Number.NaN,
      gradient: { fake: [0] },
    },
  ],
  examples: [
    {
      title: '(softplus(1) + softplus(0) + softplus(-3)) / 3',
      operands: { fake: [-1, 0, 3] },
      value: 0.6849987398839701,
    },
    {
      title: 'saturating: -(softplus(-1) + softplus(0) + softplus(3)) / 3',
      operands: { fake: [-1, 0, 3] },
      params: { form: 'saturating' },
      value: -1.3516654065506368,
    },
    {
      title: 'weights divide by their sum: (softplus(0) + 3 softplus(0)) / 4',
      operands: { fake: [0, 0], weight: [1, 3] },
      value: Math.LN2,
    },
  ],
  traps: [
    {
      title: 'Text and code',
      text: 'Texts derive log(1 - D) from the game and then minimise -log D: the source lesson does, and so does the paper.',
    },
    {
      title: 'log(sigmoid(z)), written out',
      text: 'It is -infinity from z = -104 down in float32, or from -89 where exp(-z) overflows; a clamp there takes the gradient away, where it matters most.',
    },
    {
      title: 'Labelled fake',
      text: 'Binary cross-entropy of generated data against 0 is the loss of the discriminator: its gradient has the other sign.',
    },
    {
      title: 'The saturating form is negative',
      text: 'log(1 - D) has no lower bound and no positive value; a check that losses are positive refuses it.',
    },
    {
      title: 'Sigmoid twice',
      text: 'Probabilities taken for logits cost between log(1 + 1/e) = 0.313 and log 2, whatever the generator does.',
    },
  ],
  sources: [
    {
      title: 'Goodfellow et al.: Generative adversarial nets (2014), section 3',
      reference: 'https://arxiv.org/abs/1406.2661',
    },
  ],
});
