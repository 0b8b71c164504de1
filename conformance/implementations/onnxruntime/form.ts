import { type NativeOperator, nativeOperators } from '../../../reference/arithmetic/onnx/native-operator.ts';
import type { Algorithm, LossReference } from '../../../reference/losses/loss-reference.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { LossSupport, ParamSupport } from '../../implementation.ts';
import { composedGraph } from './composed-graph.ts';
import { lossOperatorGraph, lossOperatorSupport, lossOperators } from './loss-operator.ts';
import type { Structure } from './structure.ts';
import { usualStructure } from './usual-structure.ts';

/** A loss to make graphs of. */
export interface CatalogueEntry {
  readonly spec: LossSpec;
  readonly reference: LossReference;
}

/** A graph as its `.onnx` file, and the operators that its outputs need. */
export interface FormGraph {
  bytes(): Uint8Array<ArrayBuffer>;
  operators(): readonly string[];
}

/** One way to make a loss a graph. */
export interface Form {
  readonly support: LossSupport;
  /** The graph of a structure; throws where it cannot be written. */
  graph(structure: Structure): FormGraph;
}

/**
 * The forms of a loss by name. `composed` writes the reference's own algorithm in elementary operators. Every other
 * form is named after the operator that it puts to the test: a loss operator of the format, or one that takes the
 * place of a composition; it has the outputs that this operator has a part in.
 */
export function formsOf(entry: CatalogueEntry): Map<string, Form> {
  const forms = new Map<string, Form>();
  const { spec, reference } = entry;
  const wants = everyWant(spec);
  const composed = reference.algorithms.find((algorithm) =>
    operatorsOf(algorithm, usualStructure(spec, { wants }), []),
  );
  if (composed) forms.set('composed', composition(entry, composed, [], wants));
  for (const algorithm of reference.algorithms.filter(({ atLimits }) => !atLimits)) {
    const any = operatorsOf(algorithm, usualStructure(spec, { wants }), nativeOperators) ?? [];
    for (const native of nativeOperators) {
      if (forms.has(native) || !any.includes(native)) continue;
      const touched = wants.filter((want) =>
        operatorsOf(algorithm, usualStructure(spec, { wants: [want] }), [native])?.includes(native),
      );
      if (touched.length) forms.set(native, composition(entry, algorithm, [native], touched));
    }
  }
  if (spec.id === 'cross_entropy') {
    for (const operator of lossOperators) {
      forms.set(operator, {
        support: lossOperatorSupport,
        graph: (structure) => lossOperatorGraph(operator, structure),
      });
    }
  }
  return forms;
}

function composition(
  { spec }: CatalogueEntry,
  algorithm: Algorithm,
  native: readonly NativeOperator[],
  wants: readonly string[],
): Form {
  const operators = operatorsOf(algorithm, usualStructure(spec, { wants: ['value'] }), native);
  const alone = operators?.every((type) => type === 'Identity' || native.some((n) => n === type));
  // A graph has every option but one: it cannot throw where a mean is over nothing.
  const params = Object.keys(spec.params).map((name): [string, ParamSupport] => [
    name,
    name === 'empty' ? ['nan', 'zero'] : 'any',
  ]);
  return {
    support: {
      origin: alone ? 'library' : 'composed',
      params: Object.fromEntries(params),
      reductions: spec.reductions,
      dtypes: ['f32', 'f64', 'f16', 'bf16'],
      wants,
    },
    graph: (structure) => composedGraph(algorithm.text, structure, native),
  };
}

/**
 * What the outputs are made of, with open extents or, for a text that writes one of them out, with fixed ones; undefined
 * where the algorithm cannot be written as a graph.
 */
function operatorsOf(algorithm: Algorithm, structure: Structure, native: readonly NativeOperator[]) {
  if (!structure.value && structure.gradients.length === 0) return [];
  for (const extents of [structure, withFixedExtents(structure)]) {
    try {
      return composedGraph(algorithm.text, extents, native).operators();
    } catch {
      // Perhaps the other one can.
    }
  }
  return undefined;
}

/** A small number for every open extent. */
const withFixedExtents = (structure: Structure): Structure => ({
  ...structure,
  shapes: Object.fromEntries(
    Object.entries(structure.shapes).map(([name, shape]) => [name, shape.map((n) => (typeof n === 'number' ? n : 2))]),
  ),
});

function isDifferentiable(spec: LossSpec, name: string): boolean {
  const x = spec.operands[name] ?? spec.params[name]!;
  return 'differentiable' in x && x.differentiable;
}
/** The value and the gradient with respect to everything that is differentiable. */
export const everyWant = (spec: LossSpec): string[] => [
  'value',
  ...[...Object.keys(spec.operands), ...Object.keys(spec.params)]
    .filter((name) => isDifferentiable(spec, name))
    .map((name) => `gradient.${name}`),
];
