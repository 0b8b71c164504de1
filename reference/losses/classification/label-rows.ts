import { select } from '../../arithmetic/kernel/functions.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Settings } from '../loss-reference.ts';
import { keep, reduce } from '../reduction.ts';

/** Rows of scores with the class index of each, as far as they count. */
interface LabelRows<R> {
  /** With the classes on the last axis; 0 in ignored rows, whatever they hold. */
  readonly scores: Tensor<R>;
  /** 0 in ignored rows. */
  readonly label: Tensor<R>;
  /** 1 where the row counts, 0 where it is ignored; undefined where no label says so. */
  readonly counted: Tensor<R> | undefined;
}

/** Rows under the settings `class_axis` and `ignore_index`. */
export function labelRows<R>(scores: Tensor<R>, target: Tensor<R>, settings: Settings): LabelRows<R> {
  const { ignore_index, class_axis } = settings;
  const counted = typeof ignore_index === 'number' ? map((y) => select(y.eq(ignore_index), 0, 1), target) : undefined;
  return {
    scores: keep(class_axis === -1 ? scores : scores.moveAxis(1, -1), counted?.column()),
    label: keep(target, counted),
    counted,
  };
}

/** Reduces the losses of rows: a mean divides by the weights of those that count, by their number, or by that of `all`. */
export function reduceRows<R>(
  losses: Tensor<R>,
  { counted }: LabelRows<R>,
  settings: Settings,
  weight?: Tensor<R>,
): Tensor<R> {
  const terms = keep(losses, counted);
  if (settings.denominator === 'all') return reduce(terms, settings);
  return reduce(terms, settings, weight ? keep(weight, counted) : counted);
}
