import { create, toBinary } from '@bufbuild/protobuf';
import { bfloat16, float16, toInteger } from '../../tensor/format.ts';
import type { Shape } from '../../tensor/shape.ts';
import {
  type AttributeProto,
  AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './gen/onnx_pb.ts';

/** The element types of the format that graphs use, with the format's numbers. */
export const elementType = { float: 1, int32: 6, int64: 7, bool: 9, float16: 10, double: 11, bfloat16: 16 } as const;
export type ElementType = keyof typeof elementType;

/** Operator set 18 is the first where every reduction takes its axes as an input; it came with version 8 of the format. */
export const operatorSet = 18n;
const formatVersion = 8n;

export type Attributes = Readonly<Record<string, number | readonly number[] | string>>;

/** One operator: what it reads, what it writes. Whole-number attributes only, lists of them, and strings. */
export function node(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  given: Attributes,
): NodeProto {
  const attribute = Object.entries(given).map(([name, value]) => attributeOf(name, value));
  return create(NodeProtoSchema, { opType: type, input: [...inputs], output: [...outputs], attribute });
}

function attributeOf(name: string, value: number | readonly number[] | string): AttributeProto {
  if (typeof value === 'string')
    return create(AttributeProtoSchema, { name, type: 3, s: new TextEncoder().encode(value) });
  if (typeof value === 'number') return create(AttributeProtoSchema, { name, type: 2, i: BigInt(value) });
  return create(AttributeProtoSchema, { name, type: 7, ints: value.map(BigInt) });
}

/** A constant of the graph. Each number is rounded to the type; the bytes are little-endian on every machine. */
export function constantTensor(
  name: string,
  dims: readonly number[],
  type: 'float' | 'double' | 'float16' | 'bfloat16' | 'int64',
  values: readonly number[],
): TensorProto {
  const bytes = { float: 4, double: 8, float16: 2, bfloat16: 2, int64: 8 }[type];
  const view = new DataView(new ArrayBuffer(values.length * bytes));
  values.forEach((v, i) => {
    if (type === 'float') view.setFloat32(i * bytes, v, true);
    else if (type === 'double') view.setFloat64(i * bytes, v, true);
    else if (type === 'int64') view.setBigInt64(i * bytes, BigInt(v), true);
    else {
      const format = type === 'float16' ? float16 : bfloat16;
      view.setUint16(i * bytes, Number(toInteger(format.round(v), format)), true);
    }
  });
  return create(TensorProtoSchema, {
    name,
    dims: dims.map(BigInt),
    dataType: elementType[type],
    rawData: new Uint8Array(view.buffer),
  });
}

/** An input or output of the graph; a string in the shape is an open extent. */
export function valueInfo(name: string, type: ElementType, shape: Shape): ValueInfoProto {
  const dim = shape.map((n) =>
    typeof n === 'number'
      ? { value: { case: 'dimValue' as const, value: BigInt(n) } }
      : { value: { case: 'dimParam' as const, value: n } },
  );
  const tensor = { elemType: elementType[type], shape: { dim } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: tensor } } });
}

export interface GraphContent {
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly constants: readonly TensorProto[];
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
  /** Written into the model in the order of the keys. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of an `.onnx` file; equal content gives equal bytes. */
export function modelBytes({
  name,
  nodes,
  constants,
  inputs,
  outputs,
  metadata,
}: GraphContent): Uint8Array<ArrayBuffer> {
  const model = create(ModelProtoSchema, {
    irVersion: formatVersion,
    producerName: 'lossproof',
    graph: { name, node: [...nodes], initializer: [...constants], input: [...inputs], output: [...outputs] },
    opsetImport: [{ domain: '', version: operatorSet }],
    metadataProps: Object.keys(metadata)
      .sort()
      .map((key) => ({ key, value: metadata[key]! })),
  });
  return Uint8Array.from(toBinary(ModelProtoSchema, model));
}
