import { max, select, square } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { guard, reduce } from '../reduction.ts';

type Rival = (c: Scalar, y: Scalar, s: Scalar, hit: Scalar, margin: Scalar) => Scalar;

const hinge = (s: Scalar, hit: Scalar, margin: Scalar): Scalar => max(margin.add(s.sub(hit)), 0);
const linear: Rival = (c, y, s, hit, margin) => select(c.eq(y), 0, hinge(s, hit, margin));
const squared: Rival = (c, y, s, hit, margin) => select(c.eq(y), 0, square(hinge(s, hit, margin)));
const times = (w: Scalar, l: Scalar): Scalar => w.mul(l);

function strict<R>(
  { scores, target, margin, class_weight }: Operands<R, 'scores' | 'target' | 'margin', 'class_weight'>,
  settings: Settings,
): Tensor<R> {
  const weight = class_weight?.expand(scores.shape).take(target);
  const s = guard(scores, weight?.column());
  const rival = settings.power === 'squared' ? squared : linear;
  const pairs = map(rival, s.indices(), target.column(), s, s.take(target).column(), margin);
  const rows = pairs.mean(-1);
  const terms = weight ? map(times, weight, rows) : rows;
  return reduce(terms, settings, settings.denominator === 'count' ? undefined : weight);
}

/** By how much the wrong classes fail to score lower than the right one by the margin, summed and divided by C. */
export const multiMargin = defineReference('multi_margin', strict);
