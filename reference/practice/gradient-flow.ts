import type { TensorData } from '../tensor/tensor-data.ts';

/** What a gradient does for the operand that it is of. */
export type Flow =
  /** It moves the operand. */
  | 'flows'
  /** Every number of it is 0: a saturated or dead unit, a held value, a mask that leaves nothing. */
  | 'zero'
  /** There is none: the operand is not part of what was differentiated. */
  | 'absent'
  /** Its norm exceeds the limit. */
  | 'exploding'
  /** It holds NaN or an infinity. */
  | 'not_finite';

export interface GradientFlow {
  readonly flow: Flow;
  /** The Euclidean norm of the gradient; 0 where it is absent. */
  readonly norm: number;
}

/** Gradients by operand, as `gradient` of a loss gives them; those that are undefined are absent. */
type Gradients = Readonly<Record<string, TensorData | undefined>>;

/**
 * Looks at the gradients of a function of operands before any training: which operand learns nothing, and which one
 * would be thrown out of range by the first step. `exploding` is the norm from which on a gradient counts as exploding
 * (1000 where it is left out). A gradient of no numbers, of an operand of extent 0, is 0.
 */
export function gradientFlow(
  names: readonly string[],
  gradients: Gradients,
  { exploding = 1000 }: { readonly exploding?: number } = {},
): Readonly<Record<string, GradientFlow>> {
  return Object.fromEntries(names.map((name) => [name, flowOf(gradients[name], exploding)]));
}

function flowOf(gradient: TensorData | undefined, exploding: number): GradientFlow {
  if (!gradient) return { flow: 'absent', norm: 0 };
  const norm = Math.hypot(...chunked(gradient.data));
  if (!gradient.data.every(Number.isFinite)) return { flow: 'not_finite', norm };
  if (gradient.data.every((x) => x === 0)) return { flow: 'zero', norm };
  return { flow: norm > exploding ? 'exploding' : 'flows', norm };
}

/** Norms of parts, so that no call has more arguments than the stack holds. */
function chunked(data: Float64Array, length = 4096): number[] {
  const parts: number[] = [];
  for (let from = 0; from < data.length; from += length) parts.push(Math.hypot(...data.subarray(from, from + length)));
  return parts;
}
