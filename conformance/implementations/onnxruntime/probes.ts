import { atan, exp, log, max, sigmoid, softplus, sqrt, tanh } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { formats } from '../../../reference/tensor/format.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import type { ProbeFinding } from '../../implementation.ts';

/** One operator of the format and what it is asked. */
export interface Probe {
  readonly operator: string;
  /** What it should compute; `x` and, for an operator of two operands, `y`. */
  readonly text: AnyLossText;
  readonly axis?: number;
  /** What each question is about, and its operands. */
  readonly questions: readonly { readonly about: ProbeFinding['about']; readonly operands: Operands }[];
}
type Operands = Readonly<Record<string, TensorData>>;

const { smallestNormal, tiny: smallest, largest } = formats.f32;
/** Magnitudes between 2^from and 2^to, two to an octave at most, with digits that are no powers of two. */
const magnitudes = (from: number, to: number, count = 40): number[] =>
  Array.from({ length: count }, (_, i) => Math.fround((1 + (i % 7) / 7.3) * 2 ** (from + ((to - from) * i) / count)));
const bothSigns = (numbers: readonly number[]): number[] => numbers.flatMap((x) => [x, -x]);
const vector = (numbers: readonly number[]): TensorData => ({
  shape: [numbers.length],
  data: Float64Array.from(numbers, Math.fround),
});
const tiny = [smallestNormal / 2, smallest, -smallestNormal / 4];

function unary(
  operator: string,
  f: (x: Scalar) => Scalar,
  ordinary: readonly number[],
  limits: readonly number[],
): Probe {
  const about = (what: ProbeFinding['about'], numbers: readonly number[]) => ({
    about: what,
    operands: { x: vector(numbers) },
  });
  return {
    operator,
    text: (({ x }: Readonly<Record<string, Tensor<unknown>>>) => map(f, x!)) as AnyLossText,
    questions: [
      about('ordinary numbers', ordinary),
      about('infinities', limits),
      about('subnormals', tiny.slice(0, operator === 'Log' || operator === 'Sqrt' ? 2 : 3)),
      about('NaN', [Number.NaN]),
    ],
  };
}

function binary(operator: string, f: (x: Scalar, y: Scalar) => Scalar, [x, y]: readonly [number[], number[]]): Probe {
  const of = (a: readonly number[], b: readonly number[]): Operands => ({ x: vector(a), y: vector(b) });
  return {
    operator,
    text: (({ x: a, y: b }: Readonly<Record<string, Tensor<unknown>>>) => map(f, a!, b!)) as AnyLossText,
    questions: [
      { about: 'ordinary numbers', operands: of(x, y) },
      { about: 'infinities', operands: of([Infinity, -Infinity, 1, largest], [2, 2, Infinity, largest]) },
      { about: 'subnormals', operands: of(tiny, [smallestNormal / 2, 1, 2]) },
      { about: 'NaN', operands: of([Number.NaN, 1, Number.NaN], [1, Number.NaN, Number.NaN]) },
    ],
  };
}

/** Of the rows of a matrix; `limits` is a row with infinities, `nan` one with NaN. */
function overAxis(
  operator: string,
  f: (x: Tensor<unknown>) => Tensor<unknown>,
  limits: readonly number[],
  nan?: readonly number[],
): Probe {
  const about = (what: ProbeFinding['about'], ...given: readonly (readonly number[])[]) => ({
    about: what,
    operands: { x: { ...vector(given.flat()), shape: [given.length, given[0]!.length] } },
  });
  return {
    operator,
    axis: 1,
    text: (({ x }: Readonly<Record<string, Tensor<unknown>>>) => f(x!)) as AnyLossText,
    questions: [
      about('ordinary numbers', ...rows),
      about('infinities', limits),
      about('subnormals', [tiny[0]!], [tiny[1]!]),
      ...(nan ? [about('NaN', nan)] : []),
    ],
  };
}

const wide = magnitudes(-30, 30);
const pairs: readonly [number[], number[]] = [
  [...wide, ...wide],
  [...wide.map((x) => -x * 0.7), ...wide.toReversed()],
];
const rows = [
  [...magnitudes(-10, 10, 64)],
  magnitudes(-10, 10, 64).map((x, i) => (i % 2 ? x : -x)),
  Array.from({ length: 64 }, () => Math.fround(0.1)),
];

/** Single operators on a fixed grid: everything that graphs compute with, and the operators that are forms of their own. */
export const probes: readonly Probe[] = [
  unary('Exp', exp, bothSigns(magnitudes(-30, 6)), [Infinity, -Infinity, 1e4, -1e4]),
  unary('Log', log, [...magnitudes(-125, 126), ...magnitudes(-2, 1, 12), 1], [Infinity, 0]),
  unary('Sqrt', sqrt, magnitudes(-125, 126), [Infinity, 0]),
  unary('Tanh', tanh, bothSigns(magnitudes(-14, 6)), [Infinity, -Infinity]),
  unary('Atan', atan, bothSigns(magnitudes(-30, 30)), [Infinity, -Infinity]),
  unary('Sigmoid', sigmoid, bothSigns(magnitudes(-20, 6)), [Infinity, -Infinity]),
  unary('Softplus', softplus, bothSigns(magnitudes(-20, 6)), [Infinity, -Infinity]),
  binary('Add', (x, y) => x.add(y), pairs),
  binary('Mul', (x, y) => x.mul(y), pairs),
  binary('Div', (x, y) => x.div(y), pairs),
  binary('Max', (x, y) => max(x, y), pairs),
  overAxis('ReduceSum', (x) => x.sum(1), [Infinity, 1], [1, Number.NaN]),
  // It drops NaN everywhere, and no graph relies on it.
  overAxis('ReduceMax', (x) => x.max(1), [-Infinity, -Infinity]),
];
