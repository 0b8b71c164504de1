import { defineLoss } from '../../language/define-loss.ts';
import { indexInto, lengthUpTo, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';
import { flag } from '../../language/param.ts';
import { even, transducerEdges, transducerExamples } from './transducer-samples.ts';
import { transducerSources, transducerTraps } from './transducer-traps.ts';

const ofTheBlank = 'the first class is the blank, which is not like the others';
const apart = 'logits and labels are different kinds of things';
const normalised = { params: { fused_log_softmax: true } } as const;
const asGiven = { params: { fused_log_softmax: false } } as const;
/** The logits of a class, left and right, that is as good as certain. */
const [left, right] = [
  [8, -8],
  [-8, 8],
] as const;

export const rnnTransducer = defineLoss({
  id: 'rnn_transducer',
  family: 'classification',
  summary:
    'RNN transducer: how unlikely a sequence of labels is, over all the ways in which steps and labels take turns.',
  operands: {
    logits: operand(
      ['N', 'T', 'U', 'C'],
      real,
      'scores of the classes in each step behind so many labels; class 0 is the blank, which goes on to the next step',
    ),
    targets: operand(['N', 'U'], indexInto('C', 1), 'labels, in front of at least one place of padding'),
    logit_lengths: operand(['N'], lengthUpTo('T', 1), 'how many steps of each item count'),
    target_lengths: operand(['N'], lengthUpTo('U', 0, 1), 'how many labels of each item count'),
  },
  params: {
    fused_log_softmax: flag(true, 'whether a log-softmax comes first; else the scores are log-probabilities already'),
    per_label: flag(false, "whether each item's loss is divided by how many labels it has (1 where it has none)", {
      convention: true,
    }),
  },
  items: ['N'],
  // A path is how many labels it has behind it when it leaves each step; the label after u of them belongs to the step
  // behind those that it leaves with at most u - 1.
  formula: [
    'scores = vectors(logits, 3)',
    'at(t, u) = (t - 1) * U + u',
    'norms = map(indices(T * U), n(i) = fused_log_softmax == 1 ? log(sum(map(row(scores, i), exp))) : 0)',
    'move(i, c) = scores[i, c] - norms[i]',
    'paths = staircases(logit_lengths, target_lengths)',
    'blanks(p) = sum(map(indices(logit_lengths), b(t) = move(at(t, p[t] + 1), 1)))',
    'step(p, u) = 1 + sum(map(indices(logit_lengths), s(t) = p[t] < u ? 1 : 0))',
    'labels(p) = sum(map(indices(target_lengths), l(u) = move(at(step(p, u), u), targets[u])))',
    'score(p) = blanks(p) + labels(p)',
    'whole = -log(sum(map(indices(count(paths) / logit_lengths), h(j) = exp(score(row(paths, j))))))',
    'per_label == 1 ? whole / max(target_lengths, 1) : whole',
  ].join('; '),
  denominators: {
    count: { share: '1', meaning: 'the number of sequences' },
    labels: { share: 'target_lengths', meaning: 'the number of labels of all sequences' },
  },
  laws: {
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: holds({}, normalised, [
      {
        args: {},
        sample: { operands: even, ...asGiven },
        because: 'scores that are no log-probabilities are not refused: two paths of score 0 cost -log(2)',
      },
    ]),
    zero_iff_equal: inapplicable(apart),
    attains_infimum: inapplicable('it comes as close to 0 as one likes, and is 0 for no finite logits'),
    label_flip: inapplicable('labels are class indices'),
    symmetric: inapplicable(apart),
    convex: isFalse({
      args: { in: ['logits'] },
      sample: {
        operands: {
          ...even,
          logits: [
            [
              [right, left],
              [left, left],
            ],
          ],
        },
      },
      to: {
        logits: [
          [
            [left, right],
            [right, left],
          ],
        ],
      },
      because: 'between two paths that are each as good as certain both are less so',
    }),
    lipschitz: holdsFor([
      { args: { in: 'logits', norm: 'max', constant: '2 * (logit_lengths + target_lengths)' }, when: normalised },
      { args: { in: 'logits', norm: 'max', constant: 'logit_lengths + target_lengths' }, when: asGiven },
    ]),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: even },
      because: 'log(27 / 2) stays, whatever 0 is multiplied by',
    }),
    translation: holds({ together: ['logits'], shift: 'row' }, normalised, [
      {
        args: { together: ['logits'], shift: 'row' },
        sample: { operands: even, ...asGiven },
        because: 'a shift is added in every move',
      },
    ]),
    rotation: inapplicable('classes are not coordinates of a vector'),
    monotone: holds({ in: 'logits', direction: 'decreasing' }, asGiven, [
      {
        args: { in: 'logits', direction: 'decreasing' },
        sample: { operands: even, reduction: 'none' },
        to: {
          logits: [
            [
              [
                [0, 0, 1],
                [0, 0, 0],
              ],
              [
                [0, 0, 0],
                [0, 0, 0],
              ],
            ],
          ],
        },
        because: 'what a class on no path gains the others lose',
      },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 10 },
      sample: {
        operands: { logits: [[[[0, 20]]]], targets: [[1]], logit_lengths: [1], target_lengths: [0] },
      },
      because: 'a confident wrong answer costs the gap: 20',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: inapplicable(ofTheBlank),
    composes: holds({}),
    absent_class_irrelevant: inapplicable(ofTheBlank),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('no number enters the formula'),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 0 }, normalised, [
      {
        args: { operand: 'logits', over: 'C', total: 0 },
        sample: { operands: even, ...asGiven, reduction: 'none' },
        because: 'it sums to how likely a path leads there, with the sign turned',
      },
    ]),
    descends: holds({ in: ['logits'] }),
    parameter_matters: holdsFor([
      { args: { param: 'fused_log_softmax' } },
      { args: { param: 'per_label' } },
      { args: { param: 'denominator' } },
    ]),
  },
  edges: transducerEdges,
  examples: transducerExamples,
  traps: transducerTraps,
  sources: transducerSources,
});
