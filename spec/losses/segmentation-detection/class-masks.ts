import { indexInto, nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse, type LawArguments, type Witness } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { choice, flag, number } from '../../language/param.ts';

// What the losses of logits [N, C, ...] against one class index per place share.

export const classMasks = {
  logits: operand(
    { by: 'over', axes: { batch: ['B', 'C', '...'], item: ['N', 'C', '...'] } },
    real,
    'unnormalised log-probabilities of the classes at each place',
  ),
  target: operand(
    { by: 'over', axes: { batch: ['B', '...'], item: ['N', '...'] } },
    indexInto('C'),
    'the index of the right class at each place',
  ),
};

/** The parameter `over`; the formula sees the logits of what it pools as rows, one a place. */
export const pooled = choice(
  'batch',
  { batch: 'scores = vectors(logits, 2);', item: 'scores = vectors(logits, 1);' },
  'whether the places of the whole batch make one ratio a class, or those of each item',
);

export const diceParams = {
  smooth: number(0, nonNegative, 'added to numerator and denominator', { tries: [0, 1, 1e-5] }),
  denominator_eps: number(0, nonNegative, 'added to the denominator only', { convention: true, tries: [1e-7] }),
  squared: flag(false, 'whether the sizes are sums of squares'),
};

/** Definitions in front of a formula: softmax and labels place by place, and `dice(c)` of one class. */
export const classDice = [
  'labels = vector(target)',
  'places = indices(count(labels))',
  'totals = map(places, f(k) = sum(map(row(scores, k), exp)))',
  'chance(k, c) = exp(scores[k, c]) / totals[k]',
  'size(x) = squared == 1 ? x^2 : x',
  'overlap(c) = sum(map(places, f(k) = labels[k] == c ? chance(k, c) : 0))',
  'sizes(c) = sum(map(places, f(k) = size(chance(k, c)) + (labels[k] == c ? 1 : 0)))',
  'dice(c) = 1 - (2 * overlap(c) + smooth) / (sizes(c) + smooth + denominator_eps)',
];

export const surer = {
  args: { by: { logits: 1 }, degree: 0 },
  sample: { operands: { logits: [[1, 0]], target: [0] } },
  because: 'larger logits are surer',
} satisfies Witness<LawArguments['scale']>;

/** Cells of losses whose classes have a softmax in common and their ratios each. */
export const classMaskLaws = {
  ...nothingIgnored,
  ...withoutWeights,
  non_negative: holds({}),
  zero_iff_equal: inapplicable('logits and labels are different kinds of things'),
  attains_infimum: inapplicable('the infimum is a limit at infinite logits'),
  label_flip: inapplicable('labels are class indices'),
  symmetric: inapplicable('logits and labels are different kinds of things'),
  scale: isFalse<LawArguments['scale']>(surer),
  translation: holds({ together: ['logits'], shift: 'all' } as const),
  rotation: inapplicable('classes are not coordinates of a vector'),
  item_permutation: holds({ along: 'N' }, { params: { over: 'item' } }),
  composes: holdsFor(
    [{ args: { along: 'N' }, when: { params: { over: 'item' } } }],
    [
      {
        args: { along: 'B' },
        sample: {
          operands: {
            logits: [
              [1, 0],
              [0, 2],
            ],
            target: [0, 0],
          },
        },
        because: 'the halves have ratios of their own',
      },
    ],
  ),
  gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }),
  descends: holds({ in: ['logits'] }),
};

export const classMaskEdges = [
  { title: 'label C', operands: { logits: [[1, 2]], target: [2] }, value: 'rejected' },
  { title: 'label -1', operands: { logits: [[1, 2]], target: [-1] }, value: 'rejected' },
] as const;
