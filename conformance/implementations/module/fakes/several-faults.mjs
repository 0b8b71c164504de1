const mean = (terms) => terms.reduce((a, b) => a + b, 0) / terms.length;

export const losses = {
  mse: ({ prediction, target }) => mean(prediction.map((p, i) => (p - target[i]) ** 2)),
  cauchy: () => '1',
  soft_margin: () => 1n,
  huber: ({ prediction, target }) => {
    if (prediction.some((p) => Math.abs(p) === Infinity)) process.exit(3);
    return mean(prediction.map((p, i) => Math.abs(p - target[i])));
  },
};
