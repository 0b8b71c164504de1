import { holds, holdsFor, inapplicable, isFalse, type LawTable } from '../../language/law.ts';

const policy = ['policy_chosen', 'policy_rejected'] as const;
const reference = ['reference_chosen', 'reference_rejected'] as const;
const margin = 'beta * ((policy_chosen - policy_rejected) - (reference_chosen - reference_rejected))';
const sure = { params: { label_smoothing: 0 } } as const;
const wrongWay = { params: { label_smoothing: 1 } } as const;
const lipschitzIn = (name: string) =>
  ({ in: name, norm: 'absolute', constant: 'beta * max(label_smoothing, 1 - label_smoothing)' }) as const;
const copied = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { copy: name }]));

/** What is true of direct preference optimisation beside the laws of its types. */
export const dpoLaws = {
  non_negative: holds({}),
  zero_iff_equal: isFalse({
    args: { operands: ['policy_chosen', 'reference_chosen'] },
    sample: {
      operands: { policy_chosen: [-1], policy_rejected: [-2], reference_chosen: [-1], reference_rejected: [-2] },
    },
    because: 'a policy that is its reference costs log 2',
  }),
  attains_infimum: holds(
    {
      operand: 'policy_chosen',
      minimiser:
        'policy_rejected + (reference_chosen - reference_rejected) + log((1 - label_smoothing) / label_smoothing) / beta',
      infimum: '-(1 - label_smoothing) * log(1 - label_smoothing) - label_smoothing * log(label_smoothing)',
    },
    { params: { label_smoothing: { min: 2 ** -20, max: 1 - 2 ** -8 } } },
    [
      {
        args: { operand: 'policy_chosen', minimiser: 'policy_rejected + 200', infimum: '0' },
        sample: { operands: { policy_chosen: [0], policy_rejected: [0] } },
        because: 'without smoothing 0 is a limit only: at a margin of 20 the loss is still 2e-9',
      },
    ],
  ),
  symmetric: holdsFor(
    [
      { args: { swap: ['policy_chosen', 'reference_rejected'] }, when: { present: ['reference_rejected'] } },
      { args: { swap: ['policy_rejected', 'reference_chosen'] }, when: { present: ['reference_chosen'] } },
    ],
    [
      {
        args: { swap: policy },
        sample: { operands: { policy_chosen: [-1], policy_rejected: [-3] } },
        because: 'exchanging the two answers makes a right preference a wrong one',
      },
    ],
  ),
  convex: holdsFor([
    { args: { in: policy } },
    { args: { in: [...policy, ...reference] }, when: { present: reference } },
  ]),
  lipschitz: holdsFor([
    ...policy.map((name) => ({ args: lipschitzIn(name) })),
    ...reference.map((name) => ({ args: lipschitzIn(name), when: { present: [name] } })),
  ]),
  scale: holdsFor([
    { args: { by: { policy_chosen: 1, policy_rejected: 1, beta: -1 }, degree: 0 }, when: { absent: reference } },
    {
      args: {
        by: { policy_chosen: 1, policy_rejected: 1, reference_chosen: 1, reference_rejected: 1, beta: -1 },
        degree: 0,
      },
      when: { present: reference },
    },
  ]),
  translation: holdsFor([
    { args: { together: policy, shift: 'row' } },
    { args: { together: reference, shift: 'row' }, when: { present: reference } },
    { args: { together: ['policy_chosen', 'reference_chosen'], shift: 'row' }, when: { present: reference } },
    { args: { together: ['policy_rejected', 'reference_rejected'], shift: 'row' }, when: { present: reference } },
  ]),
  rotation: inapplicable('answers are not coordinates of a vector'),
  monotone: holdsFor(
    [
      { args: { in: 'policy_chosen', direction: 'decreasing' }, when: sure },
      { args: { in: 'policy_rejected', direction: 'increasing' }, when: sure },
      {
        args: { in: 'reference_chosen', direction: 'increasing' },
        when: { ...sure, present: ['reference_chosen'] },
      },
      {
        args: { in: 'reference_rejected', direction: 'decreasing' },
        when: { ...sure, present: ['reference_rejected'] },
      },
      { args: { in: 'policy_chosen', direction: 'increasing' }, when: wrongWay },
    ],
    [
      {
        args: { in: 'policy_chosen', direction: 'decreasing' },
        sample: {
          operands: { policy_chosen: [2], policy_rejected: [0] },
          params: { beta: 1, label_smoothing: 0.25 },
          reduction: 'none',
        },
        to: { policy_chosen: [8] },
        because: 'with smoothing a preference can be too sure',
      },
    ],
  ),
  bounded: isFalse({
    args: { min: 0, max: 10 },
    sample: { operands: { policy_chosen: [-1000], policy_rejected: [0] }, reduction: 'none' },
    because: 'a wrong preference costs its margin',
  }),
  item_permutation: holds({ along: '...' }),
  composes: holds({}),
  two_routes: holdsFor([
    {
      args: {
        name: 'Bayesian personalised ranking of the rewards beta (policy - reference)',
        loss: 'bpr',
        operands: {
          positive: 'beta * (policy_chosen - reference_chosen)',
          negative: 'beta * (policy_rejected - reference_rejected)',
        },
        given: {
          policy_chosen: 'grid',
          policy_rejected: 'grid',
          reference_chosen: 'grid',
          reference_rejected: 'grid',
          beta: 'power_of_two',
        },
      },
      when: sure,
    },
    {
      args: {
        name: 'binary cross-entropy of the margin against the probability that the order is right',
        loss: 'binary_focal',
        operands: { logits: margin, target: '1 - label_smoothing' },
        params: { gamma: 0, balanced: false },
        given: {
          policy_chosen: 'grid',
          policy_rejected: 'grid',
          reference_chosen: 'grid',
          reference_rejected: 'grid',
          beta: 'power_of_two',
          label_smoothing: 'grid',
        },
      },
    },
    {
      args: {
        name: 'the answers exchanged, and the smoothing its complement',
        loss: 'dpo',
        operands: {
          policy_chosen: { copy: 'policy_rejected' },
          policy_rejected: { copy: 'policy_chosen' },
          reference_chosen: { copy: 'reference_rejected' },
          reference_rejected: { copy: 'reference_chosen' },
        },
        params: { ...copied(['beta', 'empty']), label_smoothing: { formula: '1 - label_smoothing' } },
        given: { label_smoothing: 'grid' },
      },
    },
  ]),
  limit: holdsFor([
    {
      args: {
        name: 'what the wrong answer leads by, up to log 2',
        set: { label_smoothing: 0 },
        becomes: `max(0, -${margin})`,
        within: `log(1 + exp(-abs(${margin})))`,
      },
    },
    {
      args: {
        name: 'labels that say nothing: the same on both sides',
        set: { label_smoothing: 0.5 },
        becomes: `abs(${margin}) / 2 + log(1 + exp(-abs(${margin})))`,
      },
    },
  ]),
  descends: holds({ in: policy }),
  parameter_matters: holdsFor([{ args: { param: 'beta' } }, { args: { param: 'label_smoothing' } }]),
} satisfies Partial<LawTable>;
