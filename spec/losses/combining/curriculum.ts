import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, positive, probability, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import {
  nothingIgnored,
  notNormalised,
  withoutClasses,
  withoutLabels,
  withoutWeights,
} from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { number } from '../../language/param.ts';

const hidden = { loss: [1, 3], difficulty: [0.25, 0.75] } as const;

export const curriculum = defineLoss({
  id: 'curriculum',
  family: 'combining',
  summary: 'Curriculum: the losses of the items that are no harder than the share of training that is done.',
  operands: {
    loss: operand(['N'], real, 'the loss of each item'),
    difficulty: operand(['N'], probability, 'how hard each item is, from 0 to 1', { differentiable: false }),
  },
  params: {
    epoch: number(1, nonNegative, 'how many epochs are done', { differentiable: false, tries: [0, 0.5] }),
    total_epochs: number(1, positive, 'how many epochs there are', { differentiable: false, tries: [2, 10] }),
  },
  items: ['N'],
  formula: 'difficulty * total_epochs <= epoch ? loss : 0',
  denominators: {
    selected: {
      share: 'difficulty * total_epochs <= epoch ? 1 : 0',
      meaning: 'the number of selected items: their weights sum to 1',
    },
    all: { share: '1', meaning: 'the number of items, selected or not' },
    fraction: {
      share: '(difficulty * total_epochs <= epoch ? 1 : 0) / N',
      meaning: 'the selected fraction of the items: their weights sum to N, and the loss grows with the batch',
    },
  },
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withoutWeights,
    ...notNormalised,
    non_negative: isFalse({
      args: {},
      sample: { operands: { loss: [-1], difficulty: [0.5] } },
      because: 'it is negative where the losses are',
    }),
    zero_iff_equal: inapplicable('losses and difficulties are different kinds of things'),
    attains_infimum: inapplicable('it is linear, and has no minimum'),
    symmetric: inapplicable('losses and difficulties are different kinds of things'),
    convex: holds({ in: ['loss'] }),
    lipschitz: holds({ in: 'loss', norm: 'absolute', constant: '1' }),
    scale: holdsFor([
      { args: { by: { loss: 1 }, degree: 1 } },
      { args: { by: { epoch: 1, total_epochs: 1 }, degree: 0 } },
    ]),
    translation: isFalse({
      args: { together: ['loss'], shift: 'all' },
      sample: { operands: hidden },
      because: 'it grows with the losses',
    }),
    rotation: inapplicable('items are not coordinates of a vector'),
    monotone: holds({ in: 'loss', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: hidden },
      because: 'it has the bounds of the losses, if these have any',
    }),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}, { params: { denominator: ['selected', 'all'] } }, [
      {
        args: {},
        sample: { operands: hidden, params: { denominator: 'fraction' } },
        because: 'weights that sum to the number of items double with the batch',
      },
    ]),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'when all epochs are done, every item counts',
      set: { epoch: { atLeast: 'total_epochs' } },
      becomes: 'loss',
    }),
    descends: holds({ in: ['loss'] }),
    parameter_matters: holdsFor([
      { args: { param: 'epoch' } },
      { args: { param: 'total_epochs' } },
      { args: { param: 'denominator' } },
    ]),
  },
  kinks: [
    {
      where: 'difficulty * total_epochs = epoch',
      subdifferential: 'none: the value jumps there, and the item counts',
    },
  ],
  edges: [
    {
      title: 'a mean over nothing',
      operands: { loss: [], difficulty: [] },
      value: Number.NaN,
      gradient: { loss: [] },
    },
    {
      title: 'epoch 0 selects nothing',
      operands: { loss: [2, 3], difficulty: [0.5, 1] },
      params: { epoch: 0 },
      value: Number.NaN,
      gradient: { loss: [0, 0] },
    },
    {
      title: 'epoch 0 selects nothing, as zero',
      operands: { loss: [2, 3], difficulty: [0.5, 1] },
      params: { epoch: 0, empty: 'zero' },
      value: 0,
      gradient: { loss: [0, 0] },
    },
    {
      title: 'epoch 0 selects nothing, refused',
      operands: { loss: [2, 3], difficulty: [0.5, 1] },
      params: { epoch: 0, empty: 'throw' },
      value: 'rejected',
    },
    {
      title: 'epoch 0 selects what has no difficulty at all',
      operands: { loss: [2, 3], difficulty: [0, 1] },
      params: { epoch: 0 },
      value: 2,
    },
    {
      title: 'just at the threshold',
      operands: { loss: [2, 3], difficulty: [0.5, 0.75] },
      params: { epoch: 5, total_epochs: 10 },
      value: 2,
      gradient: { loss: [1, 0] },
    },
    {
      title: 'NaN in an item that is not selected',
      operands: { loss: [2, Number.NaN], difficulty: [0.5, 1] },
      params: { epoch: 5, total_epochs: 10 },
      value: 2,
      gradient: { loss: [1, 0] },
    },
    {
      title: 'a difficulty that is NaN neither selects nor leaves out',
      operands: { loss: [2, 3], difficulty: [0.5, Number.NaN] },
      reduction: 'none',
      value: [2, Number.NaN],
    },
    {
      title: 'a difficulty of 2',
      operands: { loss: [1], difficulty: [2] },
      value: 'rejected',
    },
  ],
  examples: [
    {
      title: 'half of the epochs: the mean of 1 and 2',
      operands: { loss: [1, 2, 4, 8], difficulty: [0.1, 0.5, 0.6, 0.9] },
      params: { epoch: 5, total_epochs: 10 },
      value: 1.5,
    },
    {
      title: 'the same, summed',
      operands: { loss: [1, 2, 4, 8], difficulty: [0.1, 0.5, 0.6, 0.9] },
      params: { epoch: 5, total_epochs: 10 },
      reduction: 'sum',
      value: 3,
    },
    {
      title: "the same, as the lesson's code has it: weights of 2, which sum to 4",
      operands: { loss: [1, 2, 4, 8], difficulty: [0.1, 0.5, 0.6, 0.9] },
      params: { epoch: 5, total_epochs: 10, denominator: 'fraction' },
      value: 6,
    },
  ],
  traps: [
    {
      title: 'Normalised to N, then summed',
      text: "The lesson's weights sum to the number of items and its losses are added: the loss grows with the batch. Either the weights sum to 1, or the sum is a mean.",
    },
    {
      title: 'Epoch 0',
      text: 'With epochs counted from 0 the first one selects nothing: 0 / 0, or a loss of 0 that teaches nothing.',
    },
    {
      title: 'The last epoch',
      text: 'Counted from 0 the last epoch is (total - 1) / total, and the hardest items never enter.',
    },
    {
      title: 'Masking by multiplication',
      text: '0 times a NaN or infinite loss is NaN: an item that is left out must be replaced, not multiplied.',
    },
    {
      title: 'A mean over all',
      text: 'Divided by the number of all items the loss, and with it the step, is small in early epochs.',
    },
  ],
  sources: [
    {
      title: 'Bengio, Louradour, Collobert, Weston: Curriculum learning (2009)',
      reference: 'https://doi.org/10.1145/1553374.1553380',
    },
  ],
});
