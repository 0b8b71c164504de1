import { createHash } from 'node:crypto';
import { type Dtype, float64, formats, fromBits, toBits } from '../reference/tensor/format.ts';
import { size } from '../reference/tensor/shape.ts';
import type { TensorData } from '../reference/tensor/tensor-data.ts';
import type { ParamValue } from '../spec/language/param.ts';
import type { Reduction } from '../spec/language/reduction.ts';

/** How a tensor is stored: a floating-point format, or 64-bit integers for labels. */
export type StorageType = Dtype | 'i64';

/** Numbers in C order that `dtype` represents exactly (or, for i64, safe integers). */
export interface TypedTensor extends TensorData {
  readonly dtype: StorageType;
}

/** The value, or the gradient with respect to an operand or parameter contracted with the cotangent. */
export type Want = 'value' | `gradient.${string}`;

/**
 * One question to an implementation: a loss, all of its parameters, operands rounded to the dtype at birth, and the
 * outputs that are wanted. A case is its content; where it came from (the regime) is not part of what it is.
 */
export interface Case {
  readonly loss: string;
  readonly dtype: Dtype;
  readonly reduction: Reduction;
  /** Every parameter of the loss; numbers are rounded to the dtype. */
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Optional operands that are not given are not there. */
  readonly operands: Readonly<Record<string, TypedTensor>>;
  /** Shaped as the value: what gradients are contracted with. */
  readonly cotangent: TypedTensor;
  readonly wants: readonly Want[];
  readonly regime: string;
}

/** The name behind a gradient. */
export function withRespectTo(want: Exclude<Want, 'value'>): string;
export function withRespectTo(want: Want): string | undefined;
export function withRespectTo(want: Want): string | undefined {
  return want === 'value' ? undefined : want.slice('gradient.'.length);
}

/** The names behind the gradients that a case asks for. */
export const gradientNames = ({ wants }: Pick<Case, 'wants'>): string[] =>
  wants.flatMap((want) => withRespectTo(want) ?? []);

/** What an output is shaped as: the value as the cotangent, a gradient as its operand (of a parameter: rank 0). */
export const shapeOfOutput = ({ cotangent, operands }: Case, want: Want): readonly number[] =>
  want === 'value' ? cotangent.shape : (operands[withRespectTo(want)]?.shape ?? []);

interface TensorJson {
  readonly dtype: StorageType;
  readonly shape: readonly number[];
  /** Little-endian bytes in base64. */
  readonly data: string;
}
interface NumberJson {
  readonly dtype: StorageType;
  /** For a reader; the bits decide. */
  readonly value: string;
  readonly bits: string;
}
export interface CaseJson {
  readonly loss: string;
  readonly dtype: Dtype;
  readonly reduction: Reduction;
  readonly params: Readonly<Record<string, NumberJson | string | boolean | null>>;
  readonly operands: Readonly<Record<string, TensorJson>>;
  readonly cotangent: TensorJson;
  readonly wants: readonly Want[];
  readonly regime: string;
}

/** The first 16 hexadecimal digits of the SHA-256 of the case's content. */
export function caseId(c: Case): string {
  let id = ids.get(c);
  if (id === undefined) {
    const { regime: _, ...content } = caseToJson(c);
    id = createHash('sha256')
      .update(JSON.stringify(sorted(content)))
      .digest('hex')
      .slice(0, 16);
    ids.set(c, id);
  }
  return id;
}
/** Every law asks the same cases for theirs. */
const ids = new WeakMap<Case, string>();

/**
 * The one JSON form of a case: raw bits everywhere. A numeric parameter is {dtype, value, bits} in the case's dtype, or
 * in i64 where it is a whole number that the dtype does not hold.
 */
export function caseToJson(c: Case): CaseJson {
  const params = Object.entries(c.params).map(([name, v]) => [
    name,
    typeof v === 'number' ? numberToJson(v, c.dtype) : v,
  ]);
  return {
    loss: c.loss,
    dtype: c.dtype,
    reduction: c.reduction,
    params: Object.fromEntries(params),
    operands: Object.fromEntries(Object.entries(c.operands).map(([name, t]) => [name, tensorToJson(t)])),
    cotangent: tensorToJson(c.cotangent),
    wants: c.wants,
    regime: c.regime,
  };
}

