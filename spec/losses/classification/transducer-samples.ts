/** Three classes as likely as each other. */
const zero = [0, 0, 0];
/** Two steps, one label, three classes, all logits 0: the label comes in the first step or in the second. */
export const even = {
  logits: [
    [
      [zero, zero],
      [zero, zero],
    ],
  ],
  targets: [[1, 1]],
  logit_lengths: [2],
  target_lengths: [1],
} as const;

/** Two steps and two labels. */
const general = [
  [
    [1, -0.5, 0.25],
    [0, 2, -1],
    [0.5, 0, 0],
  ],
  [
    [-1, 0.5, 1],
    [0.75, 0, -2],
    [1.5, -0.25, 0],
  ],
];
/** The same lattice whole, and only its first step and label. */
const two = {
  logits: [general, general],
  targets: [
    [2, 1, 1],
    [2, 1, 1],
  ],
  logit_lengths: [2, 1],
  target_lengths: [2, 1],
};
const nothing = [Number.NaN, Infinity, -Infinity];
const third = 1 / 3;
/** One step and one label, which come with the likelihood 1 / 9. */
const one = { targets: [[1, 1]], logit_lengths: [1], target_lengths: [1] };
const ofOne = [
  [third, -2 * third, third],
  [-2 * third, third, third],
];

export const transducerEdges = [
  {
    title: 'a mean over nothing',
    operands: { logits: [], targets: [], logit_lengths: [], target_lengths: [] },
    value: Number.NaN,
  },
  {
    title: 'a mean over no labels',
    operands: { ...even, target_lengths: [0] },
    params: { denominator: 'labels' },
    value: Number.NaN,
    gradient: {
      logits: [
        [
          [zero, zero],
          [zero, zero],
        ],
      ],
    },
  },
  {
    title: 'no labels: blanks only',
    operands: { ...even, target_lengths: [0] },
    params: { per_label: true },
    value: 2.1972245773362196,
  },
  {
    title: 'NaN and infinity in a step of padding',
    operands: {
      ...one,
      logits: [
        [
          [zero, zero],
          [nothing, nothing],
        ],
      ],
    },
    value: 2.1972245773362196,
    gradient: { logits: [[ofOne, [zero, zero]]] },
  },
  {
    title: 'NaN and infinity in a place of padding',
    operands: { ...one, targets: [[1, 1, 1]], logits: [[[zero, zero, nothing]]] },
    value: 2.1972245773362196,
    gradient: { logits: [[[...ofOne, zero]]] },
  },
  {
    title: 'a label that is impossible',
    operands: { ...one, logits: [[[[0, -Infinity, 0], zero]]] },
    value: Infinity,
  },
  {
    title: 'a class at -infinity that is on no path is removed',
    operands: { ...one, logits: [[[[0, 0, -Infinity], zero]]] },
    value: 1.791759469228055,
    gradient: { logits: [[[[0.5, -0.5, 0], ofOne[1]!]]] },
  },
  {
    title: 'logits too far apart for the exponential function',
    operands: { ...one, logits: [[[[1000, -1000, 0], zero]]] },
    value: 2001.0986122886682,
    gradient: { logits: [[[[1, -1, 0], ofOne[1]!]]] },
  },
  {
    title: 'the blank as a label',
    operands: { ...even, targets: [[0, 1]] },
    value: 'rejected' as const,
  },
  {
    title: 'more steps than there are',
    operands: { ...even, logit_lengths: [3] },
    value: 'rejected' as const,
  },
  {
    title: 'no place behind the last label',
    operands: { ...even, target_lengths: [2] },
    value: 'rejected' as const,
  },
];

export const transducerExamples = [
  { title: 'a label in two even steps: 2 paths of 3 moves', operands: even, value: 2.6026896854443837 },
  { title: 'log-probabilities of 0', operands: even, params: { fused_log_softmax: false }, value: -Math.LN2 },
  {
    title: 'two labels in three even steps: 6 paths of 5 moves',
    operands: {
      logits: [[0, 1, 2].map(() => [zero, zero, zero])],
      targets: [[1, 2, 1]],
      logit_lengths: [3],
      target_lengths: [2],
    },
    value: 3.7013019741124933,
  },
  {
    title: 'the only path of two labels in one step',
    operands: {
      logits: [
        [
          [
            [-1, -0.5],
            [-0.25, -2],
            [-3, -1],
          ],
        ],
      ],
      targets: [[1, 1, 1]],
      logit_lengths: [1],
      target_lengths: [2],
    },
    params: { fused_log_softmax: false },
    value: 5.5,
  },
  {
    title: 'equal labels, no blank between them',
    operands: {
      logits: [
        [
          [
            [-2, -1],
            [-0.5, -1],
            [-4, -0.25],
          ],
          [
            [-0.5, -1],
            [-1, -0.75],
            [-0.125, -2],
          ],
        ],
      ],
      targets: [[1, 1, 1]],
      logit_lengths: [2],
      target_lengths: [2],
    },
    params: { fused_log_softmax: false },
    value: 2.1545417260144424,
  },
  {
    title: 'one of two sequences is shorter in both ways',
    operands: two,
    reduction: 'none' as const,
    value: [1.8478544781910757, 3.4478217634115955],
  },
  { title: 'their mean', operands: two, value: 2.6478381208013357 },
  { title: 'their mean per label', operands: two, params: { per_label: true }, value: 2.1858745012535667 },
  {
    title: 'their sum over all labels',
    operands: two,
    params: { denominator: 'labels' },
    value: 1.7652254138675572,
  },
];
