import { type Shape, same } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** The transpose of broadcasting. */
export function sumTo<R>(g: Tensor<R>, shape: Shape): Tensor<R> {
  if (same(g.shape, shape)) return g;
  const lead = g.shape.length - shape.length;
  const axes = g.shape.flatMap((n, i) => (i < lead || (shape[i - lead] === 1 && n !== 1) ? [i] : []));
  return (axes.length ? g.sumKeep(...axes) : g).reshape(shape);
}
