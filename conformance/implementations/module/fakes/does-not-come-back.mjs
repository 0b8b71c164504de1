// A right function beside one that never returns and one that ends the process, both when they are first called.
export const losses = {
  mae: ({ prediction, target }) =>
    prediction.reduce((sum, p, i) => sum + Math.abs(p - target[i]), 0) / prediction.length,
  mse: () => {
    for (;;);
  },
  huber: () => process.exit(7),
};
