import type { Arithmetic } from './arithmetic/arithmetic.ts';
import { Tape } from './arithmetic/tape.ts';
import type { AnyLossText, Settings } from './losses/loss-reference.ts';
import type { Tensor } from './tensor/tensor.ts';
import type { TensorData } from './tensor/tensor-data.ts';

export interface Evaluated<R> {
  readonly value: Tensor<R>;
  /** In the order of `wrt`. */
  readonly gradients: readonly Tensor<R>[];
}

/**
 * Runs a loss text on an arithmetic: the value, and the gradient with respect to each operand named in `wrt`,
 * contracted with the cotangent (ones where absent). `lift` brings numbers into the arithmetic.
 */
export function evaluate<R>(
  text: AnyLossText,
  arithmetic: Arithmetic<R>,
  lift: (x: TensorData) => Tensor<R>,
  operands: Readonly<Record<string, TensorData>>,
  settings: Settings,
  wrt: readonly string[] = [],
  cotangent?: TensorData,
): Evaluated<R> {
  const lifted = Object.fromEntries(Object.entries(operands).map(([name, x]) => [name, lift(x)]));
  if (wrt.length === 0) return { value: text(lifted, settings), gradients: [] };
  const tape = new Tape<R>(arithmetic);
  const on = Object.fromEntries(
    Object.entries(lifted).map(([name, x]) => [name, wrt.includes(name) ? tape.variable(x) : tape.given(x)]),
  );
  const result = text(on, settings);
  const variables = wrt.map((name) => on[name]!);
  return { value: result.rep.value, gradients: tape.gradient(result, variables, cotangent && lift(cotangent)) };
}

/**
 * Whether the call is a mean over nothing that `empty: 'throw'` forbids: a mean whose denominator is 0 is the one that
 * `empty: 'zero'` turns from NaN into 0.
 */
export function isForbiddenEmpty<R>(
  text: AnyLossText,
  value: number,
  lift: (x: TensorData) => Tensor<R>,
  read: (x: Tensor<R>) => number,
  operands: Readonly<Record<string, TensorData>>,
  settings: Settings,
): boolean {
  if (settings.empty !== 'throw' || settings.reduction !== 'mean' || !Number.isNaN(value)) return false;
  const lifted = Object.fromEntries(Object.entries(operands).map(([name, x]) => [name, lift(x)]));
  return read(text(lifted, { ...settings, empty: 'zero' })) === 0;
}
