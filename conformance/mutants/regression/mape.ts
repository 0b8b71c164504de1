import { abs, max, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { mape } from '../../../reference/losses/regression/mape.ts';
import { type Mutant, mutantsOf, scaledGradient } from '../mutant.ts';
import { byCount, dropped, element } from './element.ts';

const right = mape.algorithms[0].text;
type Term = (p: Scalar, t: Scalar, eps: Scalar) => Scalar;
const by = (term: Term): AnyLossText => {
  const [fraction, percent] = [1, 100].map((whole) =>
    element((p, t, eps) => term(p, t, eps).mul(whole), 'prediction', 'target', 'eps'),
  ) as [AnyLossText, AnyLossText];
  return (operands, settings) => (settings.unit === 'percent' ? percent : fraction)(operands, settings);
};

export const mapeMutants: Mutant[] = mutantsOf('mape', {
  'percent-always': ['multiplies by 100, whatever the unit is', (o, s) => right(o, { ...s, unit: 'percent' })],
  'percent-never': ['ignores the unit', (o, s) => right(o, { ...s, unit: 'fraction' })],
  'over-the-prediction': ['divides by the prediction', by((p, t, eps) => abs(p.sub(t)).div(max(abs(p), eps)))],
  'over-the-signed-target': [
    'divides by the target, not its magnitude',
    by((p, t, eps) => abs(p.sub(t)).div(max(t, eps))),
  ],
  'over-both': [
    'divides by the mean of both magnitudes: the symmetric form',
    by((p, t, eps) => abs(p.sub(t)).div(max(abs(p).add(abs(t)).mul(0.5), eps))),
  ],
  'eps-added': ['adds eps instead of raising to it', by((p, t, eps) => abs(p.sub(t)).div(abs(t).add(eps)))],
  'floor-1e-7': ['raises to 1e-7, whatever eps is', by((p, t) => abs(p.sub(t)).div(max(abs(t), 1e-7)))],
  'zero-targets-skipped': [
    'lets a target of 0 cost nothing',
    by((p, t, eps) => select(t.eq(0), 0, abs(p.sub(t)).div(max(abs(t), eps)))),
  ],
  'without-abs': ['forgets the magnitude of the difference', by((p, t, eps) => p.sub(t).div(max(abs(t), eps)))],
  accuracy: [
    'returns 1 less the error',
    by((p, t, eps) =>
      abs(p.sub(t))
        .div(max(abs(t), eps))
        .mul(-1)
        .add(1),
    ),
  ],
  'weighted-mean-by-count': byCount(right),
  'target-gradient-dropped': dropped('target'),
  'target-gradient-of-the-numerator': [
    'gives the target the gradient of the prediction, turned round',
    {
      corrupt: (outputs) => {
        const [p, t] = [outputs['gradient.prediction'], outputs['gradient.target']];
        return p && t ? { ...outputs, 'gradient.target': { ...t, data: p.data.map((x) => -x) } } : outputs;
      },
    },
  ],
  'gradient-half': ['halves the gradient', { corrupt: scaledGradient('prediction', 0.5) }],
});
