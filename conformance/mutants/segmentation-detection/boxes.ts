import { max, min } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { text } from '../mutant.ts';

/** What the box losses are made of, as it is usually written. */
export interface BoxParts {
  readonly intersection: Scalar;
  readonly union: Scalar;
  readonly distance: Scalar;
  /** The sides of the enclosing box. */
  readonly hull: readonly [Scalar, Scalar];
  /** Width and height of the predicted and of the true box. */
  readonly sides: readonly [Scalar, Scalar, Scalar, Scalar];
  readonly eps: Scalar;
}

/** A wrong box loss: of the parts of every pair of boxes, perhaps with sides that are measured wrongly. */
export const ofBoxes = (
  loss: (parts: BoxParts) => Scalar,
  {
    side = (d: Scalar) => max(d, 0),
    middle = (low: Scalar, high: Scalar) => low.add(high).div(2),
    length = (low: Scalar, high: Scalar) => high.sub(low),
  } = {},
) =>
  text<'prediction' | 'target' | 'eps'>(({ prediction, target, eps }, settings) => {
    const term = (...x: Scalar[]): Scalar => {
      const overlap = (k: number): Scalar => side(length(max(x[k]!, x[k + 4]!), min(x[k + 2]!, x[k + 6]!)));
      const span = (k: number): Scalar => length(min(x[k]!, x[k + 4]!), max(x[k + 2]!, x[k + 6]!));
      const between = (k: number): Scalar => middle(x[k]!, x[k + 2]!).sub(middle(x[k + 4]!, x[k + 6]!));
      const sides = [0, 1, 4, 5].map((k) => length(x[k]!, x[k + 2]!)) as [Scalar, Scalar, Scalar, Scalar];
      const intersection = overlap(0).mul(overlap(1));
      return loss({
        intersection,
        union: sides[0].mul(sides[1]).add(sides[2].mul(sides[3])).sub(intersection),
        distance: between(0)
          .mul(between(0))
          .add(between(1).mul(between(1))),
        hull: [span(0), span(1)],
        sides,
        eps: x[8]!,
      });
    };
    return reduce(map(term, ...prediction.columns(), ...target.columns(), eps), settings);
  });
