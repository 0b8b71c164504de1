import type { Shape } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Program } from '../kernel/program.ts';
import { Rounded } from '../rounded.ts';

/**
 * Rounded numbers whose kernels are differentiated node by node, as a framework does it that knows no kernels; but as a
 * careful one, which lets no branch that is not taken give NaN, and nothing overflow on the way.
 */
export class HandingDown extends Rounded {
  override map(program: Program, xs: readonly Tensor<number[]>[], shape: Shape): number[][] {
    const whole = super.map(program, xs, shape);
    const { termByTerm } = program.otherOrders;
    const handedDown = termByTerm && super.map(termByTerm, xs, shape);
    return handedDown ? handedDown.map((out, r) => out.map((x, k) => (Number.isFinite(x) ? x : whole[r]![k]!))) : whole;
  }
}
