import type { Case, TypedTensor } from '../case.ts';
import type { Draw } from '../property.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { gridBelow, isHeld, leadingExponent } from './support/exact-steps.ts';
import { mapped, related, valueOnly } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';
import { shuffle } from './support/shuffle.ts';

type Rotation = (x: TypedTensor) => TypedTensor;

/**
 * Signed permutations of the coordinates, which are exact in every dtype, or, on a grid of multiples of five, the turn
 * (3, 4)/5 of one plane, which a sum of absolute values notices.
 */
export const rotation = defineProperty('rotation', {
  sentence: 'Rotating these operands together changes nothing.',
  plan(base, { together }, { draw }) {
    const names = together.filter((name) => base.operands[name]);
    const dimensions = base.operands[names[0]!]!.shape.at(-1) ?? 1;
    const turn = dimensions > 1 && draw.below(2) === 0;
    const start = turn ? onFives(base, names) : valueOnly(base);
    const rotate = turn ? planeTurn(draw, dimensions) : signedPermutation(draw, dimensions);
    const other = related(start, {
      operands: Object.fromEntries(names.map((name) => [name, rotate(start.operands[name]!)])),
    });
    const isExact = [start, other].every((c) =>
      names.every((n) => c.operands[n]!.data.every((v) => isHeld(v, c.dtype))),
    );
    if (!isExact) return undefined;
    const law = `${names.join(', ')} may be rotated together`;
    return ask({ start, other }, (e) => conclude(sameOutputs(e.other, e.start), start, law));
  },
});

function signedPermutation(draw: Draw, dimensions: number): Rotation {
  const order = shuffle(draw, dimensions);
  const signs = order.map(() => (draw.below(2) === 0 ? 1 : -1));
  return (x) => mapped(x, (_, k) => signs[k % dimensions]! * x.data[k - (k % dimensions) + order[k % dimensions]!]!);
}

function planeTurn(draw: Draw, dimensions: number): Rotation {
  const [i, j] = shuffle(draw, dimensions) as [number, number];
  return (x) =>
    mapped(x, (v, k) => {
      const from = k - (k % dimensions);
      const [a, b] = [x.data[from + i]!, x.data[from + j]!];
      if (k - from === i) return 3 * (a / 5) - 4 * (b / 5);
      return k - from === j ? 4 * (a / 5) + 3 * (b / 5) : v;
    });
}

/** The base with every coordinate moved to a multiple of five on a grid that holds the turned ones. */
function onFives(base: Case, names: readonly string[]): Case {
  const grid = gridBelow(leadingExponent(names.map((name) => base.operands[name]!)) + 1, base.dtype);
  const toFives = (x: TypedTensor) => mapped(x, (v) => Math.round(v / (5 * grid)) * 5 * grid);
  const operands = Object.fromEntries(names.map((name) => [name, toFives(base.operands[name]!)]));
  return related(valueOnly(base), { operands });
}
