import type { GraphDtype } from '../../../reference/arithmetic/onnx/graph-writer.ts';
import type { Dim } from '../../../reference/tensor/shape.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { axesOf } from '../../../spec/language/operand.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import type { Reduction } from '../../../spec/language/reduction.ts';
import { defaultsOf } from '../../settings.ts';
import type { Structure } from './structure.ts';

/** What differs from the plainest structure of a loss. */
export interface StructureChoice {
  /** Outputs: `value` and `gradient.<operand or parameter>`; those that the structure does not have are left out. */
  readonly wants: readonly string[];
  /** Terms rather than their mean by default. */
  readonly reduction?: Reduction;
  readonly dtype?: GraphDtype;
  /** Parameters whose default is not wanted. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Optional operands that are given; none by default. */
  readonly optional?: readonly string[];
  /** How many axes `...` stands for; 1 by default. */
  readonly rank?: number;
  /** Extents that are not open, by the spec's symbol. */
  readonly extents?: Readonly<Record<string, number>>;
}

/** The structure of a loss with its parameters at their defaults, no optional operand and open extents, but for what is chosen. */
export function usualStructure(spec: LossSpec, choice: StructureChoice): Structure {
  const { wants, optional = [], rank = 1, extents = {} } = choice;
  const all = { ...defaultsOf(spec), ...choice.params };
  const params = Object.entries(all);
  const isNumber = (name: string) => spec.params[name]!.kind === 'number';
  const numbers = params.flatMap(([name, v]): [string, []][] => (isNumber(name) && v !== null ? [[name, []]] : []));
  const spread = Array.from({ length: rank }, (_, i) => `axis${i}`);
  const tensors = Object.entries(spec.operands)
    .filter(([name, { absent }]) => absent === undefined || optional.includes(name))
    .map(([name, operand]): [string, Dim[]] => [
      name,
      axesOf(operand, all).flatMap((n) => (n === '...' ? spread : [extents[n] ?? n])),
    ]);
  const shapes = Object.fromEntries<Dim[]>([...tensors, ...numbers]);
  const settings = Object.fromEntries(params.filter(([name]) => !isNumber(name)));
  const reduction = choice.reduction ?? (spec.reductions.includes('none') ? 'none' : spec.reductions[0]!);
  return {
    loss: spec.id,
    dtype: choice.dtype ?? 'f32',
    settings: { ...settings, reduction },
    shapes,
    value: wants.includes('value'),
    gradients: Object.keys(shapes).filter((name) => wants.includes(`gradient.${name}`)),
    key: '',
  };
}
