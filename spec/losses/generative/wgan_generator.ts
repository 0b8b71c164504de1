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

export const wganGenerator = defineLoss({
  id: 'wgan_generator',
  family: 'generative',
  summary: 'Loss of a Wasserstein generator: minus the score of what it made.',
  operands: {
    fake: operand(['...'], real, "the critic's scores of generated data"),
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
      because: 'it moves with the scores; only the critic sees their difference',
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
      name: "the hinge generator's loss",
      loss: 'hinge_gan_generator',
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
      title: 'The sign',
      text: 'With +mean the generator looks for what the critic likes least; nothing crashes, and pictures get worse.',
    },
    {
      title: 'A loss must be positive',
      text: 'The source lesson checks that losses are not negative: good scores make this one negative.',
    },
    {
      title: 'No measure of progress',
      text: "A constant added to all scores changes it: only the critic's loss estimates a distance.",
    },
  ],
  sources: [
    { title: 'Arjovsky, Chintala, Bottou: Wasserstein GAN (2017)', reference: 'https://arxiv.org/abs/1701.07875' },
  ],
});
