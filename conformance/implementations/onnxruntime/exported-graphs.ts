import type { Algorithm } from '../../../reference/losses/loss-reference.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { axesOf } from '../../../spec/language/operand.ts';
import { suiteVersion } from '../../../spec/version.ts';
import { defaultsOf } from '../../settings.ts';
import { composedGraph } from './composed-graph.ts';
import { type CatalogueEntry, everyWant } from './form.ts';
import { lossOperatorGraph, lossOperators } from './loss-operator.ts';
import { type StructureChoice, usualStructure } from './usual-structure.ts';

/** A graph to take away. */
export interface ExportedGraph {
  /** `loss.reduction.dtype`, then the algorithm where it is not the first, then `gradient` where it is one. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ExportChoice extends Omit<StructureChoice, 'wants'> {
  /** Every admissible algorithm, where it is not the first that can be a graph. */
  readonly everyAlgorithm: boolean;
  /** The loss operators of the format, too, where the loss has them. */
  readonly operators: boolean;
}

/**
 * The graphs of a loss as `.onnx` files: of each algorithm one that gives the value and one that takes a `cotangent` and
 * gives the gradients. Inputs are named after the operands and the numbers of the formula, outputs `value` and
 * `gradient.<operand>`. The metadata says what a graph is of: `loss`, `settings` (the reduction and every parameter that
 * chooses structure), `numbers` (the defaults of the parameters that are inputs), `dtype`, `algorithm`, `grade`, `suite_version`
 * and `spec_version`. Throws an Error that says why where no algorithm can be a graph.
 */
export function exportedGraphs({ spec, reference }: CatalogueEntry, given: ExportChoice): ExportedGraph[] {
  const choice = { ...given, rank: given.rank ?? usualRank(spec) };
  const files: ExportedGraph[] = [];
  let refusal: unknown;
  for (const algorithm of reference.algorithms.filter(({ atLimits }) => !atLimits)) {
    try {
      files.push(...graphsOf(spec, algorithm, algorithm === reference.algorithms[0], choice));
    } catch (error) {
      refusal ??= error;
      continue;
    }
    if (!choice.everyAlgorithm) break;
  }
  if (files.length === 0) throw refusal;
  const hasOperators = choice.operators && spec.id === 'cross_entropy' && /^f(32|64)$/.test(choice.dtype ?? 'f32');
  return hasOperators ? [...files, ...operatorGraphs(spec, choice)] : files;
}

/** A vector where an operand may have any shape; no axes beside those that have a name. */
const usualRank = (spec: LossSpec): number => {
  return Object.values(spec.operands).some((operand) => axesOf(operand, defaultsOf(spec)).join() === '...') ? 1 : 0;
};

function operatorGraphs(spec: LossSpec, choice: ExportChoice): ExportedGraph[] {
  const structure = usualStructure(spec, { ...choice, wants: ['value'] });
  // Nothing is smoothed, so that this number is no input.
  const { label_smoothing: _, ...shapes } = structure.shapes;
  return lossOperators.map((form) => {
    const more = { form, dtype: structure.dtype, spec_version: suiteVersion, suite_version: suiteVersion };
    const graph = lossOperatorGraph(form, { ...structure, shapes }, more);
    return { name: `${spec.id}.${structure.settings.reduction}.${structure.dtype}.${form}.onnx`, bytes: graph.bytes() };
  });
}

function graphsOf(spec: LossSpec, algorithm: Algorithm, isFirst: boolean, choice: ExportChoice): ExportedGraph[] {
  const gradients = everyWant(spec).filter((want) => want !== 'value');
  return [['value'], gradients].flatMap((wants) => {
    const structure = usualStructure(spec, { ...choice, wants });
    if (!structure.value && structure.gradients.length === 0) return [];
    const numbers = Object.entries(defaultsOf(spec)).filter(([name]) => structure.shapes[name] && !spec.operands[name]);
    const graph = composedGraph(algorithm.text, structure, [], {
      algorithm: isFirst ? 'strict' : algorithm.name,
      dtype: structure.dtype,
      grade: algorithm.grade,
      numbers: JSON.stringify(Object.fromEntries(numbers)),
      spec_version: suiteVersion,
      suite_version: suiteVersion,
    });
    const parts = [
      spec.id,
      structure.settings.reduction,
      structure.dtype,
      ...(isFirst ? [] : [algorithm.name.replaceAll(/\W+/g, '-')]),
      ...(structure.value ? [] : ['gradient']),
    ];
    return [{ name: `${parts.join('.')}.onnx`, bytes: graph.bytes() }];
  });
}
