// Your losses, for lossproof to judge: one loss is filled in, put yours beside it. Each is a function of operands, which
// are numbers and nested lists, of parameters, and of what is asked.

/** Half the squared difference up to delta, a straight line of slope delta beyond. */
function huber({ prediction, target }, { delta, reduction }, { cotangent }) {
  // A RangeError or TypeError of yours says that the input is refused; any other error is a fault.
  if (!(delta > 0)) throw new RangeError(`delta must be positive, not ${delta}`);

  const errors = prediction.map((p, i) => p - target[i]);
  const terms = errors.map((e) => (Math.abs(e) <= delta ? (e * e) / 2 : delta * (Math.abs(e) - delta / 2)));
  const slopes = errors.map((e) => Math.min(Math.max(e, -delta), delta));

  // A gradient is multiplied with the cotangent: one number for each value, so a single one after a reduction.
  const count = reduction === 'mean' ? terms.length : 1;
  const gradient = slopes.map((slope, i) => (reduction === 'none' ? cotangent[i] : cotangent / count) * slope);
  return {
    value: reduction === 'none' ? terms : terms.reduce((sum, term) => sum + term, 0) / count,
    gradients: { prediction: gradient, target: gradient.map((g) => -g) },
  };
}

/** By name: `lossproof list` has the names, `lossproof explain huber` the operands and parameters of one. */
export const losses = {
  huber,
  // mse: ({ prediction, target }, { reduction }) => ...
};

/** What a function supports is found by trying it. What cannot be found, or is found otherwise, is said here. */
export const describe = {
  name: 'my losses',
  version: '0',
  // How each dtype is computed: JavaScript computes in float64, and answers are rounded to the dtype once, at the end.
  arithmetic: { f64: 'f64', f32: 'f64' },
  // Whether bad input is promised to be refused, always.
  validates: false,
  losses: { huber: { origin: 'composed' } },
};
