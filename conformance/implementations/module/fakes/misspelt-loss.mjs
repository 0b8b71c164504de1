export const losses = { hubber: () => 0 };
