import type { Kernel } from '../../../reference/arithmetic/kernel/program.ts';
import { clippedSurrogateRatio } from '../../../reference/losses/preference/clipped_surrogate_ratio.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { type Mutant, mutantsOf, text } from '../mutant.ts';
import { droppedGradients, type SurrogateTerm, wrongTerms } from './surrogate-forms.ts';

const right = clippedSurrogateRatio.algorithms[0].text;
type Names = 'ratio' | 'advantage' | 'epsilon' | 'epsilon_high';
const surrogate = (term: SurrogateTerm) =>
  text<Names, 'weight'>((o, settings) => {
    const above = settings.upper_clip === 'own' ? o.epsilon_high : o.epsilon;
    return reduceElements(term as Kernel, [o.ratio, o.advantage, o.epsilon, above], o.weight, settings);
  });

export const clippedSurrogateRatioMutants: Mutant[] = mutantsOf('clipped_surrogate_ratio', {
  ...Object.fromEntries(
    Object.entries(wrongTerms).map(([name, [mistake, term]]) => [name, [mistake, surrogate(term)] as const]),
  ),
  ...droppedGradients('ratio'),
  'mean-over-the-padding': [
    'divides a masked mean by the length of the batch',
    (o, settings) => right(o, { ...settings, denominator: 'count' }),
  ],
});
