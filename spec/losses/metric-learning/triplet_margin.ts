import { defineLoss } from '../../language/define-loss.ts';
import { nonNegative, real } from '../../language/domain.ts';
import { holds, holdsFor, inapplicable, isFalse } from '../../language/law.ts';
import { operand } from '../../language/operand.ts';
import { choice, flag, number } from '../../language/param.ts';

const unsquared = { distance: 'euclidean' } as const;

export const tripletMargin = defineLoss({
  id: 'triplet_margin',
  family: 'metric-learning',
  summary: 'Triplet margin loss: the anchor must be nearer to the positive than to the negative, by a margin.',
  operands: {
    anchor: operand(['N', 'D'], real, 'the points to compare with'),
    positive: operand(['N', 'D'], real, 'points of the same class as their anchor'),
    negative: operand(['N', 'D'], real, 'points of another class'),
  },
  params: {
    margin: number(1, nonNegative, 'by how much the negative must be farther', { tries: [0, 0.2] }),
    distance: choice(
      'euclidean',
      {
        euclidean: 'distance(a, b) = sqrt(sum((a - b + coordinate_eps).^2));',
        squared: 'distance(a, b) = sum((a - b + coordinate_eps).^2);',
      },
      'the Euclidean distance, or its square',
    ),
    swap: flag(false, 'whether the negative is compared with the nearer of anchor and positive'),
    coordinate_eps: number(0, nonNegative, 'added to every coordinate of a difference', {
      convention: true,
      tries: [1e-6],
    }),
  },
  items: ['N'],
  formula: [
    'near = distance(anchor, positive)',
    'far = swap == 1 ? min(distance(anchor, negative), distance(positive, negative)) : distance(anchor, negative)',
    'max(0, near - far + margin)',
  ].join('; '),
  laws: {
    non_negative: holds({}),
    zero_iff_equal: isFalse({
      args: { operands: ['anchor', 'positive'] },
      sample: { operands: { anchor: [[0, 0]], positive: [[0, 0]], negative: [[0.5, 0]] } },
      because: 'anchor and positive coincide, and the negative is still inside the margin: 0.5',
    }),
    attains_infimum: holds(
      {
        operand: 'negative',
        minimiser:
          'far = 2 * (norm(anchor - positive) + margin + 1); map(indices(D), f(k) = k > 1 ? anchor[k] : anchor[k] >= 0 ? -far : far)',
        infimum: '0',
      },
      { params: { coordinate_eps: 0 } },
    ),
    label_flip: inapplicable('there are no labels'),
    symmetric: holds({ swap: ['anchor', 'positive'] }, { params: { swap: true, coordinate_eps: 0 } }, [
      {
        args: { swap: ['anchor', 'positive'] },
        sample: { operands: { anchor: [[0]], positive: [[1]], negative: [[3]] }, params: { margin: 3 } },
        because: 'without swap only the anchor is compared with the negative: 1 - 3 + 3 = 1 against 1 - 2 + 3 = 2',
      },
    ]),
    convex: holdsFor(
      [
        { args: { in: ['positive'] }, when: { params: { swap: false } } },
        { args: { in: ['anchor'] }, when: { params: { swap: false, distance: 'squared' } } },
      ],
      [
        {
          args: { in: ['negative'] },
          sample: { operands: { anchor: [[0]], positive: [[0]], negative: [[-1]] }, params: { margin: 1 } },
          to: { negative: [[1]] },
          because: 'the loss is 0 at -1 and at 1, but 1 half way, at the anchor',
        },
      ],
    ),
    lipschitz: holdsFor([
      { args: { in: 'positive', norm: 'euclidean', constant: '1' }, when: { params: { ...unsquared, swap: false } } },
      { args: { in: 'negative', norm: 'euclidean', constant: '1' }, when: { params: { ...unsquared, swap: false } } },
      { args: { in: 'anchor', norm: 'euclidean', constant: '2' }, when: { params: { ...unsquared, swap: false } } },
    ]),
    scale: holdsFor([
      {
        args: { by: { anchor: 1, positive: 1, negative: 1, margin: 1, coordinate_eps: 1 }, degree: 1 },
        when: { params: unsquared },
      },
      {
        args: { by: { anchor: 1, positive: 1, negative: 1, margin: 2, coordinate_eps: 1 }, degree: 2 },
        when: { params: { distance: 'squared' } },
      },
    ]),
    translation: holds({ together: ['anchor', 'positive', 'negative'], shift: 'coordinate' }),
    rotation: holds({ together: ['anchor', 'positive', 'negative'] }, { params: { coordinate_eps: 0 } }),
    monotone: holds({ in: 'margin', direction: 'increasing' }, undefined, [
      {
        args: { in: 'negative', direction: 'decreasing' },
        sample: { operands: { anchor: [[0]], positive: [[0]], negative: [[-0.5]] }, reduction: 'none' },
        to: { negative: [[0]] },
        because: 'moving the negative from -0.5 to 0 brings it nearer: the loss grows from 0.5 to 1',
      },
    ]),
    bounded: isFalse({
      args: { min: 0, max: 2 },
      sample: { operands: { anchor: [[0]], positive: [[3]], negative: [[0]] }, reduction: 'none' },
      because: 'a far positive costs its distance',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: inapplicable('there are no classes'),
    composes: holds({}),
    ignored_irrelevant: inapplicable('nothing is ignored'),
    zero_weight_irrelevant: inapplicable('there are no weights'),
    weight_scale: inapplicable('there are no weights'),
    absent_class_irrelevant: inapplicable('there are no classes'),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds({
      name: 'margin 0 is the hinge on the difference of the distances',
      set: { margin: 0, swap: false },
      becomes: 'max(0, distance(anchor, positive) - distance(anchor, negative))',
    }),
    gradient_sum: inapplicable('no axis is normalised'),
    descends: holds({ in: ['anchor', 'positive', 'negative'] }),
    parameter_matters: holdsFor([
      { args: { param: 'margin' } },
      { args: { param: 'distance' } },
      { args: { param: 'swap' } },
      { args: { param: 'coordinate_eps' } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { anchor: [], positive: [], negative: [] }, value: Number.NaN },
    {
      title: 'three coinciding points cost the margin',
      operands: { anchor: [[1, 2]], positive: [[1, 2]], negative: [[1, 2]] },
      value: 1,
    },
    {
      title: 'an infinitely far positive',
      operands: { anchor: [[0]], positive: [[Infinity]], negative: [[0]] },
      value: Infinity,
    },
    {
      title: 'an infinitely far negative',
      operands: { anchor: [[0]], positive: [[1]], negative: [[Infinity]] },
      value: 0,
    },
  ],
  kinks: [
    { where: 'near - far + margin = 0', subdifferential: 'any share in [0, 1] of the gradient of near - far' },
    { where: 'two points of a distance coincide (Euclidean)', subdifferential: 'any vector of norm at most 1' },
    {
      where: 'anchor and positive are equally far from the negative (swap)',
      subdifferential: 'any mixture of the two',
    },
  ],
  examples: [
    {
      title: 'a 3-4-5 triangle: 5 - 3 + 1',
      operands: { anchor: [[0, 0]], positive: [[3, 4]], negative: [[3, 0]] },
      value: 3,
    },
    {
      title: 'squared: 25 - 9 + 1',
      operands: { anchor: [[0, 0]], positive: [[3, 4]], negative: [[3, 0]] },
      params: { distance: 'squared' },
      value: 17,
    },
    {
      title: 'swapped: the positive is 4 from the negative, the anchor 5',
      operands: { anchor: [[0, 0]], positive: [[3, 0]], negative: [[3, 4]] },
      params: { swap: true, margin: 2 },
      value: 1,
    },
  ],
  traps: [
    {
      title: 'Squared or not',
      text: 'The paper uses squared distances, most libraries plain ones; with the same margin they are different losses.',
    },
    {
      title: 'Epsilon on the coordinates',
      text: 'Adding 1e-6 to each difference makes d(x, x) positive and d(a, b) differ from d(b, a).',
    },
    {
      title: 'Distance at 0',
      text: 'sqrt(sum of squares) has gradient NaN where two points coincide; the norm has 0.',
    },
    {
      title: 'Distances by matrix product',
      text: '|a|^2 + |b|^2 - 2ab loses every digit for near points far from the origin.',
    },
    { title: 'Margin 0', text: 'A default written as `margin || 1` turns the margin 0 into 1.' },
  ],
  sources: [
    { title: 'Schroff, Kalenichenko, Philbin: FaceNet (2015)', reference: 'https://doi.org/10.1109/CVPR.2015.7298682' },
    {
      title: 'Balntas, Riba, Ponsa, Mikolajczyk: Learning local feature descriptors with triplets (2016), the swap',
      reference: 'https://doi.org/10.5244/C.30.119',
    },
  ],
});
