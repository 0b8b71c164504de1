import type { Kernel } from '../../arithmetic/kernel/program.ts';
import { defineReference, type LossText } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';
import { byProducts, bySign, roomAbove, type SurrogateTerm } from './surrogate-terms.ts';

type Names = 'ratio' | 'advantage' | 'epsilon' | 'epsilon_high';

const surrogate =
  (term: SurrogateTerm): LossText<Names, 'weight'> =>
  (o, settings) =>
    reduceElements(term as Kernel, [o.ratio, o.advantage, o.epsilon, roomAbove(o, settings)], o.weight, settings);

/** Minus the advantage times the ratio, which is clipped on the side where more would be earned. */
export const clippedSurrogateRatio = defineReference(
  'clipped_surrogate_ratio',
  surrogate(bySign),
  {},
  { 'the larger of both products': surrogate(byProducts) },
);
