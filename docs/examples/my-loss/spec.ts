// LINEX, a loss that punishes an overestimate exponentially and an underestimate linearly, as `lossproof --loss` takes it:
//   npx lossproof run --loss docs/examples/my-loss --select linex reference
import {
  defineLoss,
  holds,
  holdsFor,
  inapplicable,
  isFalse,
  nonNegative,
  nothingIgnored,
  notNormalised,
  number,
  operand,
  optionalOperand,
  perWeight,
  positive,
  real,
  withItemWeight,
  withoutClasses,
  withoutLabels,
} from 'lossproof/spec/language';

export default defineLoss({
  id: 'linex',
  family: 'regression',
  summary: 'LINEX: exponential where the prediction is too high, almost linear where it is too low.',
  operands: {
    prediction: operand(['...'], real, 'what the model says'),
    target: operand(['...'], real, 'what is true'),
    weight: optionalOperand(['...'], nonNegative, 'how much each element counts', { absent: 1, role: 'item_weight' }),
  },
  params: {
    a: number(1, positive, 'how lopsided it is', { tries: [0.25] }),
    b: number(1, positive, 'multiplies the loss', { tries: [3] }),
  },
  items: ['...'],
  formula: 'x = a * (prediction - target); b * (exp(x) - x - 1)',
  denominators: perWeight,
  laws: {
    ...withoutClasses,
    ...withoutLabels,
    ...nothingIgnored,
    ...withItemWeight,
    ...notNormalised,
    non_negative: holds({}),
    zero_iff_equal: holds({ operands: ['prediction', 'target'] }),
    attains_infimum: holds({ operand: 'prediction', minimiser: 'target', infimum: '0' }),
    symmetric: isFalse({
      args: { swap: ['prediction', 'target'] },
      sample: { operands: { prediction: [1], target: [0] } },
      because: 'e - 2 for one too high, 1 / e for one too low',
    }),
    convex: holds({ in: ['prediction', 'target'] }),
    lipschitz: isFalse({
      args: { in: 'prediction', norm: 'absolute', constant: 'a * b' },
      sample: { operands: { prediction: [3], target: [0] }, reduction: 'none' },
      to: { prediction: [4] },
      because: 'the slope a b (exp(x) - 1) grows without bound on one side',
    }),
    scale: holdsFor([
      { args: { by: { prediction: 1, target: 1, a: -1 }, degree: 0 } },
      { args: { by: { b: 1 }, degree: 1 } },
    ]),
    translation: holds({ together: ['prediction', 'target'], shift: 'all' }),
    rotation: inapplicable('elements are not coordinates of a vector'),
    monotone: isFalse({
      args: { in: 'prediction', direction: 'increasing' },
      sample: { operands: { prediction: [-1], target: [0] }, reduction: 'none' },
      to: { prediction: [0] },
      because: 'it falls towards the target and rises behind it',
    }),
    bounded: isFalse({
      args: { min: 0, max: 1 },
      sample: { operands: { prediction: [2], target: [0] }, reduction: 'none' },
      because: 'exp(2) - 3 is more than 4',
    }),
    item_permutation: holds({ along: '...' }),
    composes: holds({}),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: holds(
      {
        name: 'half the square of x for a small x',
        becomes: 'b * (a * (prediction - target))^2 / 2',
        within: 'b * abs(a * (prediction - target))^3 / 6 * exp(abs(a * (prediction - target)))',
      },
      { absent: ['weight'] },
    ),
    descends: holds({ in: ['prediction'] }),
    parameter_matters: holdsFor([
      { args: { param: 'a' } },
      { args: { param: 'b' } },
      { args: { param: 'denominator' }, when: { present: ['weight'] } },
    ]),
  },
  edges: [
    { title: 'a mean over nothing', operands: { prediction: [], target: [] }, value: Number.NaN },
    { title: 'infinitely too high', operands: { prediction: [Infinity], target: [0] }, value: Infinity },
    { title: 'infinitely too low', operands: { prediction: [-Infinity], target: [0] }, value: Infinity },
  ],
  examples: [
    { title: 'one too high: e - 2', operands: { prediction: [1], target: [0] }, value: Math.E - 2 },
    {
      title: 'one too high and one too low: (e - 2 + 1 / e) / 2 = cosh(1) - 1',
      operands: { prediction: [1, -1], target: [0, 0] },
      value: Math.cosh(1) - 1,
    },
  ],
  traps: [
    { title: 'Digits near 0', text: 'exp(x) - x - 1 is 0 or noise below 1e-8 in float64, where the loss is x^2 / 2.' },
    { title: 'Which side is which', text: 'With target - prediction it punishes the underestimate instead.' },
  ],
  sources: [
    {
      title: 'Varian: A Bayesian approach to real estate assessment (1975)',
      reference: 'Studies in Bayesian Econometrics and Statistics in Honor of Leonard J. Savage, pages 195-208',
    },
    {
      title: 'Zellner: Bayesian estimation and prediction using asymmetric loss functions (1986)',
      reference: 'https://doi.org/10.1080/01621459.1986.10478289',
    },
  ],
});
