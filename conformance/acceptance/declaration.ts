import { type BallOptions, Balls } from '../../reference/arithmetic/ball.ts';
import { type ProfileName, profiles } from '../../reference/arithmetic/profile.ts';
import { type Dtype, formats } from '../../reference/tensor/format.ts';

/** How an implementation computes in one dtype, as it declares it. It is judged under what it declares. */
export interface ArithmeticDeclaration {
  /** The format of its results. */
  readonly storage: Dtype;
  /** The format in which it adds, multiplies and calls functions. */
  readonly arithmetic: Dtype;
  /** The format in which it takes sums. */
  readonly accumulator: Dtype;
  /** Whether numbers below the smallest normal one survive. */
  readonly subnormals: 'kept' | 'flushed';
  /** The published table of its operations' accuracy; `ieee` unless said otherwise. */
  readonly profile?: ProfileName;
}

/** Arithmetic, sums and results in one format, with subnormals: the declaration of plain code. */
export const plainDeclaration = (dtype: Dtype): ArithmeticDeclaration => ({
  storage: dtype,
  arithmetic: dtype,
  accumulator: dtype,
  subnormals: 'kept',
});

/** The balls of a declaration, for `strict` or `published` forms of the primitives. */
export function ballsFor(
  { arithmetic, accumulator, subnormals, profile = 'ieee' }: ArithmeticDeclaration,
  primitives: 'strict' | 'published',
  options: Pick<BallOptions, 'choose' | 'inAnyOrder'> = {},
): Balls {
  return new Balls(formats[arithmetic], {
    accumulator: formats[accumulator],
    flushesSubnormals: subnormals === 'flushed',
    profile: profiles[profile],
    primitives,
    ...options,
  });
}
