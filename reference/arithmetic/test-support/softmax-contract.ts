import { it } from 'vitest';
import type { Checks } from './subject.ts';

/** What every arithmetic knows of softmax and its logarithms. */
export function softmaxContract<R>({ tensor, exactly, nearly }: Checks<R>): void {
  it('knows the limits of the softmax family', () => {
    const [inf, nan] = [Infinity, Number.NaN];
    const rows = [
      [0, 0],
      [-inf, 3],
      [-inf, -inf],
      [inf, 3],
      [inf, -inf],
      [inf, inf],
      [inf, nan],
      [nan, 0],
      [nan, -inf],
    ];
    const x = tensor(rows.flat(), [rows.length, 2]);
    nearly(x.logSumExp(), [Math.LN2, 3, -inf, inf, inf, inf, nan, nan, nan]);
    nearly(
      x.logSoftmax(),
      [
        [-Math.LN2, -Math.LN2],
        [-inf, 0],
        [nan, nan],
        [0, -inf],
        [0, -inf],
        [nan, nan],
        [nan, nan],
        [nan, nan],
        [nan, nan],
      ].flat(),
    );
    const first = tensor(new Array(rows.length).fill(0), [rows.length]);
    nearly(x.logSoftmax().take(first), [-Math.LN2, -inf, nan, 0, 0, nan, nan, nan, nan]);
    nearly(
      x.softmax(),
      [
        [0.5, 0.5],
        [0, 1],
        [nan, nan],
        [1, 0],
        [1, 0],
        [nan, nan],
        [nan, nan],
        [nan, nan],
        [nan, nan],
      ].flat(),
    );
  });

  it('knows rows of one class', () => {
    const x = tensor([5, -Infinity, Infinity, Number.NaN], [4, 1]);
    exactly(x.logSumExp(), [5, -Infinity, Infinity, Number.NaN], [4]);
    exactly(x.logSoftmax(), [0, Number.NaN, 0, Number.NaN], [4, 1]);
    exactly(x.softmax(), [1, Number.NaN, 1, Number.NaN], [4, 1]);
  });

  it('is not shaken by a shift of the logits', () => {
    const x = tensor([100, 101, 102, -100, -99, -98], [2, 3]);
    // exp(0), exp(1), exp(2) over their sum
    const p = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218];
    nearly(x.softmax(), [...p, ...p]);
    nearly(x.logSoftmax(), [...p, ...p].map(Math.log));
    nearly(x.logSumExp(), [102.40760596444439, -97.59239403555561]);
  });
}
