import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from './gen/onnx_pb.ts';

/** The metadata of an `.onnx` file, by key. Throws an Error for bytes that are no model. */
export function readMetadata(model: Uint8Array): Readonly<Record<string, string>> {
  let read: ReturnType<typeof fromBinary<typeof ModelProtoSchema>>;
  try {
    read = fromBinary(ModelProtoSchema, model);
  } catch {
    throw new Error('these bytes are no ONNX model');
  }
  if (!read.graph) throw new Error('these bytes are no ONNX model: there is no graph in them');
  return Object.fromEntries(read.metadataProps.map(({ key, value }) => [key, value]));
}
