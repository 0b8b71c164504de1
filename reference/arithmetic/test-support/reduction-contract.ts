import { it } from 'vitest';
import { concat, map } from '../../tensor/tensor.ts';
import { at, INTEGERS, SHAPE } from './sample.ts';
import type { Checks } from './subject.ts';

/** The elements of a 2 x 3 x 4 tensor by the coordinates that survive a reduction, by hand. */
function grouped(axes: readonly number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 4; k++) {
        const key = [i, j, k].filter((_, axis) => !axes.includes(axis)).join();
        groups.set(key, [...(groups.get(key) ?? []), INTEGERS[at(i, j, k)]!]);
      }
    }
  }
  return [...groups.values()];
}
const SUBSETS = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];

/** What every arithmetic makes of sums, maxima and norms, of nothing, too. */
export function reductionContract<R>({ tensor, exactly, nearly }: Checks<R>): void {
  it('reduces every subset of axes, which vanish', () => {
    for (const axes of SUBSETS) {
      const x = tensor(INTEGERS, SHAPE);
      const shape = SHAPE.filter((_, axis) => !axes.includes(axis));
      const groups = grouped(axes);
      const sums = groups.map((g) => g.reduce((s, v) => s + v, 0));
      exactly(x.sum(...axes), sums, shape);
      exactly(
        x.sumKeep(...axes),
        sums,
        SHAPE.map((n, axis) => (axes.includes(axis) ? 1 : n)),
      );
      exactly(
        x.max(...axes),
        groups.map((g) => Math.max(...g)),
        shape,
      );
      nearly(
        x.norm(...axes),
        groups.map((g) => Math.sqrt(g.reduce((s, v) => s + v * v, 0))),
      );
      exactly(x.count(...axes), [groups[0]!.length], []);
    }
  });

  it('has exact norms of Pythagorean vectors, and 0 for the zero vector', () => {
    exactly(tensor([3, 4, 0, 0, -12, 5], [3, 2]).norm(-1), [5, 0, 13], [3]);
    exactly(tensor([3, -12, 4, 5], [2, 2]).norm(0), [5, 13], [2]);
    const x = tensor([3, 4, 0, 0], [2, 2]);
    const n = x.norm(-1).column();
    nearly(x.make(x.shape, x.arithmetic.unit(x, n, [1])), [0.6, 0.8, 0, 0]);
  });

  it('sums nothing to 0, and finds no maximum in nothing', () => {
    exactly(tensor([], [0]).sum(), [0], []);
    exactly(tensor([], [2, 0]).sum(-1), [0, 0], [2]);
    exactly(tensor([], [0, 2]).sum(0), [0, 0], [2]);
    exactly(tensor([], [0, 2]).sum(1), [], [0]);
    exactly(tensor([], [2, 0]).norm(-1), [0, 0], [2]);
    exactly(tensor([], [2, 0]).max(-1), [-Infinity, -Infinity], [2]);
    exactly(tensor([], [2, 0]).logSumExp(), [-Infinity, -Infinity], [2]);
    exactly(tensor([], [0, 3]).logSumExp(), [], [0]);
    exactly(tensor([], [0, 3]).logSoftmax(), [], [0, 3]);
    exactly(tensor([], [2, 0]).softmax(), [], [2, 0]);
    exactly(map((x) => x.add(1), tensor([], [0])).sum(), [0], []);
    exactly(
      map((x, y) => x.add(y), tensor([], [0, 2]), tensor([1, 2], [2])),
      [],
      [0, 2],
    );
    exactly(map((x, y) => x.add(y), tensor([], [2, 0]), tensor([1, 2], [2, 1])).sum(-1), [0, 0], [2]);
    exactly(tensor([], [0]).count(), [0], []);
    exactly(tensor([], [0, 2]).expand([0, 2]), [], [0, 2]);
    exactly(concat(0, tensor([], [0, 2]), tensor([1, 2], [1, 2])), [1, 2], [1, 2]);
    exactly(concat(1, tensor([], [1, 0]), tensor([1, 2], [1, 2])), [1, 2], [1, 2]);
    exactly(tensor([1, 2], [1, 2]).slice(1, 1, 1), [], [1, 0]);
    exactly(tensor([], [0, 3]).take(tensor([], [0])), [], [0]);
    exactly(tensor([], [2, 0]).matmul(tensor([], [0, 2])), [0, 0, 0, 0], [2, 2]);
    exactly(tensor([], [0, 2]).identity(), [], [0, 2]);
  });
}
