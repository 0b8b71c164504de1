import type { Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { type ClassDiceOperands, classDice, classDiceByRatio } from './class-dice.ts';

/** The Dice loss of every class of a softmax, averaged over the classes. */
export const multiclassDice = defineReference(
  'multiclass_dice',
  <R>(operands: ClassDiceOperands<R>, settings: Settings): Tensor<R> => reduce(classDice(operands, settings), settings),
  {
    'one minus the ratio': <R>(operands: ClassDiceOperands<R>, settings: Settings): Tensor<R> =>
      reduce(classDiceByRatio(operands, settings), settings),
  },
);