function numberToJson(v: number, dtype: Dtype): NumberJson {
  const held = Number.isNaN(v) || formats[dtype].round(v) === v;
  if (held) return { dtype, value: String(v), bits: toBits(v, formats[dtype]) };
  return { dtype: 'i64', value: String(v), bits: BigInt.asUintN(64, BigInt(v)).toString(16).padStart(16, '0') };
}

function numberFromJson({ dtype, bits }: NumberJson, name: string): number {
  if (dtype === 'i64') return Number(BigInt.asIntN(64, BigInt(`0x${bits}`)));
  if (!(dtype in formats)) throw new TypeError(`parameter ${name}: unknown dtype ${dtype}`);
  return fromBits(bits, formats[dtype]);
}

/** Reads what caseToJson wrote; throws a TypeError or RangeError that names the part that is wrong. */
export function caseFromJson(json: CaseJson): Case {
  const params = Object.entries(json.params).map(([name, v]) => [
    name,
    v !== null && typeof v === 'object' ? numberFromJson(v, name) : v,
  ]);
  return {
    loss: json.loss,
    dtype: json.dtype,
    reduction: json.reduction,
    params: Object.fromEntries(params),
    operands: Object.fromEntries(Object.entries(json.operands).map(([name, t]) => [name, tensorFromJson(t, name)])),
    cotangent: tensorFromJson(json.cotangent, 'cotangent'),
    wants: json.wants,
    regime: json.regime,
  };
}

export function tensorToJson({ dtype, shape, data }: TypedTensor): TensorJson {
  const width = dtype === 'i64' ? 8 : formats[dtype].bytes;
  const bytes = Buffer.alloc(data.length * width);
  data.forEach((x, i) => {
    const at = i * width;
    if (dtype === 'i64') bytes.writeBigInt64LE(BigInt(x), at);
    else if (dtype === 'f64' && !Number.isNaN(x)) bytes.writeDoubleLE(x, at);
    else if (dtype === 'f32' && !Number.isNaN(x)) bytes.writeFloatLE(x, at);
    else bytes.set(Buffer.from(toBits(x, formats[dtype]), 'hex').reverse(), at);
  });
  return { dtype, shape, data: bytes.toString('base64') };
}

/** Reads a tensor that something else wrote; `name` is for the error. */
export function tensorFromJson(json: TensorJson, name: string): TypedTensor {
  const { dtype, shape, data: text } = json;
  if (dtype !== 'i64' && !(dtype in formats)) throw new TypeError(`${name}: unknown dtype ${JSON.stringify(dtype)}`);
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw new TypeError(`${name}: the shape must be a list of whole numbers, not ${JSON.stringify(shape)}`);
  }
  if (typeof text !== 'string') throw new TypeError(`${name}: data must be base64 text`);
  const width = dtype === 'i64' ? 8 : formats[dtype].bytes;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== size(shape) * width) {
    throw new RangeError(
      `${name}: ${bytes.length} bytes do not fill ${dtype}[${shape}], which takes ${size(shape) * width}`,
    );
  }
  const read = (at: number): number => {
    if (dtype === 'i64') return Number(bytes.readBigInt64LE(at));
    if (dtype === 'f64') return bytes.readDoubleLE(at);
    if (dtype === 'f32') return bytes.readFloatLE(at);
    return fromBits(bytes.readUInt16LE(at).toString(16), formats[dtype]);
  };
  return { dtype, shape, data: Float64Array.from({ length: size(shape) }, (_, i) => read(i * width)) };
}

/** Rounds to the dtype at birth; i64 takes whole numbers only. */
export function typedTensor(dtype: StorageType, values: ArrayLike<number>, shape: readonly number[]): TypedTensor {
  if (values.length !== size(shape)) throw new RangeError(`${values.length} numbers do not fill the shape [${shape}]`);
  const round = dtype === 'i64' ? float64.round : formats[dtype].round;
  const data = Float64Array.from(values);
  for (let i = 0; i < data.length; i++) data[i] = round(data[i]!);
  return { dtype, shape, data };
}

/** The same JSON with object keys in alphabetical order. */
function sorted(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(sorted);
  if (x === null || typeof x !== 'object') return x;
  return Object.fromEntries(
    Object.entries(x)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}
