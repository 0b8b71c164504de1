import type { Arithmetic } from '../../reference/arithmetic/arithmetic.ts';
import { Tangent } from '../../reference/arithmetic/tangent.ts';
import { Tape } from '../../reference/arithmetic/tape.ts';
import type { AnyLossText, Settings } from '../../reference/losses/loss-reference.ts';
import type { Tensor } from '../../reference/tensor/tensor.ts';
import type { TensorData } from '../../reference/tensor/tensor-data.ts';

/** Everything that a loss text is run on. Numbers of the formula are rank-0 operands. */
export interface Inputs {
  readonly operands: Readonly<Record<string, TensorData>>;
  readonly settings: Settings;
  /** The operands whose gradients are asked for. */
  readonly wrt: readonly string[];
  /** What gradients are contracted with, in the shape of the value or broadcasting to it; one by default. */
  readonly cotangent?: TensorData;
}

/** An arithmetic that numbers can enter: float64, rounded, decimal, balls. */
export type Machine<R> = Arithmetic<R> & {
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<R>;
};

/** One run of a text. Gradients are computed when they are asked for. */
export interface Evaluation<R> {
  readonly value: Tensor<R>;
  /**
   * By operand, contracted with the cotangent, in the operand's shape. The magnitude of the cotangent, as the power of
   * two above it, enters `first`, as in backpropagation, or `last`: what overflows in one order, or underflows before it
   * is multiplied in the other, does not in both.
   */
  gradients(magnitude?: 'first' | 'last'): Readonly<Record<string, Tensor<R>>>;
}

/** Runs a loss text on a machine, with a tape where gradients are asked for. */
export function evaluate<R>(machine: Machine<R>, text: AnyLossText, inputs: Inputs): Evaluation<R> {
  const { operands, settings, wrt, cotangent } = inputs;
  for (const name of wrt) if (!(name in operands)) throw new RangeError(`no operand ${name} to differentiate by`);
  if (wrt.length === 0) {
    const value = text(entered(machine, operands), settings);
    return { value, gradients: () => ({}) };
  }
  const tape = new Tape<R>(machine);
  const variables = Object.fromEntries(
    Object.entries(entered(machine, operands)).map(([name, x]) => [
      name,
      wrt.includes(name) ? tape.variable(x) : tape.given(x),
    ]),
  );
  const result = text(variables, settings);
  return {
    value: result.rep.value,
    gradients: (magnitude = 'first') => {
      const late = magnitude === 'last' && cotangent ? powerAbove(cotangent.data) : 1;
      const seed =
        cotangent && machine.tensor(late === 1 ? cotangent.data : cotangent.data.map((x) => x / late), cotangent.shape);
      const found = tape.gradient(
        result,
        wrt.map((name) => variables[name]!),
        seed,
      );
      return Object.fromEntries(wrt.map((name, i) => [name, late === 1 ? found[i]! : found[i]!.mul(late)]));
    },
  };
}

/** The smallest power of two that no number exceeds in magnitude, if that is above 1; else 1. */
export function powerAbove(numbers: ArrayLike<number>): number {
  let power = 1;
  for (const x of Array.from(numbers)) while (power < Math.abs(x) && power < 2 ** 64) power *= 2;
  return power;
}

/**
 * The derivative of sum(cotangent * value) along a direction, which has numbers for every operand of `wrt`: forward
 * mode, so that what is one branch of the implementation is one branch here. A rank-0 tensor.
 */
export function directionalDerivative<R>(
  machine: Machine<R>,
  text: AnyLossText,
  { operands, settings, wrt, cotangent }: Inputs,
  direction: Readonly<Record<string, Float64Array>>,
): Tensor<R> {
  const tangent = new Tangent<R>(machine);
  const moving = Object.fromEntries(
    Object.entries(entered(machine, operands)).map(([name, x]) => [
      name,
      wrt.includes(name)
        ? tangent.variable(x, machine.tensor(direction[name]!, operands[name]!.shape))
        : tangent.given(x),
    ]),
  );
  const along = tangent.derivative(text(moving, settings));
  return (cotangent ? along.mul(machine.tensor(cotangent.data, cotangent.shape)) : along).sum();
}

function entered<R>(machine: Machine<R>, operands: Inputs['operands']): Record<string, Tensor<R>> {
  return Object.fromEntries(
    Object.entries(operands).map(([name, { data, shape }]) => [name, machine.tensor(data, shape)]),
  );
}
