import type { Scalar } from './scalar.ts';

/**
 * Cotangent times d result / d argument, in the order of a loop over weighted terms: where the result is an operand times
 * the rest, as with a weight, that operand and the cotangent are multiplied first, and the finished derivative of the rest
 * last. The two may overflow, or underflow, before they meet a small or a large derivative. `derivativeOf` gives that of a
 * part of the result by the same argument; undefined is an exact 0.
 */
export function factorsFirst(
  result: Scalar,
  argument: Scalar,
  cotangent: Scalar,
  derivativeOf: (part: Scalar) => Scalar | undefined,
): Scalar {
  const { trace } = cotangent;
  const isFactor = (s: Scalar): boolean => s.op === 'argument' && s !== argument;
  return through(result, cotangent);

  function through(s: Scalar, g: Scalar): Scalar {
    const [a, b, c] = s.args as [Scalar, Scalar, Scalar];
    if (s.op === 'mul' && isFactor(a)) return through(b, g.mul(a));
    if (s.op === 'mul' && isFactor(b)) return through(a, g.mul(b));
    if (s.op === 'select' && a.op === 'eq') return trace.make('select', a, through(b, g), through(c, g));
    return productWith(derivativeOf(s), g);
  }
}

/** A derivative times a cotangent or a tangent, without the multiplication where the derivative is 0 or 1. */
export function productWith(derivative: Scalar | undefined, cotangent: Scalar): Scalar {
  if (derivative === undefined) return cotangent.trace.lift(0);
  return derivative.op === 'constant' && derivative.value === 1 ? cotangent : derivative.mul(cotangent);
}
