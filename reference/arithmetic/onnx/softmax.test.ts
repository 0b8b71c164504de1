import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../tensor/format.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { graphRunner, open } from './test-support/graph-runner.ts';

const inf = Infinity;
const nan = Number.NaN;

describe.each(['f32', 'f64'] as const)('the softmax family in %s', (dtype) => {
  const { round } = { f32: float32, f64: float64 }[dtype];
  const { values, close } = graphRunner(dtype);
  it('softmax, logSoftmax and logSumExp agree with hand-computed values, also far out', async () => {
    const rows = open([[0, 0], [1000, 1000], [-1000, 0], [0, Math.log(3)].map(round), [7, -inf]], 'N', 'C');
    close(await values((x) => x!.softmax(), rows), [0.5, 0.5, 0.5, 0.5, 0, 1, 0.25, 0.75, 1, 0], 16);
    const [half, log4] = [-Math.LN2, Math.log(4)];
    const three = round(Math.log(3));
    const logs = [half, half, half, half, -1000, 0, -log4, three - log4, 0, -inf];
    close(await values((x) => x!.logSoftmax(), rows), logs, 64);
    close(await values((x) => x!.logSumExp(), rows), [Math.LN2, 1000 + Math.LN2, 0, log4, 7], 16);
  });
  it('logSoftmax of a confident row is relatively accurate', async () => {
    // log(1 + e) = e - e^2 / 2 with e = exp(-30) = 9.357622968840175e-14.
    const got = await values((x) => x!.logSoftmax(), open([[30, 0]], 'N', 'C'));
    close(got, [-9.357622968839737e-14, -30 - 9.357622968839737e-14], 16);
  });
  it('the softmax family has its limits at infinity', async () => {
    const rows = open(
      [
        [inf, 0],
        [-inf, -inf],
        [inf, inf],
        [nan, 1],
        [1, nan],
      ],
      'N',
      'C',
    );
    expect(await values((x) => x!.logSumExp(), rows)).toEqual([inf, -inf, inf, nan, nan]);
    expect((await values((x) => x!.softmax(), rows)).slice(0, 4)).toEqual([1, 0, nan, nan]);
    expect((await values((x) => x!.logSoftmax(), rows)).slice(0, 6)).toEqual([0, -inf, nan, nan, nan, nan]);
    expect((await values((x) => x!.softmax(), rows)).slice(6)).toEqual([nan, nan, nan, nan]);
  });
  it('logSoftmaxPullback is g - p sum(g), relatively accurate for a confident row', async () => {
    const pullback = (x?: Tensor<string>, g?: Tensor<string>) =>
      x!.make(x!.shape, x!.arithmetic.logSoftmaxPullback!(x!, g!));
    const rows = open(
      [
        [0, 0],
        [0, 0],
        [30, 0],
      ],
      'N',
      'C',
    );
    const g = open(
      [
        [1, 0],
        [1, 3],
        [1, 0],
      ],
      'N',
      'C',
    );
    // The last: 1 - p = e / (1 + e) = e - e^2.
    const tiny = 9.357622968839299e-14;
    close(await values(pullback, rows, g), [0.5, -0.5, -1, 1, tiny, -tiny], 16);
  });
});
