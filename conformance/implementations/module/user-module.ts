import { pathToFileURL } from 'node:url';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { NestedNumbers } from '../../../reference/tensor/nested.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import type { Reduction } from '../../../spec/language/reduction.ts';
import type { ArithmeticDeclaration } from '../../acceptance/declaration.ts';
import type { LossSupport } from '../../implementation.ts';

/** What a function of a module is told beside operands and parameters. */
interface ModuleContext {
  /** What gradients are contracted with, shaped as the value: 1 for most reduced cases. */
  readonly cotangent: NestedNumbers;
  readonly wants: readonly string[];
  readonly dtype: Dtype;
  /** The shape of every operand: nested lists do not show it where an extent is 0. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/** Numbers as a module may return them: one, nested lists, or flat in C order. */
export type ModuleNumbers = NestedNumbers | Float64Array | Float32Array;
export type ModuleResult =
  | ModuleNumbers
  | { readonly value: ModuleNumbers; readonly gradients?: Readonly<Record<string, ModuleNumbers>> };

/** A loss as a module has it: operands as numbers and nested lists, parameters with the reduction among them. */
export type ModuleLoss = (
  operands: Readonly<Record<string, NestedNumbers>>,
  params: Readonly<Record<string, ParamValue>> & { readonly reduction: Reduction },
  context: ModuleContext,
) => ModuleResult | Promise<ModuleResult>;

/** What a module may say of one loss; the rest is found by trying the examples of the spec. */
export type ModuleSupport = Partial<Omit<LossSupport, 'wants'>> & {
  /** The operands and parameters that it returns gradients for. */
  readonly gradients?: readonly string[];
};

/** What a module may say of itself. */
interface ModuleDescription {
  readonly name?: string;
  readonly version?: string;
  readonly device?: string;
  readonly deterministic?: boolean;
  readonly validates?: boolean;
  /** By dtype, what each operation is rounded to; float64 only where left out. */
  readonly arithmetic?: Readonly<Partial<Record<Dtype, Dtype | ArithmeticDeclaration>>>;
  readonly losses?: Readonly<Record<string, ModuleSupport>>;
}

export interface UserModule {
  /** By `loss` or `loss@form`. */
  readonly losses: Readonly<Record<string, ModuleLoss>>;
  readonly describe: ModuleDescription;
}

/** Imports a module, ESM or CommonJS; throws an Error that says what is missing. */
export async function loadModule(path: string): Promise<UserModule> {
  const loaded = await import(pathToFileURL(path).href);
  const found = 'losses' in loaded ? loaded : (loaded.default ?? {});
  const { losses } = found;
  if (losses === null || typeof losses !== 'object') {
    throw new Error('it exports no `losses`; write: export const losses = { mse: ({ prediction, target }) => ... }');
  }
  for (const [name, loss] of Object.entries(losses)) {
    if (typeof loss !== 'function') throw new Error(`losses.${name} is ${typeof loss}, but must be a function`);
  }
  const describe = typeof found.describe === 'function' ? await found.describe() : (found.describe ?? {});
  if (describe === null || typeof describe !== 'object') throw new Error('`describe` must be an object or give one');
  return { losses, describe };
}
