import { size } from '../../../reference/tensor/shape.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Reduction } from '../../../spec/language/reduction.ts';
import { valueShape } from '../../arbitraries/value-shape.ts';
import { type Case, type TypedTensor, type Want, withRespectTo } from '../../case.ts';

/** The base with other operands (undefined leaves one out), parameters, cotangent or wants; the rest stays. */
export function related(
  base: Case,
  change: {
    readonly operands?: Readonly<Record<string, TypedTensor | undefined>>;
    readonly params?: Case['params'];
    readonly cotangent?: TypedTensor;
    readonly wants?: readonly Want[];
  },
): Case {
  const operands = Object.entries({ ...base.operands, ...change.operands }).filter(
    (entry): entry is [string, TypedTensor] => entry[1] !== undefined,
  );
  return {
    ...base,
    operands: Object.fromEntries(operands),
    params: { ...base.params, ...change.params },
    cotangent: change.cotangent ?? base.cotangent,
    wants: change.wants ?? base.wants,
  };
}

/** The base with only its value wanted. */
export const valueOnly = (base: Case): Case => related(base, { wants: ['value'] });

/** The shape of a case's value. */
export const valueShapeOf: (spec: LossSpec, c: Case) => number[] = valueShape;

/** The base under another reduction, with a cotangent of ones. */
export function reducedBy(spec: LossSpec, base: Case, reduction: Reduction): Case {
  if (reduction === base.reduction) return base;
  const changed = { ...base, reduction };
  return { ...changed, cotangent: ones(base, valueShape(spec, changed)) };
}

/** A cotangent of ones in this shape. */
export const ones = ({ dtype }: Pick<Case, 'dtype'>, shape: readonly number[]): TypedTensor => ({
  dtype,
  shape,
  data: new Float64Array(size(shape)).fill(1),
});

/** The base without item weights, which then are all 1. */
export function unweighted(spec: LossSpec, base: Case): Case {
  const weights = Object.keys(spec.operands).filter((name) => spec.operands[name]!.role === 'item_weight');
  const wants = base.wants.filter((want) => !weights.some((name) => want === `gradient.${name}`));
  return related(base, { operands: Object.fromEntries(weights.map((name) => [name, undefined])), wants });
}

/** The tensor with each number replaced. */
export const mapped = (x: TypedTensor, f: (x: number, index: number) => number): TypedTensor => ({
  ...x,
  data: x.data.map(f),
});

/**
 * Without the gradients in numeric parameters but these: a law that is stated for one value of a parameter (no epsilon)
 * says nothing of how the loss changes with it.
 */
export function wantsOfOperands(base: Case, params: readonly string[] = []): Want[] {
  const isMeant = (name: string): boolean => name in base.operands || params.includes(name);
  return base.wants.filter((want) => want === 'value' || isMeant(withRespectTo(want)));
}

/** The gradients among the wants that are with respect to one of these names, or all of them. */
export const gradientsOf = (base: Case, names?: readonly string[]): Want[] =>
  base.wants.filter((want) => want !== 'value' && (names?.includes(withRespectTo(want)) ?? true));
