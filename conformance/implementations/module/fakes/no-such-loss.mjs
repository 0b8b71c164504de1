export const losses = { mean_squared: () => 0 };
