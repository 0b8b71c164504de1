// A module as a user would write it, and functions that go wrong, for the tests.
const mean = (terms) => terms.reduce((a, b) => a + b, 0) / terms.length;
const reduced = (terms, reduction) =>
  reduction === 'none' ? terms : reduction === 'sum' ? terms.length * mean(terms) : mean(terms);

export const losses = {
  // Value only.
  huber: ({ prediction, target }, { delta, reduction }) => {
    const terms = prediction.map((p, i) => {
      const e = Math.abs(p - target[i]);
      return e <= delta ? (e * e) / 2 : delta * (e - delta / 2);
    });
    return reduced(terms, reduction);
  },
  // The mean only, with gradients, weights and a convention.
  mse: ({ prediction, target, weight = prediction.map(() => 1) }, { denominator }, { cotangent }) => {
    const total = denominator === 'count' ? prediction.length : weight.reduce((a, b) => a + b, 0);
    const errors = prediction.map((p, i) => p - target[i]);
    const slope = Float64Array.from(errors, (e, i) => (cotangent * 2 * weight[i] * e) / total);
    return {
      value: errors.reduce((sum, e, i) => sum + weight[i] * e * e, 0) / total,
      gradients: { prediction: slope, target: slope.map((x) => -x) },
    };
  },
  // Asynchronous, and says nothing of the reduction but none.
  log_cosh: async ({ prediction, target }) =>
    prediction.map((p, i) => {
      const a = Math.abs(p - target[i]);
      return a + Math.log1p(Math.exp(-2 * a)) - Math.LN2;
    }),
  // Takes whatever there is; its operands are lists of rows.
  bce_with_logits: (operands, params) => {
    const { logits, target, reduction } = { ...operands, ...params };
    const row = (z, y) => z.map((x, i) => Math.max(x, 0) - x * y[i] + Math.log1p(Math.exp(-Math.abs(x))));
    const terms = logits.map((z, i) => row(z, target[i]));
    return reduction === 'none' ? terms : reduced(terms.flat(), reduction);
  },
  'triplet_margin@trouble': ({ anchor }) => trouble[anchor[0][0]](),
};

const trouble = {
  0: () => 0,
  1: () => {
    throw new RangeError('margin must not be negative');
  },
  2: () => {
    throw new Error('a fault');
  },
  3: () => {
    throw Object.assign(new Error('swap'), { name: 'UnsupportedError' });
  },
  4: () => process.exit(9),
  5: () => {
    for (;;);
  },
  6: () => undefined,
  7: () => [[1, 2], [3]],
  8: () => [1, 2, 3],
  9: () => {
    console.log('a log line');
    process.stdout.write('and half a line');
    return 9;
  },
  10: () => {
    throw new TypeError('labels must be integers');
  },
  11: () => trouble[12].margin,
};

export const describe = () => ({
  name: 'fake module',
  version: '3.1',
  arithmetic: { f64: 'f64', f32: 'f64' },
  losses: { 'triplet_margin@trouble': { reductions: ['mean'], origin: 'composed' } },
});
