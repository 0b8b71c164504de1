import type { AnyLossText, Operands, Settings } from '../../reference/losses/loss-reference.ts';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { Tensor } from '../../reference/tensor/tensor.ts';
import type { Case, TypedTensor, Want } from '../case.ts';

export type Outputs = Partial<Record<Want, TypedTensor>>;

/** A loss that is wrong on purpose, in the way of a known or likely mistake. */
export interface Mutant {
  /** `loss/the-mistake`. */
  readonly id: string;
  readonly loss: string;
  /** The mistake in one sentence, as a diagnosis would say it. */
  readonly mistake: string;
  /** The wrong algorithm; the right one where only outputs or precision are wrong. */
  readonly text?: AnyLossText;
  /** What is done to right outputs. */
  readonly corrupt?: (outputs: Outputs, c: Case) => Outputs;
  /** Computed in this narrower format, whatever the case's. */
  readonly precision?: Dtype;
}

type Wrong = Partial<Pick<Mutant, 'corrupt' | 'precision'>>;

/** The mutants of one loss: by name, the mistake and how it is made. */
export function mutantsOf(
  loss: string,
  wrong: Readonly<Record<string, readonly [mistake: string, how: AnyLossText | Wrong]>>,
): Mutant[] {
  return Object.entries(wrong).map(([name, [mistake, how]]) => ({
    id: `${loss}/${name}`,
    loss,
    mistake,
    ...(typeof how === 'function' ? { text: how } : how),
  }));
}

/** A text whose operand names are only known here. */
export function text<Given extends string, Optional extends string = never>(
  write: <R>(operands: Operands<R, Given, Optional>, settings: Settings) => Tensor<R>,
): AnyLossText {
  return write as AnyLossText;
}

/** Multiplies one gradient by a number. */
export const scaledGradient =
  (name: string, factor: number) =>
  (outputs: Outputs): Outputs => {
    const gradient = outputs[`gradient.${name}`];
    if (!gradient) return outputs;
    return { ...outputs, [`gradient.${name}`]: { ...gradient, data: gradient.data.map((x) => x * factor) } };
  };
