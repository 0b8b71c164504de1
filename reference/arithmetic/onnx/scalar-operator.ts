import type { Scalar } from '../kernel/scalar.ts';
import type { GraphWriter } from './graph-writer.ts';
import { elementType } from './model.ts';

/** Writes one operation of a kernel; `args` names its operands, `kernelArguments` those of the kernel. */
export function scalarOperator(
  writer: GraphWriter,
  scalar: Scalar,
  args: readonly string[],
  kernelArguments: readonly string[],
): string {
  const [a, b] = args as [string, string];
  switch (scalar.op) {
    case 'argument':
      return kernelArguments[scalar.value]!;
    case 'constant':
      return writer.numbers([scalar.value], []);
    case 'expm1':
      return expm1(writer, a);
    case 'log1p':
      return log1p(writer, a);
    case 'tanh':
      return tanh(writer, a);
    case 'atan':
      return atan(writer, a);
    default:
      return writer.op(operators[scalar.op], [a, b, ...args.slice(2)].slice(0, args.length));
  }
}

const operators = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Mul',
  div: 'Div',
  neg: 'Neg',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  abs: 'Abs',
  // These two give NaN when either operand is NaN; Where(Less(a, b), b, a) would drop a NaN b.
  max: 'Max',
  min: 'Min',
  lt: 'Less',
  le: 'LessOrEqual',
  eq: 'Equal',
  select: 'Where',
} as const;

/**
 * log(1 + x) after W. Kahan: x log(w) / (w - 1) with w = 1 + x rounded; w's rounding error cancels in the quotient.
 * Where w = 1 the answer is x. Where w = x, from 2^24 in single precision on, it is log(w); so infinity stays infinity.
 */
export function log1p(writer: GraphWriter, x: string): string {
  const one = writer.numbers([1], []);
  const w = writer.op('Add', [x, one]);
  const d = writer.op('Sub', [w, one]);
  const lost = writer.op('Equal', [d, writer.numbers([0], [])]);
  const large = writer.op('Equal', [w, x]);
  const log = writer.op('Log', [w]);
  const ratio = writer.op('Div', [log, writer.op('Where', [lost, one, d])]);
  const near = writer.op('Where', [lost, x, writer.op('Mul', [x, ratio])]);
  return writer.op('Where', [large, log, near]);
}

/**
 * exp(x) - 1: plainly for |x| > 1/2, where the difference loses less than two bits; nearer to 0 after W. Kahan as
 * (w - 1) x / log(w) with w = exp(x), and x where w = 1. `Tanh` would do for f64 only: in single precision ONNX
 * Runtime's is too coarse for 2 tanh(x/2) / (1 - tanh(x/2)).
 */
function expm1(writer: GraphWriter, x: string): string {
  const one = writer.numbers([1], []);
  const w = writer.op('Exp', [x]);
  const d = writer.op('Sub', [w, one]);
  const lost = writer.op('Equal', [d, writer.numbers([0], [])]);
  const small = writer.op('Less', [writer.op('Abs', [x]), writer.numbers([0.5], [])]);
  const log = writer.op('Where', [lost, one, writer.op('Log', [w])]);
  const near = writer.op('Mul', [d, writer.op('Div', [x, log])]);
  return writer.op('Where', [small, writer.op('Where', [lost, x, near]), d]);
}

/**
 * Where x^2 / 3 is far below the roundoff, tanh(x) is x: `Tanh` of ONNX Runtime loses digits near the smallest normal
 * number, where its polynomial underflows.
 */
function tanh(writer: GraphWriter, x: string): string {
  const limit = writer.numbers([{ f64: 2 ** -28, f32: 2 ** -14, f16: 2 ** -7, bf16: 2 ** -6 }[writer.dtype]], []);
  return writer.op('Where', [writer.op('Less', [writer.op('Abs', [x]), limit]), x, writer.op('Tanh', [x])]);
}

/** `Atan` is not defined for bfloat16, and in double precision ONNX Runtime has no kernel. */
function atan(writer: GraphWriter, x: string): string {
  if (writer.dtype === 'f64') return wideAtan(writer, x);
  if (writer.dtype !== 'bf16') return writer.op('Atan', [x]);
  const inner = writer.op('Atan', [writer.op('Cast', [x], { to: elementType.float })]);
  return writer.op('Cast', [inner], { to: elementType.bfloat16 });
}

/**
 * The arc tangent in double precision, which ONNX Runtime's `Atan` does not take: of x > 1 it is a quarter turn less that
 * of 1 / x, then three times twice that of x / (1 + sqrt(1 + x^2)), which is below 0.0985, then its series.
 */
function wideAtan(writer: GraphWriter, x: string): string {
  const number = (value: number): string => writer.numbers([value], []);
  const one = number(1);
  const size = writer.op('Abs', [x]);
  const isLarge = writer.op('Less', [one, size]);
  const inner = writer.op('Where', [isLarge, writer.op('Div', [one, size]), size]);
  let t = inner;
  for (let halving = 0; halving < 3; halving++) {
    const hypotenuse = writer.op('Sqrt', [writer.op('Add', [one, writer.op('Mul', [t, t])])]);
    t = writer.op('Div', [t, writer.op('Add', [one, hypotenuse])]);
  }
  const square = writer.op('Mul', [t, t]);
  // t^2 (-1/3 + t^2 (1/5 - ...)) is small beside the 1 that it is added to.
  let tail = number(1 / 21);
  for (let k = 19; k >= 3; k -= 2) {
    tail = writer.op('Add', [number((k % 4 === 3 ? -1 : 1) / k), writer.op('Mul', [square, tail])]);
  }
  const series = writer.op('Add', [t, writer.op('Mul', [t, writer.op('Mul', [square, tail])])]);
  const turned = writer.op('Mul', [number(8), series]);
  const small = writer.op('Less', [size, number(2 ** -28)]);
  const acute = writer.op('Where', [isLarge, writer.op('Sub', [number(Math.PI / 2), turned]), turned]);
  const signed = writer.op('Where', [writer.op('Less', [x, number(0)]), writer.op('Neg', [acute]), acute]);
  return writer.op('Where', [small, x, signed]);
}
