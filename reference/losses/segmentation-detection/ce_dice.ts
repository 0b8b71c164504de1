import { neg } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { logProbabilities } from '../classification/log-probabilities.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';
import { classDice, classDiceByRatio } from './class-dice.ts';
import { itemSum } from './item-sum.ts';

type CeDiceOperands<R> = Operands<R, 'logits' | 'target' | 'w_ce' | 'w_dice' | 'smooth' | 'denominator_eps'>;

const weighed = (ce: Scalar, places: Scalar, a: Scalar, dice: Scalar, classes: Scalar, b: Scalar): Scalar =>
  a.mul(ce.div(places)).add(b.mul(dice.div(classes)));

/** The two means, weighed and added, for each item or for the batch. */
function items<R>(operands: CeDiceOperands<R>, logp: Tensor<R>, dice: Tensor<R>, settings: Settings): Tensor<R> {
  const { target, w_ce, w_dice } = operands;
  const surprise = map(neg, logp.take(target));
  const inner = target.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1);
  const places = inner.length > 0 ? target.count(...inner) : target.lift(1);
  return map(weighed, itemSum(surprise, settings), places, w_ce, dice.sum(-1), dice.count(-1), w_dice);
}

/** The mean cross-entropy of the places and the mean Dice loss of the classes. */
export const ceDice = defineReference(
  'ce_dice',
  <R>(operands: CeDiceOperands<R>, settings: Settings): Tensor<R> => {
    const logp = logProbabilities(operands.logits.moveAxis(1, -1));
    return reduce(items(operands, logp, classDice(operands, settings), settings), settings);
  },
  {
    'one minus the ratio': <R>(operands: CeDiceOperands<R>, settings: Settings): Tensor<R> => {
      const logp = operands.logits.moveAxis(1, -1).logSoftmax();
      return reduce(items(operands, logp, classDiceByRatio(operands, settings), settings), settings);
    },
  },
);
