import { exponent, type Format, float64 } from '../tensor/format.ts';

/** A number written in decimal, such as `-0.125` or `9.86e-305`, or `NaN`, `Infinity`, `-Infinity`. */
export type Decimal = string;

/** A finite number: coefficient times 10^exponent. */
interface Parts {
  readonly coefficient: bigint;
  readonly exponent: number;
}

function parts(text: Decimal): Parts | number {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return Number(text);
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (!match) throw new SyntaxError(`${JSON.stringify(text)} is no decimal number`);
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const coefficient = BigInt(whole + fraction);
  return { coefficient: sign ? -coefficient : coefficient, exponent: Number(exponent) - fraction.length };
}

/**
 * The number of the format nearest to a decimal, ties to even, rounded once: subnormal and overflow are right, and a
 * negative number that is too small gives -0. Throws a SyntaxError where the text is no number.
 */
export function roundDecimal(text: Decimal, format: Format): number {
  const read = parts(text);
  if (typeof read === 'number') return read;
  const { coefficient, exponent } = read;
  const sign = coefficient < 0n || text.startsWith('-') ? -1 : 1;
  const magnitude = coefficient < 0n ? -coefficient : coefficient;
  if (magnitude === 0n) return sign * 0;
  if (isFar(read)) return sign * (exponent < 0 ? 0 : Infinity);
  const numerator = exponent > 0 ? magnitude * 10n ** BigInt(exponent) : magnitude;
  const denominator = exponent < 0 ? 10n ** BigInt(-exponent) : 1n;
  return sign * roundRatio(numerator, denominator, format);
}

/** Far outside every format, where exact arithmetic would only be slow. */
const isFar = ({ coefficient, exponent }: Parts): boolean => Math.abs(String(coefficient).length + exponent) > 1000;

/** The number of the format nearest to a positive ratio. */
function roundRatio(numerator: bigint, denominator: bigint, format: Format): number {
  const fractionBits = -exponent(format.unit) - 1;
  const smallestExponent = exponent(format.smallestNormal);
  let binade = bits(numerator) - bits(denominator);
  if (shift(denominator, binade) > shift(numerator, -binade)) binade--;
  const quantum = Math.max(binade, smallestExponent) - fractionBits;
  const [scaled, unit] = [shift(numerator, -quantum), shift(denominator, quantum)];
  const down = scaled / unit;
  const rest = 2n * (scaled % unit);
  const up = rest > unit || (rest === unit && down % 2n === 1n);
  const rounded = Number(up ? down + 1n : down) * 2 ** quantum;
  return rounded > format.largest ? Infinity : rounded;
}
const bits = (x: bigint): number => x.toString(2).length;
/** x 2^n for positive n, and x for any other: the two sides of a ratio are never shifted down. */
const shift = (x: bigint, n: number): bigint => (n > 0 ? x << BigInt(n) : x);

/**
 * got - exact, computed exactly and then rounded: how far a floating-point number is from a decimal. Where either is
 * not finite it is what float64 makes of the difference.
 */
export function differenceFrom(exact: Decimal, got: number): number {
  const read = parts(exact);
  if (typeof read === 'number') return got - read;
  if (!Number.isFinite(got) || isFar(read)) return got - roundDecimal(exact, float64);
  let whole = got;
  let halvings = 0;
  for (; !Number.isInteger(whole); halvings++) whole *= 2;
  // got = whole / 2^halvings = whole 5^halvings / 10^halvings
  const low = Math.min(-halvings, read.exponent);
  const scaled = (coefficient: bigint, exponent: number): bigint => coefficient * 10n ** BigInt(exponent - low);
  const difference =
    scaled(BigInt(whole) * 5n ** BigInt(halvings), -halvings) - scaled(read.coefficient, read.exponent);
  return roundDecimal(`${difference}e${low}`, float64);
}

/** How far a decimal is from the double that it was rounded to: 0 where they are equal, Infinity where it is none. */
export function roundingOf(text: Decimal, rounded: number): number {
  if (!Number.isFinite(rounded)) return Infinity;
  const difference = Math.abs(differenceFrom(text, rounded));
  // Among subnormals the difference itself rounds to 0.
  return Math.abs(rounded) < float64.smallestNormal && text !== '0' ? Math.max(difference, float64.tiny) : difference;
}
