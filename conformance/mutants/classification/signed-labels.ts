import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { reduceElements } from '../../../reference/losses/reduction.ts';
import { text } from '../mutant.ts';

type Term = (s: Scalar, y: Scalar, margin: Scalar) => Scalar;

/** A loss of scores against signs, by its element; where the loss has no margin, that is 1. */
export const signed = (term: Term, settingsOf: Readonly<Record<string, string>> = {}) =>
  text<'prediction' | 'target', 'weight' | 'margin'>(({ prediction, target, weight, margin }, settings) =>
    reduceElements(term, [prediction, target, margin ?? prediction.lift(1)], weight, { ...settings, ...settingsOf }),
  );
