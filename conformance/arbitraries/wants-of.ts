import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case, Want } from '../case.ts';
import type { Constraint } from './options.ts';

/**
 * The outputs that can be asked of a case: the value, and the gradient with respect to every differentiable operand and
 * numeric parameter that it gives, as far as the implementation has them and they are wanted.
 */
export function wantsOf(
  spec: LossSpec,
  c: Pick<Case, 'operands' | 'params'>,
  { support, wants }: Pick<Constraint, 'support' | 'wants'> = {},
): Want[] {
  const operands = Object.keys(spec.operands).filter((name) => c.operands[name] && spec.operands[name]!.differentiable);
  const params = Object.entries(spec.params)
    .filter(([name, p]) => p.kind === 'number' && p.differentiable && typeof c.params[name] === 'number')
    .map(([name]) => name);
  const all: Want[] = ['value', ...[...operands, ...params].map((name): Want => `gradient.${name}`)];
  return all.filter((want) => (support?.wants.includes(want) ?? true) && (wants?.includes(want) ?? true));
}
