// One loss that is right, and two that answer nothing.
export const losses = {
  mse: ({ prediction, target }) => prediction.map((p, i) => (p - target[i]) ** 2),
  // A misspelt name, once the reduction was read.
  huber: ({ prediction, target }, { delta, reduction }) => {
    if (reduction === 'none') return prediction.map((p, i) => p.minus(target.at(i), delta));
    return prediction.reduse((sum, p) => sum + p);
  },
  mae: (_, { reduction }) => {
    throw Object.assign(new Error(`mae with reduction ${reduction}`), { name: 'UnsupportedError' });
  },
};
