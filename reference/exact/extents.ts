import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import type { ParamValues } from './spec-formulas.ts';

/** What the symbols of a spec stand for in one case; `...` for any number of extents, every other for one. */
export type Extents = ReadonlyMap<string, readonly number[]>;

/** The extents behind the symbols; throws where a shape does not fit its axes, or two operands disagree. */
export function extentsOf(
  spec: LossSpec,
  params: ParamValues,
  operands: Readonly<Record<string, TensorData>>,
): Extents {
  const known = new Map<string, { readonly extents: readonly number[]; readonly by: string }>();
  for (const [name, { shape }] of Object.entries(operands)) {
    const operand = spec.operands[name];
    if (!operand) throw new Error(`${spec.id} has no operand ${name}`);
    const axes = axesOf(operand, params);
    const open = shape.length - axes.length + 1;
    const misfit = (): never => {
      throw new Error(`${spec.id}: the shape [${shape}] of ${name} does not fit [${axes.join(', ')}]`);
    };
    if (axes.includes('...') ? open < 0 : open !== 1) misfit();
    let at = 0;
    for (const axis of axes) {
      const extents = shape.slice(at, (at += axis === '...' ? open : 1));
      if (typeof axis === 'number') {
        if (extents[0] !== axis) misfit();
        continue;
      }
      const other = known.get(axis);
      if (other && other.extents.join() !== extents.join()) {
        throw new Error(`${spec.id}: ${axis} is [${other.extents}] in ${other.by} and [${extents}] in ${name}`);
      }
      known.set(axis, { extents, by: name });
    }
  }
  return new Map([...known].map(([axis, { extents }]) => [axis, extents]));
}

/** The shape of the axes under these extents. */
export function shapeOf(axes: readonly (string | number)[], extents: Extents, what: string): number[] {
  return axes.flatMap((axis) => {
    if (typeof axis === 'number') return [axis];
    const found = extents.get(axis);
    if (!found) throw new Error(`${what}: no operand that is given says how long ${axis} is`);
    return [...found];
  });
}
