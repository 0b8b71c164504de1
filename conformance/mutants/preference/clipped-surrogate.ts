import { exp } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Kernel } from '../../../reference/arithmetic/kernel/program.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { clippedSurrogate } from '../../../reference/losses/preference/clipped_surrogate.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, text } from '../mutant.ts';
import { droppedGradients, rightTerm, type SurrogateTerm, wrongRatios, wrongTerms } from './surrogate-forms.ts';

const right = clippedSurrogate.algorithms[0].text;
type Names = 'log_probability' | 'old_log_probability' | 'advantage' | 'epsilon' | 'epsilon_high';
const ratioOf = (now: Scalar, old: Scalar): Scalar => exp(now.sub(old));
const surrogate = (term: SurrogateTerm, ratio = ratioOf) => {
  const kernel = (now: Scalar, old: Scalar, ...rest: [Scalar, Scalar, Scalar]): Scalar =>
    term(ratio(now, old), ...rest);
  return text<Names, 'weight'>((o, settings) => {
    const above = settings.upper_clip === 'own' ? o.epsilon_high : o.epsilon;
    const operands = [o.log_probability, o.old_log_probability, o.advantage, o.epsilon, above];
    return reduceElements(kernel as Kernel, operands, o.weight, settings);
  });
};
const mapped = <X>(
  wrong: Readonly<Record<string, readonly [string, X]>>,
  how: (x: X) => ReturnType<typeof surrogate>,
) => Object.fromEntries(Object.entries(wrong).map(([name, [mistake, x]]) => [name, [mistake, how(x)] as const]));

export const clippedSurrogateMutants: Mutant[] = mutantsOf('clipped_surrogate', {
  ...mapped(wrongTerms, (term) => surrogate(term)),
  ...mapped(wrongRatios, (ratio) => surrogate(rightTerm, ratio)),
  ...droppedGradients('log_probability'),
  'mean-over-the-padding': [
    'divides a masked mean by the length of the batch',
    (o, settings) => right(o, { ...settings, denominator: 'count' }),
  ],
});
