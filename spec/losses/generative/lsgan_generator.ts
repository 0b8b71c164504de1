import { defineLoss } from '../../language/define-loss.ts';
import { anyNumber, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';
import { flag, number } from '../../language/param.ts';
import { perWeight } from '../../language/reduction.ts';

export const lsganGenerator = defineLoss({
  id: 'lsgan_generator',
  family: 'generative',
  summary: 'Loss of a least-squares GAN generator: half the squared distance of its scores from c.',
  operands: {
    fake: operand(['...'], real, "the discriminator's scores of generated data"),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    target: number(1, anyNumber, 'c, what the generator wants its data to score', { tries: [0, 1] }),
    halved: flag(true, 'whether the factor one half of the paper is there', { convention: true }),
  },
  items: ['...'],
  formula: '(halved == 1 ? 1 / 2 : 1) * (fake - target)^2',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: inapplicable('there is only one operand'),
    attains_infimum: holds({ operand: 'fake', minimiser: 'target', infimum: '0' }),
    symmetric: inapplicable('there is only one operand'),
    convex: holds({ in: ['fake'] }),
    lipschitz: isFalse({
      args: { in: 'fake', norm: 'absolute', constant: '1' },
      sample: { operands: { fake: [4] }, reduction: 'none' },
      to: { fake: [5] },
      because: 'the slope is the distance from the target: from 3 to 4 the loss grows by 3.5',
    }),
    scale: holds({ by: { fake: 1, target: 1 }, degree: 2 }),
    translation: isFalse({
      args: { together: ['fake'], shift: 'all' },
      sample: { operands: { fake: [1] } },
      because: 'the target stays where it is',
    }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'fake', direction: 'decreasing' },
      sample: { operands: { fake: [1] }, reduction: 'none' },
      to: { fake: [2] },
      because: 'a score beyond the target costs, too',
    }),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: { operands: { fake: [10] }, reduction: 'none' },
      because: 'it has no upper bound',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: holds({
      name: 'half the squared error',
      loss: 'mse',
      operands: { prediction: { copy: 'fake' }, target: 'target', weight: { copy: 'weight' } },
      params: { denominator: { copy: 'denominator' } },
      factor: 'halved == 1 ? 1 / 2 : 1',
    }),
    limit: inapplicable('no value of a parameter gives another entry'),
    descends: holds({ in: ['fake'] }),
    parameter_matters: holdsFor([
      { args: { param: 'target' } },
      { args: { param: 'halved' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { fake: [] }, value: Number.NaN, gradient: { fake: [] } },
    { title: 'a sum over nothing', operands: { fake: [] }, reduction: 'sum', value: 0 },
    { title: 'on the target', operands: { fake: [1] }, value: 0, gradient: { fake: [0], target: 0 } },
    { title: 'an infinite score', operands: { fake: [-Infinity] }, value: Infinity },
    {
      title: 'NaN under weight 0',
      operands: { fake: [Number.NaN, 3], weight: [0, 1] },
      value: 2,
      gradient: { fake: [0, 2] },
    },
    { title: 'all weights zero', operands: { fake: [2], weight: [0] }, value: Number.NaN, gradient: { fake: [0] } },
  ],
  examples: [
    { title: '(4 + 1 + 1) / 3 / 2', operands: { fake: [-1, 0, 2] }, value: 1 },
    {
      title: 'target 0: (1 + 0 + 4) / 3 / 2',
      operands: { fake: [-1, 0, 2] },
      params: { target: 0 },
      value: 0.8333333333333334,
    },
    { title: 'without the half', operands: { fake: [-1, 0, 2] }, params: { halved: false }, value: 2 },
    { title: 'weighted: (4 + 3 * 1) / 4 / 2', operands: { fake: [-1, 2], weight: [1, 3] }, value: 0.875 },
  ],
  traps: [
    { title: 'The half', text: 'A plain mean squared error is twice the loss of the paper.' },
    {
      title: 'Which target',
      text: 'The paper has b - c = 1, b - a = 2 (-1, 1, 0: a Pearson divergence) and c = b (0, 1, 1): other losses.',
    },
    {
      title: 'An activation in front',
      text: 'A sigmoid or a leaky ReLU on the scores makes another loss: scores are meant to be any number.',
    },
  ],
  sources: [
    {
      title: 'Mao et al.: Least squares generative adversarial networks (2017), equation 2',
      reference: 'https://doi.org/10.1109/ICCV.2017.304',
    },
  ],
});
