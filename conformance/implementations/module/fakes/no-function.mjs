export const losses = { mse: 3 };
