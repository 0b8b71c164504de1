import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, ValueInfoProtoSchema } from './gen/onnx_pb.ts';

/**
 * An ONNX model whose outputs are these values, whatever they were before: names of graph inputs or of what its nodes
 * write. The rest of the file stays as it is, messages that we do not read included. Throws a RangeError for a name that
 * the graph does not have, and an Error for bytes that are no model.
 */
export function withOutputs(model: Uint8Array, names: readonly string[]): Uint8Array<ArrayBuffer> {
  const read = fromBinary(ModelProtoSchema, model);
  const { graph } = read;
  if (!graph) throw new Error('these bytes are no ONNX model: there is no graph in them');
  const written = graph.node.flatMap((n) => n.output).filter((name) => name !== '');
  const known = new Set([...graph.input.map(({ name }) => name), ...written]);
  for (const name of names) {
    if (known.has(name)) continue;
    const some = written.slice(0, 12).join(', ');
    throw new RangeError(
      `the graph has no value ${name}; its nodes write ${some}${written.length > 12 ? ', ...' : ''}`,
    );
  }
  // A runtime infers the types of values inside a graph; only the name is needed.
  const before = new Map(graph.output.map((o) => [o.name, o]));
  graph.output = names.map((name) => before.get(name) ?? create(ValueInfoProtoSchema, { name }));
  return Uint8Array.from(toBinary(ModelProtoSchema, read));
}
