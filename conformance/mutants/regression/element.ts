import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { elementLoss } from '../../../reference/losses/element-loss.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { type Mutant, scaledGradient } from '../mutant.ts';

/** A wrong element loss: its term over these operands and numeric parameters. */
export const element = <const Names extends readonly string[]>(
  term: (...xs: { [K in keyof Names]: Scalar }) => Scalar,
  ...names: Names
): AnyLossText => elementLoss(term, ...names) as AnyLossText;

type Wrong = readonly [mistake: string, how: AnyLossText | Partial<Pick<Mutant, 'corrupt'>>];

/** A right loss, except that a weighted mean divides by the number of elements. */
export const byCount = (right: AnyLossText): Wrong => [
  'divides a weighted mean by the number of elements',
  (operands, settings) => right(operands, { ...settings, denominator: 'count' }),
];

/** A gradient that is left out. */
export const dropped = (name: string): Wrong => [`treats ${name} as constant`, { corrupt: scaledGradient(name, 0) }];
