import type { Shape } from '../../tensor/shape.ts';
import type { NodeProto, TensorProto, ValueInfoProto } from './gen/onnx_pb.ts';
import { type Attributes, constantTensor, elementType, modelBytes, node, valueInfo } from './model.ts';

/**
 * The type of every number in a graph, labels and counts included. Inputs of graphs in f16 and bf16 are float32 and cast
 * inside, since not every version of Node can hand over a tensor of 16 bits. Outputs have the graph's type: ONNX Runtime
 * leaves out a cast that is followed by its inverse, so that what is cast back would never have been rounded.
 */
export type GraphDtype = 'f32' | 'f64' | 'f16' | 'bf16';

/** Collects the nodes, constants, inputs and outputs of one graph. A value is named by a string. */
export class GraphWriter {
  readonly dtype: GraphDtype;
  private readonly nodes: NodeProto[] = [];
  private readonly constants = new Map<string, TensorProto>();
  private readonly inputs: ValueInfoProto[] = [];
  private readonly outputs: ValueInfoProto[] = [];
  private readonly known = new Map<string, string>();

  constructor(dtype: GraphDtype) {
    this.dtype = dtype;
  }

  /** One operator; returns the name of its first output, the others append `_1`, `_2`. Equal nodes are one node. */
  op(type: string, inputs: readonly string[], attributes: Attributes = {}, outputs = 1): string {
    const key = `${type}(${inputs})${JSON.stringify(attributes)}${outputs}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const first = `${type}_${this.nodes.length}`;
    const names = Array.from({ length: outputs }, (_, i) => (i === 0 ? first : `${first}_${i}`));
    this.nodes.push(node(type, inputs, names, attributes));
    this.known.set(key, first);
    return first;
  }

  /** A constant of the graph's own type. */
  numbers(values: readonly number[], dims: readonly number[]): string {
    const text = values.map((v) => (Object.is(v, -0) ? '-0' : `${v}`)).join(' ');
    return this.constantOf(`${text} [${dims}]`, (name) => constantTensor(name, dims, this.elementType, values));
  }
  /** A constant of whole numbers: axes, extents, bounds. Scalar where `dims` is empty. */
  integers(values: readonly number[], dims: readonly number[] = [values.length]): string {
    if (!values.every(Number.isSafeInteger)) throw new Error(`a graph needs whole numbers here, not [${values}]`);
    return this.constantOf(`int64 ${values.join(' ')} [${dims}]`, (name) =>
      constantTensor(name, dims, 'int64', values),
    );
  }
  private constantOf(key: string, make: (name: string) => TensorProto): string {
    const before = this.constants.get(key);
    if (before) return before.name;
    const made = make(`constant_${this.constants.size}`);
    this.constants.set(key, made);
    return made.name;
  }

  /** Returns the name of the value in the graph's type: the input itself, or what it is cast to. */
  declareInput(name: string, shape: Shape): string {
    this.unused(name);
    const isNarrow = this.dtype === 'f16' || this.dtype === 'bf16';
    this.inputs.push(valueInfo(name, isNarrow ? 'float' : this.elementType, shape));
    return isNarrow ? this.op('Cast', [name], { to: elementType[this.elementType] }) : name;
  }
  declareOutput(name: string, shape: Shape, value: string): void {
    this.unused(name);
    this.nodes.push(node('Identity', [value], [name], {}));
    this.outputs.push(valueInfo(name, this.elementType, shape));
  }

  /** The operators that the outputs need, sorted. */
  operators(): string[] {
    return [...new Set(this.needed().map((n) => n.opType))].sort();
  }

  /** The `.onnx` file: only what the outputs need, but every input that was declared. */
  bytes(name: string, metadata: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
    if (this.outputs.length === 0) throw new Error(`the graph ${name} has no output: call output(name, tensor) first`);
    const nodes = this.needed();
    const read = new Set(nodes.flatMap((n) => n.input));
    const constants = [...this.constants.values()].filter((c) => read.has(c.name));
    return modelBytes({ name, nodes, constants, inputs: this.inputs, outputs: this.outputs, metadata });
  }

  private needed(): NodeProto[] {
    const wanted = new Set(this.outputs.map((o) => o.name));
    const kept: NodeProto[] = [];
    for (let i = this.nodes.length - 1; i >= 0; i--) {
      const n = this.nodes[i]!;
      if (!n.output.some((o) => wanted.has(o))) continue;
      for (const input of n.input) wanted.add(input);
      kept.push(n);
    }
    return kept.reverse();
  }
  private unused(name: string): void {
    if ([...this.inputs, ...this.outputs].some((v) => v.name === name)) {
      throw new Error(`the graph has an input or output called ${name} already`);
    }
  }
  private get elementType(): 'float' | 'double' | 'float16' | 'bfloat16' {
    return ({ f32: 'float', f64: 'double', f16: 'float16', bf16: 'bfloat16' } as const)[this.dtype];
  }
}
