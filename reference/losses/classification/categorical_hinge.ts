import { max, select } from '../../arithmetic/kernel/functions.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { defineReference, type Operands, type Settings } from '../loss-reference.ts';
import { reduce } from '../reduction.ts';

const withoutRight = (c: Scalar, y: Scalar, s: Scalar): Scalar => select(c.eq(y), -Infinity, s);
const withZero = (c: Scalar, y: Scalar, s: Scalar): Scalar => select(c.eq(y), 0, s);
const hinge = (rival: Scalar, hit: Scalar, margin: Scalar): Scalar => max(margin.add(rival.sub(hit)), 0);

function strict<R>(
  { scores, target, margin }: Operands<R, 'scores' | 'target' | 'margin'>,
  settings: Settings,
): Tensor<R> {
  const others = settings.right_class === 'zero' ? withZero : withoutRight;
  const rival = map(others, scores.indices(), target.column(), scores).max(-1);
  return reduce(map(hinge, rival, scores.take(target), margin), settings);
}

/** By how much the right class fails to score higher than the best wrong one by the margin. */
export const categoricalHinge = defineReference('categorical_hinge', strict);
