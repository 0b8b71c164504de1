import type { Tensor } from '../tensor/tensor.ts';

/** The structure of one call: the reduction and every parameter that is not a number in the formula. */
export type Settings = Readonly<Record<string, string | number | boolean | null | undefined>> & {
  readonly reduction: 'none' | 'sum' | 'mean';
};

/** The operands of a text: those that are always given, and those that may be left out. */
export type Operands<R, Given extends string, Optional extends string = never> = Readonly<Record<Given, Tensor<R>>> &
  Readonly<Partial<Record<Optional, Tensor<R>>>>;

/**
 * A loss as an algorithm over tensors of any arithmetic. Numbers of the formula (margin, temperature) are rank-0
 * operands, so that they round, differentiate and need no new graph; settings only choose structure. It never looks at
 * a value in the host language.
 */
export type LossText<Given extends string, Optional extends string = never> = <R>(
  operands: Operands<R, Given, Optional>,
  settings: Settings,
) => Tensor<R>;

/** A text whose operand names are checked where it is written and forgotten where it is run. */
export type AnyLossText = <R>(operands: Readonly<Record<string, Tensor<R>>>, settings: Settings) => Tensor<R>;

/**
 * One admissible way to compute a loss. `strict` is relatively accurate wherever a conditioned form exists;
 * `published` is a form in wide use that is accurate relative to the largest term of the loss in reduced form.
 */
export interface Algorithm {
  readonly grade: 'strict' | 'published';
  readonly name: string;
  readonly text: AnyLossText;
  /**
   * Set where a text is admissible for its limits alone: where an operand holds an infinity or a negative zero, what it
   * gives is as right as what the strict text gives. Of 0 times infinity, of infinity less infinity and of 1 over a
   * negative zero two ways to write one formula may make different things (spec/decisions/0023).
   */
  readonly atLimits?: true;
}

/** How a loss is computed: its admissible algorithms, the strict one first. */
export interface LossReference {
  readonly id: string;
  readonly algorithms: readonly [Algorithm, ...Algorithm[]];
}

/** The reference of one loss: the strict text and, by name, published ones, and those that count for their limits alone. */
export function defineReference<Given extends string, Optional extends string = never>(
  id: string,
  strict: LossText<Given, Optional>,
  published: Readonly<Record<string, LossText<Given, Optional>>> = {},
  atLimits: Readonly<Record<string, LossText<Given, Optional>>> = {},
): LossReference {
  const grade = 'published';
  return {
    id,
    algorithms: [
      { grade: 'strict', name: 'strict', text: strict as AnyLossText },
      ...Object.entries(published).map(([name, text]): Algorithm => ({ grade, name, text: text as AnyLossText })),
      ...Object.entries(atLimits).map(
        ([name, text]): Algorithm => ({ grade, name, text: text as AnyLossText, atLimits: true }),
      ),
    ],
  };
}
