/** The floating-point formats that a case can be stored or computed in. */
export type Dtype = 'f64' | 'f32' | 'f16' | 'bf16';

export interface Format {
  readonly name: Dtype;
  /** Bytes of one number. */
  readonly bytes: 2 | 4 | 8;
  /** Round to nearest, ties to even; the result is a double that the format represents. */
  readonly round: (x: number) => number;
  /** Unit roundoff: half the distance from 1 to the next larger number. */
  readonly unit: number;
  /** Smallest positive subnormal. */
  readonly tiny: number;
  readonly smallestNormal: number;
  readonly largest: number;
}

export const float64: Format = {
  name: 'f64',
  bytes: 8,
  round: (x) => x,
  unit: 2 ** -53,
  tiny: Number.MIN_VALUE,
  smallestNormal: 2 ** -1022,
  largest: Number.MAX_VALUE,
};
export const float32: Format = {
  name: 'f32',
  bytes: 4,
  round: Math.fround,
  unit: 2 ** -24,
  tiny: 2 ** -149,
  smallestNormal: 2 ** -126,
  largest: (2 - 2 ** -23) * 2 ** 127,
};
export const float16: Format = {
  name: 'f16',
  bytes: 2,
  round: rounder(10, -14, 65504, 65520),
  unit: 2 ** -11,
  tiny: 2 ** -24,
  smallestNormal: 2 ** -14,
  largest: 65504,
};
export const bfloat16: Format = {
  name: 'bf16',
  bytes: 2,
  round: rounder(7, -126, (2 - 2 ** -7) * 2 ** 127, (2 - 2 ** -8) * 2 ** 127),
  unit: 2 ** -8,
  tiny: 2 ** -133,
  smallestNormal: 2 ** -126,
  largest: (2 - 2 ** -7) * 2 ** 127,
};
export const formats: Readonly<Record<Dtype, Format>> = { f64: float64, f32: float32, f16: float16, bf16: bfloat16 };

/**
 * Rounds a double once, straight to a format with `digits` stored fraction bits. `overflow` is the smallest magnitude
 * that rounds to infinity: half an ulp past the largest number, where the tie goes to the even neighbour, infinity.
 */
function rounder(digits: number, smallestExponent: number, largest: number, overflow: number) {
  return (x: number): number => {
    if (x === 0 || !Number.isFinite(x)) return x;
    const a = Math.abs(x);
    if (a >= overflow) return x < 0 ? -Infinity : Infinity;
    if (a > largest) return x < 0 ? -largest : largest;
    const step = 2 ** (Math.max(exponent(a), smallestExponent) - digits);
    const r = x / step;
    const down = Math.floor(r);
    const rest = r - down;
    const even = down % 2 === 0;
    const whole = rest > 0.5 || (rest === 0.5 && !even) ? down + 1 : down;
    return whole === 0 ? (x < 0 ? -0 : 0) : whole * step;
  };
}

const view = new DataView(new ArrayBuffer(8));

/** floor(log2(a)) of a positive double, exactly. */
export function exponent(a: number): number {
  view.setFloat64(0, a);
  const biased = (view.getUint16(0) >> 4) & 0x7ff;
  return biased === 0 ? exponent(a * 2 ** 54) - 54 : biased - 1023;
}

/** The bits of x in the format, most significant first, as hexadecimal digits; x must be representable or NaN. */
export function toBits(x: number, format: Format): string {
  return toInteger(x, format)
    .toString(16)
    .padStart(format.bytes * 2, '0');
}

/** The number with these bits. */
export function fromBits(bits: string, format: Format): number {
  return fromInteger(BigInt(`0x${bits}`), format);
}

/** The bits of the one NaN that is written: quiet, positive and without payload. What a platform computes has any sign. */
const quietNaN: Readonly<Record<Dtype, bigint>> = {
  f64: (0x7ffn << 52n) | (1n << 51n),
  f32: 0x7fc00000n,
  f16: 0x7e00n,
  bf16: 0x7fc0n,
};

/** The bits of x as an unsigned integer; NaN is the canonical quiet NaN of the format. */
export function toInteger(x: number, format: Format): bigint {
  if (Number.isNaN(x)) return quietNaN[format.name];
  if (format.name === 'f64') {
    view.setFloat64(0, x);
    return view.getBigUint64(0);
  }
  view.setFloat32(0, x);
  const single = view.getUint32(0);
  if (format.name === 'f32') return BigInt(single);
  if (format.name === 'bf16') return BigInt(single >>> 16);
  const sign = (single >>> 16) & 0x8000;
  const a = Math.abs(x);
  if (a === Infinity) return BigInt(sign | 0x7c00);
  if (a < float16.smallestNormal) return BigInt(sign | (a * 2 ** 24));
  const e = exponent(a);
  return BigInt(sign | ((e + 15) << 10) | ((a / 2 ** e - 1) * 1024));
}

export function fromInteger(bits: bigint, format: Format): number {
  if (format.name === 'f64') {
    view.setBigUint64(0, bits);
    return view.getFloat64(0);
  }
  const b = Number(bits);
  if (format.name !== 'f16') {
    view.setUint32(0, format.name === 'f32' ? b : (b << 16) >>> 0);
    return view.getFloat32(0);
  }
  const sign = b & 0x8000 ? -1 : 1;
  const [e, fraction] = [(b >> 10) & 31, b & 1023];
  if (e === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (e === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (e - 15));
}
