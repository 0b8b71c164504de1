import { describe, expect, it } from 'vitest';
import { concat, type Tensor } from '../../tensor/tensor.ts';
import { Graph } from './graph.ts';
import { type Given, graphRunner, open } from './test-support/graph-runner.ts';

const inf = Infinity;
const nan = Number.NaN;

describe.each(['f32', 'f64'] as const)('open extents in %s', (dtype) => {
  const { run, values } = graphRunner(dtype);
  const matrix = open(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'N',
    'C',
  );

  it('counts open extents without reading them', async () => {
    expect(await values((x) => x!.count(), matrix)).toEqual([6]);
    expect(await values((x) => x!.count(-1), matrix)).toEqual([3]);
    expect(await values((x) => x!.mean(), matrix)).toEqual([3.5]);
    expect(await values((x) => x!.count(), open([[1, 2]], 'N', 2))).toEqual([2]);
    expect(await values((x) => x!.count(), open([[nan, inf]], 'N', 2))).toEqual([2]);
  });

  it('reshapes: axes of one, one open extent, fixed extents, and says what it cannot', async () => {
    expect((await run((x) => x!.column(), matrix)).shape).toEqual([2, 3, 1]);
    expect((await run((x) => x!.reshape([1, 'N', 1, 'C']), matrix)).shape).toEqual([1, 2, 1, 3]);
    expect(await run((x) => x!.reshape(['N', 2, 2]), open([[1, 2, 3, 4]], 'N', 4))).toEqual({
      shape: [1, 2, 2],
      data: [1, 2, 3, 4],
    });
    expect(
      (
        await run(
          (x) => x!.reshape([6]),
          open(
            [
              [1, 2, 3],
              [4, 5, 6],
            ],
            2,
            3,
          ),
        )
      ).shape,
    ).toEqual([6]);
    const x = new Graph({ dtype }).input('x', ['N', 'C']);
    expect(() => x.reshape(['P', 'Q'])).toThrow('cannot reshape [N,C] to [P,Q]');
  });
  it('expands along fixed and open extents, whatever the number', async () => {
    const like = (x?: Tensor<string>, y?: Tensor<string>) => x!.expand(y!.shape);
    expect(await run(like, open(inf), matrix)).toEqual({ shape: [2, 3], data: new Array(6).fill(inf) });
    expect(await run(like, open([[nan], [1]], 'N', 1), matrix)).toEqual({
      shape: [2, 3],
      data: [nan, nan, nan, 1, 1, 1],
    });
    const fixed = await run((x) => x!.expand([3, 'N', 2]), open([[1], [2]], 'N', 1));
    expect(fixed).toEqual({ shape: [3, 2, 2], data: [1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2] });
    const x = new Graph({ dtype }).input('x', []);
    expect(() => x.expand(['M'])).toThrow('no tensor of the graph has the extent M');
  });
  it('joins, and uses the joint extent', async () => {
    const both = (x?: Tensor<string>, y?: Tensor<string>) => concat(0, x!, y!);
    const [a, b] = [open([[1, 2]], 'N', 2), open([[3, 4]], 'N', 2)];
    expect(await run(both, a, b)).toEqual({ shape: [2, 2], data: [1, 2, 3, 4] });
    expect(await values((x, y) => both(x, y).count(0), a, b)).toEqual([2]);
    expect(await values((x, y) => both(x, y).identity(), a, b)).toEqual([1, 0, 0, 1]);
  });
  it('splits what was joined', async () => {
    const line = (n: number) =>
      open(
        Array.from({ length: n }, (_, i) => i),
        'T',
      );
    const part = (sizes: (string | number)[], i: number) => (x?: Tensor<string>) =>
      x!.make([sizes[i]!], x!.arithmetic.split!(x!, sizes, 0)[i]!);
    const all = (sizes: (string | number)[], n: number) =>
      Promise.all(sizes.map((_, i) => values(part(sizes, i), line(n))));
    expect(await all(['N', 'N'], 4)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(await all([1, 2], 3)).toEqual([[0], [1, 2]]);
    expect(await all([1, 'N', 2], 6)).toEqual([[0], [1, 2, 3], [4, 5]]);
    expect(await all([2, 1, 'N', 'N', 1, 2], 10)).toEqual([[0, 1], [2], [3, 4], [5, 6], [7], [8, 9]]);
    const x = new Graph({ dtype }).input('x', ['T']);
    expect(() => x.arithmetic.split!(x, ['N', 'M'], 0)).toThrow('must be equal and adjacent');
  });
  it('counts up along an open or a fixed extent', async () => {
    expect(await values((x) => x!.indices(), matrix)).toEqual([0, 1, 2]);
    expect(await values((x) => x!.indices(), open([[5, 5]], 'N', 2))).toEqual([0, 1]);
    expect(
      await values(
        (x) => x!.identity(),
        open(
          [
            [9, 9],
            [9, 9],
          ],
          'N',
          'N',
        ),
      ),
    ).toEqual([1, 0, 0, 1]);
    expect(await values((x) => x!.hold().square(), matrix)).toEqual([1, 4, 9, 16, 25, 36]);
  });

  it('takes an empty batch', async () => {
    const none: Given = { shape: ['N', 'C'], value: [], actual: [0, 3] };
    expect(await run((x) => x!.square(), none)).toEqual({ shape: [0, 3], data: [] });
    expect(await values((x) => x!.sum(), none)).toEqual([0]);
    expect(await values((x) => x!.count(), none)).toEqual([0]);
    expect(await values((x) => x!.count(1), none)).toEqual([3]);
    expect(await values((x) => x!.mean(), none)).toEqual([nan]);
    expect(await values((x) => x!.max(0), none)).toEqual([-inf, -inf, -inf]);
    expect(await values((x) => x!.norm(0), none)).toEqual([0, 0, 0]);
    expect(await values((x) => x!.indices(), none)).toEqual([0, 1, 2]);
    for (const build of [
      (x: Tensor<string>) => x.softmax(),
      (x: Tensor<string>) => x.logSoftmax(),
      (x: Tensor<string>) => x.matmul(x, { transposeB: true }).sum(0).column().expand(['N', 'C']),
    ]) {
      expect(await run((x) => build(x!), none)).toEqual({ shape: [0, 3], data: [] });
    }
    expect(await run((x) => x!.logSumExp(), none)).toEqual({ shape: [0], data: [] });
    const label: Given = { shape: ['N'], value: [], actual: [0] };
    expect(await run((x, i) => x!.take(i!), none, label)).toEqual({ shape: [0], data: [] });
    const product = (x?: Tensor<string>) => x!.matmul(x!, { transposeA: true });
    expect(await run(product, none)).toEqual({ shape: [3, 3], data: new Array(9).fill(0) });
  });
  it('takes no class at all', async () => {
    const none: Given = { shape: ['N', 'C'], value: [], actual: [2, 0] };
    expect(await values((x) => x!.max(-1), none)).toEqual([-inf, -inf]);
    expect(await values((x) => x!.logSumExp(), none)).toEqual([-inf, -inf]);
    expect(await values((x) => x!.sum(-1), none)).toEqual([0, 0]);
    expect(await values((x) => x!.norm(-1), none)).toEqual([0, 0]);
  });
});
