import type { ModuleLoss } from '../user-module.ts';

const mse: ModuleLoss = ({ prediction, target }) =>
  (prediction as number[]).map((p, i) => (p - (target as number[])[i]!) ** 2);
export const losses = { mse };
