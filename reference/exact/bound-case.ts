import { itemCounter } from '../../spec/language/items.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import type { Bindings } from './bindings.ts';
import { type Extents, extentsOf } from './extents.ts';
import { ItemGroup } from './item-group.ts';
import { type Items, itemsOf } from './items.ts';
import { parseFormula } from './parse-formula.ts';
import { firstDigits } from './settled.ts';
import { namesOf, type ParamValues } from './spec-formulas.ts';

/** A case as formulas see it: items, and what every name stands for in each. */
export interface BoundCase {
  /** The names that formulas may use. */
  readonly names: ReadonlySet<string>;
  readonly items: Items;
  bindings(item: number): Bindings;
  /** Whether the item is one that the spec ignores. */
  isIgnored(item: number): boolean;
  /** The operand that weighs items, where the loss has one, and what it holds for an item; 1 where it has none. */
  readonly weightOperand: string | undefined;
  weight(item: number): number;
}

/** Binds the names of a spec's formulas to a case; throws where operands or parameters do not fit the spec. */
export function boundCase(
  spec: LossSpec,
  params: ParamValues,
  operands: Readonly<Record<string, TensorData>>,
): BoundCase {
  const extents = extentsOf(spec, params, operands);
  const names = namesOf(spec, params);
  const numbers = numbersOf(spec, params, extents);
  const index = itemCounter(spec.items);
  const items = itemsOf(spec, params, operands, extents, index && countOf(spec, index.count, names, numbers));
  const own = (item: number, name: string): number => {
    const given = operands[name];
    return given ? given.data[items.own(item, name)]! : spec.operands[name]!.absent!;
  };
  const { ignore } = spec;
  const marker = ignore ? params[ignore.param] : null;
  const weightOperand = Object.keys(spec.operands).find((name) => spec.operands[name]!.role === 'item_weight');
  return {
    names,
    items,
    bindings: (item) => ({
      operands: items.see(item),
      numbers: index ? { ...numbers, [index.index]: (item % items.perPlace) + 1 } : numbers,
    }),
    isIgnored: (item) => ignore !== undefined && marker !== null && own(item, ignore.operand) === marker,
    weightOperand,
    weight: (item) => (weightOperand ? own(item, weightOperand) : 1),
  };
}

/** Parameters that are numbers (a flag is 1 or 0) and are not null, and extents. */
function numbersOf(spec: LossSpec, params: ParamValues, extents: Extents): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [symbol, extent] of extents) if (symbol !== '...') numbers[symbol] = extent[0]!;
  for (const [name, param] of Object.entries(spec.params)) {
    const value = params[name]!;
    if (param.kind === 'choice' || value === null) continue;
    if (typeof value === 'string' || !Number.isFinite(Number(value))) {
      throw new Error(`${spec.id}: ${name} must be a finite number or null, and it is ${value}`);
    }
    numbers[name] = Number(value);
  }
  return numbers;
}

function countOf(spec: LossSpec, text: string, names: ReadonlySet<string>, numbers: Record<string, number>): number {
  const loss = parseFormula(text, names, `${spec.id}, count of items`);
  const task = { where: spec.id, loss, share: undefined, variables: new Set<string>() };
  return new ItemGroup(task, [{ operands: {}, numbers }]).values(firstDigits)[0]!.loss.value.toNumber();
}
