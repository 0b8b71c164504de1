import { exp } from '../../arithmetic/kernel/functions.ts';
import type { Kernel } from '../../arithmetic/kernel/program.ts';
import type { Scalar } from '../../arithmetic/kernel/scalar.ts';
import { defineReference, type LossText } from '../loss-reference.ts';
import { reduceElements } from '../reduction.ts';
import { byProducts, bySign, roomAbove, type SurrogateTerm } from './surrogate-terms.ts';

type Names = 'log_probability' | 'old_log_probability' | 'advantage' | 'epsilon' | 'epsilon_high';

const surrogate = (term: SurrogateTerm): LossText<Names, 'weight'> => {
  const ofLogarithms = (now: Scalar, old: Scalar, ...rest: [Scalar, Scalar, Scalar]): Scalar =>
    term(exp(now.sub(old)), ...rest);
  return (o, settings) =>
    reduceElements(
      ofLogarithms as Kernel,
      [o.log_probability, o.old_log_probability, o.advantage, o.epsilon, roomAbove(o, settings)],
      o.weight,
      settings,
    );
};

/** Minus the advantage times the ratio, which is clipped on the side where more would be earned. */
export const clippedSurrogate = defineReference(
  'clipped_surrogate',
  surrogate(bySign),
  {},
  { 'the larger of both products': surrogate(byProducts) },
);
