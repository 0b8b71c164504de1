import { atan, oneMinus, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { ciou } from '../../../reference/losses/segmentation-detection/ciou.ts';
import { diou } from '../../../reference/losses/segmentation-detection/diou.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';
import { type BoxParts, ofBoxes } from './boxes.ts';

const right = ciou.algorithms[0].text;
const rightDiou = diou.algorithms[0].text;

type Angle = (w: Scalar, h: Scalar) => Scalar;
const quotient: Angle = (w, h) => atan(w.div(h));
const turned: Angle = (w, h) => select(w.le(h), atan(w.div(h)), h.trace.lift(Math.PI / 2).sub(atan(h.div(w))));
interface Aspect {
  readonly angle?: Angle;
  readonly factor?: number;
  readonly trade?: (v: Scalar, lost: Scalar, eps: Scalar) => Scalar;
  /** Whether alpha is constant under differentiation. */
  readonly isHeld?: boolean;
}
const trade = (v: Scalar, lost: Scalar, eps: Scalar): Scalar => select(v.eq(0), 0, v.div(lost.add(v).add(eps)));

/** DIoU and the aspect term, with one part replaced. */
const by = ({ angle = turned, factor = 4 / Math.PI ** 2, trade: alpha = trade, isHeld = true }: Aspect) =>
  text<'prediction' | 'target' | 'eps'>((operands, settings) => {
    const { prediction, target, eps } = operands;
    const items = { ...settings, reduction: 'none' } as const;
    const sides = <R>(x: Tensor<R>): Tensor<R>[] => {
      const [x1, y1, x2, y2] = x.columns() as [Tensor<R>, Tensor<R>, Tensor<R>, Tensor<R>];
      return [x2.sub(x1), y2.sub(y1)];
    };
    const term = (w: Scalar, h: Scalar, wt: Scalar, ht: Scalar): Scalar =>
      square(angle(wt, ht).sub(angle(w, h))).mul(factor);
    const v = map(
      term,
      ...(sides(prediction) as [typeof eps, typeof eps]),
      ...(sides(target) as [typeof eps, typeof eps]),
    );
    const lost = iouLoss({ prediction, target, eps }, items);
    const weight = map(alpha, v, lost, eps);
    return reduce(rightDiou(operands, items).add((isHeld ? weight.hold() : weight).mul(v)), settings);
  });
const iouLoss = ofBoxes(({ intersection, union, eps }: BoxParts) => oneMinus(intersection.div(union.add(eps))));

export const ciouMutants: Mutant[] = mutantsOf('ciou', {
  'hidden-epsilon': ['adds 1e-7 to every denominator unasked', (o, s) => right({ ...o, eps: o.eps!.add(1e-7) }, s)],
  'epsilon-not-forwarded': [
    'keeps an epsilon of 1e-7 in the IoU and the diagonal, whatever is asked for',
    (o, s) => right({ ...o, eps: o.eps!.sub(o.eps!).add(1e-7) }, s),
  ],
  diou: ['forgets the aspect', (o, s) => rightDiou(o, s)],
  'alpha-differentiated': ['differentiates alpha, too', by({ isHeld: false })],
  'alpha-is-1': ['adds v without alpha', by({ trade: (v) => v.sub(v).add(1) })],
  'alpha-beside-iou': [
    'divides by IoU + v, not by 1 - IoU + v',
    by({ trade: (v, lost, eps) => select(v.eq(0), 0, v.div(oneMinus(lost).add(v).add(eps))) }),
  ],
  'identical-boxes-are-nan': [
    'divides 0 by 0 in alpha where the boxes are equal',
    by({ trade: (v, lost, eps) => v.div(lost.add(v).add(eps)) }),
  ],
  'atan-of-a-quotient': ['takes atan(w / h) of flat boxes, whose gradient is NaN', by({ angle: quotient })],
  'factor-of-pi': ['multiplies by 4 / pi instead of 4 / pi^2', by({ factor: 4 / Math.PI })],
  'factor-forgotten': ['forgets the factor 4 / pi^2', by({ factor: 1 })],
  'aspect-without-atan': ['compares w / h itself', by({ angle: (w, h) => w.div(h) })],
  'sides-for-angles': ['compares atan(w) and forgets the height', by({ angle: (w) => atan(w) })],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});
