import { abs, max } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference, type LossText } from '../loss-reference.ts';

const term = (p: Scalar, t: Scalar, eps: Scalar): Scalar => abs(p.sub(t)).div(max(abs(t), eps));
const fraction = elementLoss(term, 'prediction', 'target', 'eps');
const percent = elementLoss((p, t, eps) => term(p, t, eps).mul(100), 'prediction', 'target', 'eps');
const percentFirst = elementLoss(
  (p, t, eps) =>
    abs(p.sub(t))
      .mul(100)
      .div(max(abs(t), eps)),
  'prediction',
  'target',
  'eps',
);

type Text = LossText<'prediction' | 'target' | 'eps', 'weight'>;
const by =
  (inPercent: Text): Text =>
  (operands, settings) =>
    (settings.unit === 'percent' ? inPercent : fraction)(operands, settings);

/** The absolute difference over the magnitude of the target. */
export const mape = defineReference('mape', by(percent), { 'percent first': by(percentFirst) });
