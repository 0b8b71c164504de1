import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../tensor/format.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Scalar } from '../kernel/scalar.ts';
import { graphRunner, open } from './test-support/graph-runner.ts';

const inf = Infinity;
const nan = Number.NaN;

describe.each(['f32', 'f64'] as const)('tensor operations in %s', (dtype) => {
  const { largest, smallestNormal } = { f32: float32, f64: float64 }[dtype];
  const { run, values, close } = graphRunner(dtype);
  const matrix = open(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    'N',
    'C',
  );

  it('broadcasts operands of different ranks, and fills a result that ignores one of them', async () => {
    const sum = (x: Scalar, y: Scalar) => x.add(y);
    expect(await values((x, y) => map(sum, x!, y!), matrix, open([10, 20, 30], 'C'))).toEqual([11, 22, 33, 14, 25, 36]);
    const second = (_: Scalar, y: Scalar) => y;
    const out = await run((x, y) => map(second, x!, y!), matrix, open([10, 20, 30], 'C'));
    expect(out).toEqual({ shape: [2, 3], data: [10, 20, 30, 10, 20, 30] });
    const constant = await run((x) => map((_: Scalar) => _.trace.lift(7), x!), matrix);
    expect(constant).toEqual({ shape: [2, 3], data: [7, 7, 7, 7, 7, 7] });
  });

  it('sums over some axes and over all', async () => {
    expect(await run((x) => x!.sum(-1), matrix)).toEqual({ shape: [2], data: [6, 15] });
    expect(await run((x) => x!.sum(0), matrix)).toEqual({ shape: [3], data: [5, 7, 9] });
    expect(await run((x) => x!.sum(), matrix)).toEqual({ shape: [], data: [21] });
    expect(await run((x) => x!.sum(), open(3))).toEqual({ shape: [], data: [3] });
  });
  it('finds the maximum, NaN where there is one', async () => {
    const rows = open(
      [
        [1, 5],
        [nan, 2],
        [2, nan],
        [-inf, -inf],
        [inf, 0],
        [-3, -2],
      ],
      'N',
      'C',
    );
    expect(await values((x) => x!.max(-1), rows)).toEqual([5, nan, nan, -inf, inf, -2]);
    expect(await values((x) => x!.max(0), matrix)).toEqual([4, 5, 6]);
  });
  it('norm neither overflows nor underflows where the result is representable', async () => {
    const big = 2 ** Math.floor(Math.log2(largest) - 3);
    const small = smallestNormal * 4;
    const rows = [
      [3, 4],
      [0, 0],
      [3 * big, 4 * big],
      [3 * small, -4 * small],
      [inf, 1],
      [-inf, inf],
      [nan, 1],
      [0, -5],
    ];
    const want = [5, 0, 5 * big, 5 * small, inf, inf, nan, 5];
    close(await values((x) => x!.norm(-1), open(rows, 'N', 'D')), want, 4);
    close(
      await values(
        (x) => x!.norm(0, 1),
        open(
          [
            [1, 2],
            [2, 4],
          ],
          'N',
          'D',
        ),
      ),
      [5],
      4,
    );
    close(await values((x) => x!.norm(), open(-2)), [2], 4);
  });
  it('unit is 0 for a zero vector and right for the longest and shortest ones', async () => {
    const direction = (x: Tensor<string>) => {
      const n = x.make([x.shape[0]!, 1], x.arithmetic.norm(x, [1], [x.shape[0]!, 1]));
      return x.make(x.shape, x.arithmetic.unit(x, n, [1]));
    };
    const rows = [
      [3, 4],
      [0, 0],
      [largest, -largest],
      [smallestNormal, 0],
      [3 * smallestNormal, 4 * smallestNormal],
    ];
    const h = Math.SQRT1_2;
    close(await values((x) => direction(x!), open(rows, 'N', 'D')), [0.6, 0.8, 0, 0, h, -h, 1, 0, 0.6, 0.8], 6);
  });

  it('takes and puts by label, and a NaN that is not chosen stays out', async () => {
    const rows = open(
      [
        [nan, 2, inf],
        [4, nan, 6],
      ],
      'N',
      'C',
    );
    expect(await values((x, i) => x!.take(i!), rows, open([1, 2], 'N'))).toEqual([2, 6]);
    expect(await values((x, i) => x!.take(i!), rows, open([0, 0], 'N'))).toEqual([nan, 4]);
    const put = (g?: Tensor<string>, i?: Tensor<string>, x?: Tensor<string>) =>
      x!.make(x!.shape, x!.arithmetic.put(g!, i!, x!.shape));
    const got = await values(put, open([7, 8], 'N'), open([2, 0], 'N'), rows);
    expect(got).toEqual([0, 0, 7, 8, 0, 0]);
  });
  it('a label that is no class takes NaN and puts nothing', async () => {
    const labels = open([-1, 3, 0.5, nan], 'N');
    const rows = open(
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ],
      'N',
      3,
    );
    expect(await values((x, i) => x!.take(i!), rows, labels)).toEqual([nan, nan, nan, nan]);
    const put = (x?: Tensor<string>, i?: Tensor<string>) => x!.make(x!.shape, x!.arithmetic.put(i!, i!, x!.shape));
    expect(await values(put, rows, labels)).toEqual(new Array(12).fill(0));
  });

  it('multiplies matrices, either one transposed', async () => {
    const a = open(
      [
        [1, 2],
        [3, 4],
      ],
      'N',
      'N',
    );
    const b = open(
      [
        [5, 6],
        [7, 8],
      ],
      'N',
      'N',
    );
    expect(await values((x, y) => x!.matmul(y!), a, b)).toEqual([19, 22, 43, 50]);
    expect(await values((x, y) => x!.matmul(y!, { transposeB: true }), a, b)).toEqual([17, 23, 39, 53]);
    expect(await values((x, y) => x!.matmul(y!, { transposeA: true }), a, b)).toEqual([26, 30, 38, 44]);
  });
  it('moves axes', async () => {
    expect(await run((x) => x!.moveAxis(1, 0), matrix)).toEqual({ shape: [3, 2], data: [1, 4, 2, 5, 3, 6] });
  });
  it('slices, pads, and takes columns apart', async () => {
    expect(await run((x) => x!.slice(1, 1, 3), matrix)).toEqual({ shape: [2, 2], data: [2, 3, 5, 6] });
    const pad = (x?: Tensor<string>) => x!.make(['N', 4], x!.arithmetic.pad(x!, 1, 1, 1, ['N', 4]));
    expect(await run(pad, open([[1, 2]], 'N', 2))).toEqual({ shape: [1, 4], data: [0, 1, 2, 0] });
    expect(
      await run(
        (x) => x!.columns()[1]!,
        open(
          [
            [1, 2],
            [3, 4],
          ],
          'N',
          2,
        ),
      ),
    ).toEqual({ shape: [2], data: [2, 4] });
  });
});
