import { Graph } from '../../../reference/arithmetic/onnx/graph.ts';
import type { NativeOperator } from '../../../reference/arithmetic/onnx/native-operator.ts';
import { Tape } from '../../../reference/arithmetic/tape.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import type { Structure } from './structure.ts';

/**
 * The graph of a loss text: inputs by operand name, outputs `value` and `gradient.<operand>`. Gradients are contracted
 * with the input `cotangent`, which is there when any are wanted. Throws where the text cannot be written as a graph.
 */
export function composedGraph(
  text: AnyLossText,
  structure: Structure,
  native: readonly NativeOperator[] = [],
  metadata: Readonly<Record<string, string>> = {},
): Graph {
  const { loss, dtype, settings, shapes, gradients } = structure;
  const own = { loss, settings: JSON.stringify(settings) };
  const graph = new Graph({ name: loss, dtype, native, metadata: { ...own, ...metadata } });
  const tape = new Tape<string>(graph);
  const operands = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const x = graph.input(name, shape);
      return [name, gradients.includes(name) ? tape.variable(x) : tape.given(x)];
    }),
  );
  const value = text(operands, settings);
  if (structure.value) graph.output('value', value.rep.value);
  if (gradients.length === 0) return graph;
  const variables = gradients.map((name) => {
    const x = operands[name];
    if (!x) throw new Error(`${loss} has no operand ${name} in this case, so there is no gradient with respect to it`);
    return x;
  });
  const cotangent = graph.input('cotangent', value.shape);
  tape.gradient(value, variables, cotangent).forEach((g, i) => {
    graph.output(`gradient.${gradients[i]}`, g);
  });
  return graph;
}
