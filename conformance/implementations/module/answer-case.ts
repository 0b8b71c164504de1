import { fileURLToPath } from 'node:url';
import { type NestedNumbers, nestedData, toNested } from '../../../reference/tensor/nested.ts';
import { same, size } from '../../../reference/tensor/shape.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, type TypedTensor, tensorToJson, typedTensor, type Want } from '../../case.ts';
import { changedOperands } from './changed-operands.ts';
import { isOfEngine } from './engine-error.ts';
import { mergedShape } from './merged-shape.ts';
import type { ModuleLoss, ModuleNumbers, ModuleResult } from './user-module.ts';

/** An answer of protocol 1, without its id. */
export type ModuleAnswer =
  | { readonly ok: { readonly outputs: Readonly<Record<string, unknown>> } }
  | { readonly rejected: { readonly kind: string; readonly message: string } }
  | { readonly unsupported: { readonly what: string } }
  | { readonly error: { readonly trace: string } };

/** What a module returned, with the gradients apart. */
export interface Returned {
  readonly value: ModuleNumbers;
  readonly gradients: Readonly<Record<string, ModuleNumbers>>;
}

/**
 * Asks a function of a module. A RangeError or TypeError of its author is a refusal of the input, an error named
 * UnsupportedError says that it lacks something, and any other one is a fault, those of the engine too. `onChange` gets
 * each operand that the function did not leave as it was.
 */
export async function answerCase(
  loss: ModuleLoss,
  spec: LossSpec,
  c: Case,
  storage: Case['dtype'],
  onChange?: (operand: string) => void,
): Promise<ModuleAnswer> {
  let returned: Returned;
  try {
    returned = await (onChange ? callWatched(loss, spec, c, onChange) : callLoss(loss, spec, c));
  } catch (error) {
    return answerOf(error);
  }
  try {
    const outputs: Record<string, unknown> = {};
    for (const want of c.wants) {
      const numbers = numbersOf(want, returned);
      if (numbers === undefined && want !== 'value') return { unsupported: { what: `${want} of ${c.loss}` } };
      outputs[want] = tensorToJson(outputFrom(numbers, spec, want, c, storage));
    }
    return { ok: { outputs } };
  } catch (error) {
    return { error: { trace: (error as Error).message } };
  }
}

/** What it says that a function threw this. */
function answerOf(thrown: unknown): ModuleAnswer {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  if (name === 'UnsupportedError') return { unsupported: { what: message } };
  const isRefusal = (error instanceof RangeError || error instanceof TypeError) && !isOfEngine(error);
  return isRefusal
    ? { rejected: { kind: name, message } }
    : { error: { trace: stack ? withoutSuite(stack) : message } };
}

/** A trace as far as this file, which called the function: what is behind it says nothing of that. */
function withoutSuite(stack: string): string {
  const lines = stack.split('\n');
  const from = lines.findIndex((line) => here.some((file) => line.includes(file)));
  return (from < 0 ? lines : lines.slice(0, from)).join('\n');
}
const here = [import.meta.url, fileURLToPath(import.meta.url)];

async function callWatched(
  loss: ModuleLoss,
  spec: LossSpec,
  c: Case,
  onChange: (operand: string) => void,
): Promise<Returned> {
  let given: Parameters<ModuleLoss>[0] = {};
  let before = given;
  const operands = <T extends object>(all: T): T => {
    given = all as Parameters<ModuleLoss>[0];
    before = structuredClone(given);
    return all;
  };
  try {
    return await callLoss(loss, spec, c, { operands });
  } finally {
    changedOperands(before, given).forEach(onChange);
  }
}

/** Calls the function as docs/protocol.md says; whatever it throws passes through. */
export async function callLoss(loss: ModuleLoss, spec: LossSpec, c: Case, watch: Watch = {}): Promise<Returned> {
  const given = Object.entries(c.operands);
  const nested = (want: Want, { data }: TensorData): NestedNumbers =>
    toNested({ data, shape: mergedShape(spec, want, c) });
  const operands: Record<string, NestedNumbers> = Object.fromEntries(
    given.map(([name, x]) => [name, nested(`gradient.${name}`, x)]),
  );
  const params = { ...c.params, reduction: c.reduction };
  const result = await loss(watch.operands?.(operands) ?? operands, watch.params?.(params) ?? params, {
    cotangent: nested('value', c.cotangent),
    wants: c.wants,
    dtype: c.dtype,
    shapes: Object.fromEntries(given.map(([name, { shape }]) => [name, shape])),
  });
  return isPlain(result)
    ? { value: result.value, gradients: result.gradients ?? {} }
    : { value: result, gradients: {} };
}

/** Stands between a function and what it is given, to see what it reads. */
export interface Watch {
  readonly operands?: <T extends object>(operands: T) => T;
  readonly params?: <T extends object>(params: T) => T;
}

const isPlain = (result: ModuleResult): result is Exclude<ModuleResult, ModuleNumbers> =>
  typeof result === 'object' && result !== null && !Array.isArray(result) && !ArrayBuffer.isView(result);

const numbersOf = (want: Want, { value, gradients }: Returned): ModuleNumbers | undefined =>
  want === 'value' ? value : gradients[want.slice('gradient.'.length)];

/**
 * An output of a module as a tensor. Lists may be nested as the module was given the operands, nested in the true shape,
 * or flat in C order; of any other shape, the tensor has that one. Throws a TypeError for what is no list of numbers.
 */
export function outputFrom(
  numbers: ModuleNumbers | undefined,
  spec: LossSpec,
  want: Want,
  c: Case,
  storage: Case['dtype'],
): TypedTensor {
  const what = `${want} of ${c.loss}`;
  const nested = ArrayBuffer.isView(numbers) ? Array.from(numbers) : numbers;
  if (typeof nested !== 'number' && !Array.isArray(nested)) {
    const given = typeof nested === 'string' ? `the text ${JSON.stringify(nested)}` : String(nested);
    const kind = typeof nested === 'bigint' ? 'the bigint ' : '';
    throw new TypeError(`${what} is ${kind}${given}, but must be a number or a list of numbers`);
  }
  const { data, shape } = nestedData(nested, what);
  const expected = want === 'value' ? c.cotangent.shape : (c.operands[want.slice('gradient.'.length)]?.shape ?? []);
  const fits =
    data.length === size(expected) &&
    // A list with nothing in it does not show the extents behind the one that is 0.
    (data.length === 0 || (shape.length === 1 && expected.length > 0) || same(shape, mergedShape(spec, want, c)));
  return typedTensor(storage, data, fits ? expected : shape);
}
