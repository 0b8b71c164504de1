import { binaryFocal } from '../losses/classification/binary_focal.ts';
import { crossEntropy } from '../losses/classification/cross_entropy.ts';
import { uncertaintyWeighting } from '../losses/combining/uncertainty_weighting.ts';
import type { AnyLossText, Operands, Settings } from '../losses/loss-reference.ts';
import { huber } from '../losses/regression/huber.ts';
import { concat, type Tensor } from '../tensor/tensor.ts';

/** What the three heads see and are to say of it. */
type Given = 'features' | 'label' | 'amount' | 'flag';
/** What is learned: one linear head a task, and a log variance each. */
type Learned = 'label_head' | 'amount_head' | 'flag_head' | 'log_variance';
type Numbers = 'label_smoothing' | 'delta' | 'gamma' | 'alpha';
type Three<R> = Operands<R, Given | Learned | Numbers>;

const textOf = ({ algorithms: [{ text }] }: typeof huber): AnyLossText => text;
const mean: Settings = { reduction: 'mean', empty: 'nan' };

/**
 * The losses of three tasks on the same features [N, D]: a class (cross-entropy over `label_head` [D, C]), an amount
 * (Huber over `amount_head` [D, 1]) and a flag that is rarely up (binary focal over `flag_head` [D, 1]). Shape: [3].
 */
export function threeTaskLosses<R>(operands: Three<R>): Tensor<R> {
  const { features, label, amount, flag, label_head, amount_head, flag_head } = operands;
  const { label_smoothing, delta, gamma, alpha } = operands;
  const one = (head: Tensor<R>): Tensor<R> => features.matmul(head).sum(-1);
  const ofLabel = textOf(crossEntropy)(
    { logits: features.matmul(label_head), target: label, label_smoothing },
    { ...mean, ignore_index: null, smoothing_form: 'uniform', class_axis: -1, denominator: 'weight' },
  );
  const ofAmount = textOf(huber)({ prediction: one(amount_head), target: amount, delta }, mean);
  const ofFlag = textOf(binaryFocal)(
    { logits: one(flag_head), target: flag, gamma, alpha },
    { ...mean, balanced: true },
  );
  return concat(0, ...[ofLabel, ofAmount, ofFlag].map((loss) => loss.reshape([1])));
}

/** The three by uncertainty weighting: exp(-s) L + s, summed; `log_variance` is [3]. */
export function threeTaskBalance<R>(operands: Three<R>): Tensor<R> {
  const weighing = { loss: threeTaskLosses(operands), log_variance: operands.log_variance };
  return textOf(uncertaintyWeighting)(weighing, { reduction: 'sum', form: 'unit' });
}
