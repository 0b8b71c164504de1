import type { Tensor } from 'onnxruntime-node';
import { formats } from '../../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../../spec/language/loss-spec.ts';
import type { Case, Want } from '../../../case.ts';
import { supportsValue } from '../../../implementation.ts';
import { UsageError } from '../../../run/usage-error.ts';
import { defaultsOf, textInput } from '../../../settings.ts';
import type { LoadedGraph } from '../graph-folder.ts';
import type { OnnxRuntime } from '../load-onnxruntime.ts';
import type { TracedSession } from '../placement.ts';
import type { GraphFile } from './graph-file.ts';

/** An input of a graph. */
export interface InputOf {
  readonly input: string;
  /** The operand, number of the formula or `cotangent` that it takes. */
  readonly name: string;
  readonly type: string;
  /** A string, or nothing, is an open extent; undefined where the file does not even say the rank. */
  readonly shape: readonly (number | string)[] | undefined;
}

/** Matches the inputs and outputs of a graph with its loss. Throws a UsageError that names what is left. */
export function inputsOf(
  { path, loss, inputs, outputs }: GraphFile,
  session: TracedSession,
  spec: LossSpec,
): { readonly takes: readonly InputOf[]; readonly gives: ReadonlyMap<Want, string> } {
  const known = [...Object.keys(spec.operands), ...Object.keys(spec.params), 'cotangent'];
  const takes = session.inputs.map(({ name: input, type, shape }): InputOf => {
    const name = inputs[input] ?? input;
    if (known.includes(name)) return { input, name, type, shape };
    throw new UsageError(
      `${path} takes ${input}, which is nothing of ${loss}; its "inputs" may be ${known.join(', ')}`,
    );
  });
  const wants = ['value', ...known.slice(0, -1).map((name) => `gradient.${name}`)];
  const gives = new Map<Want, string>();
  for (const output of session.outputNames) {
    const want = outputs[output] ?? output;
    if (wants.includes(want)) gives.set(want as Want, output);
  }
  if (gives.size === 0) {
    const found = session.outputNames.join(', ');
    throw new UsageError(`${path} gives ${found}: say in "outputs" which of them is the value, {"${found}": "value"}`);
  }
  const hasGradient = [...gives.keys()].some((want) => want !== 'value');
  if (hasGradient && !takes.some(({ name }) => name === 'cotangent')) {
    throw new UsageError(`${path} gives gradients, but takes no cotangent to contract them with`);
  }
  return { takes, gives };
}

/** Why a case is nothing for this graph, or undefined where it is. */
export function misfit(graph: LoadedGraph, c: Case, spec: LossSpec): string | undefined {
  const { takes, params, dtype, reduction } = graph;
  if (dtype !== c.dtype) return `${c.loss} in ${c.dtype}`;
  if (reduction !== c.reduction) return `${c.loss} with reduction ${c.reduction}`;
  const taken = new Set(takes.map(({ name }) => name));
  const given = textInput(spec, c).operands;
  for (const name of Object.keys(c.operands)) if (!taken.has(name)) return `${c.loss} with ${name}`;
  for (const { name, shape } of takes) {
    const x = name === 'cotangent' ? c.cotangent : given[name];
    if (!x) return `${c.loss} without ${name}`;
    const fits =
      !shape || (shape.length === x.shape.length && shape.every((n, i) => typeof n !== 'number' || n === x.shape[i]));
    if (!fits) return `${c.loss} with ${name} of the shape [${x.shape}]: the graph takes [${shape}]`;
  }
  for (const [name, value] of Object.entries(c.params)) {
    // Only a mean has a denominator.
    if (taken.has(name) || (c.reduction !== 'mean' && (name === 'denominator' || name === 'empty'))) continue;
    const built = [params[name] ?? null];
    if (!supportsValue(built, value, defaultsOf(spec)[name] ?? null, formats[c.dtype]))
      return `${c.loss} with ${name} = ${value}`;
  }
  return undefined;
}

/** What to feed a graph that fits. Throws an Error where a label is no integer and the graph takes integers. */
export function feedsOf(
  runtime: OnnxRuntime,
  takes: readonly InputOf[],
  c: Case,
  spec: LossSpec,
): Record<string, Tensor> {
  const { operands } = textInput(spec, c);
  return Object.fromEntries(
    takes.map(({ input, name, type }) => {
      const { data, shape } = name === 'cotangent' ? c.cotangent : operands[name]!;
      return [input, tensor(runtime, type, data, shape, name)];
    }),
  );
}

function tensor(
  runtime: OnnxRuntime,
  type: string,
  data: Float64Array,
  shape: readonly number[],
  name: string,
): Tensor {
  switch (type) {
    case 'float64':
      return new runtime.Tensor('float64', data, shape);
    case 'float32':
      return new runtime.Tensor('float32', Float32Array.from(data), shape);
    case 'int64':
    case 'int32': {
      if (!data.every(Number.isSafeInteger)) throw new NotIntegers(name);
      if (type === 'int32') return new runtime.Tensor('int32', Int32Array.from(data), shape);
      return new runtime.Tensor('int64', BigInt64Array.from(data, BigInt), shape);
    }
    default:
      throw new UsageError(`${name} enters as ${type}, which lossproof cannot feed: float32, float64, int64 or int32`);
  }
}

/** A case that an implementation with integer labels cannot even be asked. */
class NotIntegers extends Error {
  override readonly name = 'NotIntegers';
  constructor(operand: string) {
    super(`${operand} with numbers that are no integers, which the graph's input cannot hold`);
  }
}
