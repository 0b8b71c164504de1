import type { Cell, LawArguments, LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';

/** Every formula over the names of the loss that its laws are stated with, and the law. */
export function lawFormulas(spec: LossSpec): { law: LawId; formula: string }[] {
  return (Object.keys(formulasIn) as (keyof typeof formulasIn)[]).flatMap((law) => {
    const cell = spec.laws[law] as Cell<never>;
    const read = formulasIn[law] as (args: never) => readonly (string | undefined)[];
    return argumentsOf(cell).flatMap((args) =>
      read(args).flatMap((formula) => (formula === undefined ? [] : [{ law, formula }])),
    );
  });
}

function argumentsOf<A>(cell: Cell<A>): readonly A[] {
  if (cell.kind === 'inapplicable') return [];
  if (cell.kind === 'false') return [cell.witness.args];
  return [...cell.instances, ...(cell.otherwise ?? [])].map(({ args }) => args);
}

const formulasIn = {
  attains_infimum: ({ minimiser, infimum }: LawArguments['attains_infimum']) => [minimiser, infimum],
  lipschitz: ({ constant }: LawArguments['lipschitz']) => [constant],
  two_routes: ({ operands, params = {}, factor }: LawArguments['two_routes']) => [
    ...Object.values(operands).map((from) => (typeof from === 'string' ? from : undefined)),
    ...Object.values(params).map((from) =>
      from !== null && typeof from === 'object' && 'formula' in from ? from.formula : undefined,
    ),
    factor,
  ],
  limit: ({ becomes, within, set = {} }: LawArguments['limit']) => [
    becomes,
    within,
    ...Object.values(set).map((to) => (to !== null && typeof to === 'object' ? to.atLeast : undefined)),
  ],
};
