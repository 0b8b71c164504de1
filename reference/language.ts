// What references are written with, for losses that are defined elsewhere: `lossproof/reference/language`.
export * from './arithmetic/kernel/functions.ts';
export type { Scalar } from './arithmetic/kernel/scalar.ts';
export {
  type Algorithm,
  defineReference,
  type LossReference,
  type LossText,
  type Operands,
  type Settings,
} from './losses/loss-reference.ts';
export { guard, keep, reduce, reduceElements } from './losses/reduction.ts';
export { concat, map, Tensor } from './tensor/tensor.ts';
