import { specs } from '../../../spec/losses/index.ts';
import { wantsOf } from '../../arbitraries/wants-of.ts';
import type { Description } from '../../implementation.ts';
import { defaultsOf } from '../../settings.ts';

/** What a description names that the spec does not have: losses, parameters, optional operands, reductions, outputs. */
export function unknownNames({ losses }: Description): string[] {
  return Object.entries(losses).flatMap(([name, { params, optional = [], reductions, wants }]) => {
    const spec = specs[name.split('@')[0]!];
    if (!spec) return [name];
    const outputs = wantsOf(spec, { operands: spec.operands as never, params: defaultsOf(spec) });
    return [
      ...Object.keys(params).filter((param) => !(param in spec.params)),
      ...optional.filter((operand) => spec.operands[operand]?.absent === undefined),
      ...reductions.filter((reduction) => !spec.reductions.includes(reduction)),
      ...wants.filter((want) => !outputs.includes(want as (typeof outputs)[number])),
    ].map((unknown) => `${name}: ${unknown}`);
  });
}
