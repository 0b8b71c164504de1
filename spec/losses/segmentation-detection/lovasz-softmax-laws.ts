import { holds, holdsFor, inapplicable, isFalse, type LawArguments, type LawTable } from '../../language/law.ts';
import { nothingIgnored } from '../../language/law-rows.ts';

/** Definitions in front of a formula: of each class the errors of the places, its mask, and what is outside of it. */
export const classErrors = [
  'labels = vector(target)',
  'places = indices(count(labels))',
  'there = vector(valid)',
  'mine(c) = map(labels, there, f(y, v) = y == c ? v : 0)',
  'others(c) = map(labels, there, f(y, v) = y == c ? 0 : v)',
  'chance(k, c) = 1 / sum(map(row(scores, k), f(z) = exp(z - scores[k, c])))',
  'missed(k, c) = sum(map(indices(C), f(d) = d == c ? 0 : chance(k, d)))',
  'error(k, c) = labels[k] == c ? missed(k, c) : chance(k, c)',
  'errors(c) = map(places, f(k) = there[k] == 1 ? error(k, c) : 0)',
];
/** The mean over the classes that count of something of each. */
export const average = (of: string): string =>
  `max(map(indices(C), counts)) == 0 ? 0 : sum(map(indices(C), f(c) = counts(c) == 0 ? 0 : class_weight[c] * (${of}))) / sum(map(indices(C), counts))`;

// The largest error by its rank: where two differ in the four hundredth digit, nobody need know which it is.
const largest = 'sum(map(errors(c), ranks(errors(c)), f(e, rank) = rank == 0 ? e : 0))';
const bounds = `sum(there) == 0 ? 0 : (${largest} + sign * sum(errors(c)) / sum(there)) / 2`;
const between = (sign: 1 | -1): string => [...classErrors, average(bounds.replace('sign', `${sign}`))].join('; ');

const perItem = { params: { over: 'item' } } as const;
const unweighted = { absent: ['class_weight'] } as const;
const confident = { logits: [[[-8], [0]]], target: [[0]] } as const;
const two = {
  logits: [
    [
      [1, 0],
      [0, 2],
    ],
  ],
  target: [[0, 0]],
} as const;

export const lovaszSoftmaxLaws: LawTable = {
  ...nothingIgnored,
  non_negative: holds({}),
  zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
  attains_infimum: inapplicable('the infimum is a limit at infinite logits'),
  label_flip: inapplicable('labels are class indices'),
  symmetric: inapplicable('logits and labels are different kinds of things'),
  convex: isFalse({
    args: { in: ['logits'] },
    sample: { operands: confident },
    to: { logits: [[[0], [0]]] },
    because: 'far on the wrong side it hardly falls at first',
  }),
  lipschitz: holds({ in: 'logits', norm: 'max', constant: '1 / 2' }, unweighted),
  scale: holdsFor([{ args: { by: { class_weight: 1 }, degree: 1 }, when: { present: ['class_weight'] } }]),
  translation: holds({ together: ['logits'], shift: 'all' }),
  rotation: inapplicable('classes are not coordinates of a vector'),
  monotone: holdsFor<LawArguments['monotone']>([
    { args: { in: 'logits', direction: 'decreasing', at: 'target' } },
    { args: { in: 'class_weight', direction: 'increasing' } },
  ]),
  bounded: holds({ min: 0, max: 1 }, unweighted),
  item_permutation: holds({ along: 'N' }, perItem),
  class_permutation: holdsFor([{ args: { symbol: 'C' } }, { args: { symbol: 'P' } }]),
  composes: holdsFor(
    [{ args: { along: 'N' }, when: perItem }],
    [
      {
        args: { along: 'B' },
        sample: {
          operands: {
            logits: [
              [[1], [0]],
              [[0], [2]],
            ],
            target: [[0], [0]],
          },
          params: { over: 'batch' },
        },
        because: 'the halves have masks of their own',
      },
    ],
  ),
  zero_weight_irrelevant: inapplicable('weights are of classes, not of items'),
  weight_scale: isFalse({
    args: { weight: 'class_weight' },
    sample: { operands: { ...two, class_weight: [1, 2] } },
    because: 'class weights are factors: the mean divides by the number of classes, not by their sum',
  }),
  absent_class_irrelevant: holdsFor<LawArguments['absent_class_irrelevant']>(
    [
      {
        args: { symbol: 'C', logits: 'logits', fill: { class_weight: 1 } },
        when: { params: { classes: 'present' } },
      },
      { args: { symbol: 'P', logits: 'logits', fill: { target: 0, valid: 0 } }, when: { present: ['valid'] } },
    ],
    [
      {
        args: { symbol: 'C', logits: 'logits', fill: { class_weight: 1 } },
        sample: { operands: two, params: { classes: 'all' } },
        because: 'a class that nobody has or predicts is one more in the mean',
      },
    ],
  ),
  two_routes: inapplicable('no other entry computes it from the same input'),
  limit: holds({
    name: 'between the mean error and the largest one, class by class',
    becomes: between(1),
    within: between(-1),
  }),
  gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
  descends: holds({ in: ['logits'] }),
  parameter_matters: holds({ param: 'classes' }),
};
