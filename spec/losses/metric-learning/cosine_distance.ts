import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { choice, number } from '../../language/param.ts';
import { cosineLaws, pairs, scaleFree } from './cosine-rows.ts';

const asDistance = { params: { form: 'distance' } } as const;

export const cosineDistance = defineLoss({
  id: 'cosine_distance',
  family: 'metric-learning',
  summary: 'Cosine distance: one minus the cosine of the angle between two vectors.',
  operands: pairs,
  params: {
    form: choice(
      'distance',
      {
        distance: 'of(cosine) = 1 - cosine;',
        negative_similarity: 'of(cosine) = -cosine;',
        similarity: 'of(cosine) = cosine;',
      },
      'one minus the cosine, its negative, or the cosine itself',
      { convention: true },
    ),
    norm_floor: number(0, nonNegative, 'the least length that a vector is divided by', {
      convention: true,
      differentiable: false,
      tries: [1e-8, 1e-6],
    }),
  },
  items: ['N'],
  formula: ['length(v) = max(norm(v), norm_floor)', 'of(dot(first, second) / (length(first) * length(second)))'].join(
    '; ',
  ),
  laws: {
    ...cosineLaws({}),
    non_negative: holds({}, asDistance, [
      {
        args: {},
        sample: { operands: { first: [[1, 0]], second: [[2, 0]] }, params: { form: 'negative_similarity' } },
        because: 'the negative cosine of parallel vectors is -1',
      },
    ]),
    zero_iff_equal: isFalse({
      args: { operands: ['first', 'second'] },
      sample: { operands: { first: [[1, 0]], second: [[2, 0]] } },
      because: 'parallel vectors of different lengths cost 0, too',
    }),
    attains_infimum: holds(
      { operand: 'second', minimiser: 'first', infimum: '0' },
      { params: { ...asDistance.params, norm_floor: 0 } },
    ),
    label_flip: inapplicable('there are no labels'),
    symmetric: holds({ swap: ['first', 'second'] }),
    scale: scaleFree({ norm_floor: 0 }),
    rotation: holds({ together: ['first', 'second'] }),
    monotone: inapplicable('no operand is ordered'),
    bounded: holdsFor([
      { args: { min: 0, max: 2 }, when: asDistance },
      { args: { min: -1, max: 1 }, when: { params: { form: 'negative_similarity' } } },
    ]),
    item_permutation: holds({ along: 'N' }),
    composes: holds({}),
    two_routes: holds(
      {
        name: 'pairs that are all alike',
        loss: 'cosine_embedding',
        operands: { first: { copy: 'first' }, second: { copy: 'second' }, target: '1' },
      },
      { params: { ...asDistance.params, norm_floor: 0 } },
    ),
    limit: inapplicable('no value of a parameter gives another loss'),
    descends: holds({ in: ['first', 'second'] }),
    parameter_matters: holdsFor([{ args: { param: 'form' } }, { args: { param: 'norm_floor' } }]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { first: [], second: [] }, value: Number.NaN },
    { title: 'a zero vector has no direction', operands: { first: [[0, 0]], second: [[1, 2]] }, value: Number.NaN },
    {
      title: 'or, with a floor, is at right angles to all',
      operands: { first: [[0, 0]], second: [[1, 2]] },
      params: { norm_floor: 1 },
      value: 1,
    },
    {
      title: 'equal and opposite vectors',
      operands: {
        first: [
          [1, 2],
          [1, 2],
        ],
        second: [
          [1, 2],
          [-2, -4],
        ],
      },
      reduction: 'none',
      value: [0, 2],
    },
    {
      title: 'a negative floor',
      operands: { first: [[1]], second: [[1]] },
      params: { norm_floor: -1 },
      value: 'rejected',
    },
  ],
  kinks: [{ where: 'a norm is norm_floor', subdifferential: 'any mixture of both sides' }],
  examples: [
    {
      title: 'a cosine of 24/25 and a right angle',
      operands: {
        first: [
          [3, 4],
          [1, 0],
        ],
        second: [
          [8, 6],
          [0, 5],
        ],
      },
      reduction: 'none',
      value: [0.04, 1],
    },
    {
      title: 'the negative cosine',
      operands: { first: [[3, 4]], second: [[8, 6]] },
      params: { form: 'negative_similarity' },
      value: -0.96,
    },
  ],
  traps: [
    {
      title: 'Without dividing by the lengths',
      text: '1 minus the dot product is -3 for [2, 0] against itself: some functions expect unit vectors and do not say so.',
    },
    {
      title: 'The sign',
      text: 'A loss that returns the cosine itself separates, when it is minimised, what should come together; one that returns its negative has the right gradient and is negative.',
    },
    {
      title: 'One minus the cosine',
      text: 'For nearly parallel vectors nothing is left of the digits, and float32 gives -1.2e-7 for parallel ones.',
    },
    {
      title: 'Which epsilon',
      text: 'Libraries floor each norm, the product of the norms or the squared norms, or add to them: four different losses for short vectors.',
    },
  ],
  sources: [
    {
      title: 'Salton, Wong, Yang: A vector space model for automatic indexing (1975)',
      reference: 'https://doi.org/10.1145/361219.361220',
    },
  ],
});
