import { itemCounter } from '../../spec/language/items.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { ParamValue } from '../../spec/language/param.ts';

export type ParamValues = Readonly<Record<string, ParamValue>>;

/** The texts of one loss under given parameters, each with the chosen definitions in front. */
export interface SpecFormulas {
  /** The loss of an item. */
  readonly loss: string;
  /** What an item adds to the denominator of a mean, and whether an ignored one does, too. */
  readonly share: { readonly text: string; readonly ignored: boolean };
}

/** Every parameter: the default where none is given. Throws where one is given that the loss does not have. */
export function withDefaults(spec: LossSpec, params: ParamValues): ParamValues {
  for (const name of Object.keys(params)) {
    if (!(name in spec.params)) throw new Error(`${spec.id} has no parameter ${name}`);
  }
  const value = (name: string): ParamValue | undefined => params[name];
  return Object.fromEntries(
    Object.entries(spec.params).map(([name, param]) => [
      name,
      value(name) === undefined ? param.default : value(name)!,
    ]),
  );
}

/** A formula over a loss's names, with the definitions that the parameters choose in front of it. */
export function behindChoices(spec: LossSpec, params: ParamValues, formula: string): string {
  const chosen = Object.entries(spec.params).map(([name, param]) => {
    if (param.kind !== 'choice') return '';
    const definition = param.values[String(params[name])];
    if (definition === undefined) {
      const values = Object.keys(param.values).join(', ');
      throw new Error(`${spec.id}: ${name} is one of ${values}, and it is given as ${params[name]}`);
    }
    return definition;
  });
  return [...chosen.filter((definition) => definition !== ''), formula].join(' ');
}

/** The formulas under complete parameters. */
export function formulasOf(spec: LossSpec, params: ParamValues): SpecFormulas {
  const [first] = Object.keys(spec.denominators);
  const share = spec.denominators[String(params.denominator ?? first)]!;
  return {
    loss: behindChoices(spec, params, spec.formula),
    share: { text: behindChoices(spec, params, share.share), ignored: share.ignored ?? false },
  };
}

/** The names that formulas may use: operands, parameters that are numbers or flags, extents, the number of the item. */
export function namesOf(spec: LossSpec, params: ParamValues): ReadonlySet<string> {
  const axes = Object.values(spec.operands).flatMap((operand) => axesOf(operand, params));
  const extents = axes.filter((axis): axis is string => typeof axis === 'string' && axis !== '...');
  const numeric = Object.entries(spec.params).filter(([, param]) => param.kind !== 'choice');
  const counter = itemCounter(spec.items);
  const index = counter ? [counter.index] : [];
  return new Set([...Object.keys(spec.operands), ...numeric.map(([name]) => name), ...extents, ...index]);
}
