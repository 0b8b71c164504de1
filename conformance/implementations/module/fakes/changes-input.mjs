// Losses that leave their input as it should not be, and one that does not.
const mean = (terms) => terms.reduce((a, b) => a + b, 0) / terms.length;

export const losses = {
  mse: ({ prediction, target }) => mean(prediction.map((p, i) => (p - target[i]) ** 2)),
  mae: ({ prediction, target }) => {
    for (const [i, t] of target.entries()) prediction[i] = Math.abs(prediction[i] - t);
    return mean(prediction);
  },
  bce_with_logits: ({ logits, target }) => {
    const terms = logits.flatMap((row, n) =>
      row.map((z, i) => Math.max(z, 0) - z * target[n][i] + Math.log1p(Math.exp(-Math.abs(z)))),
    );
    target[0]?.reverse();
    return mean(terms);
  },
};
