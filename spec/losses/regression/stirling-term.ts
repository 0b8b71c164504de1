import { flag } from '../../language/param.ts';

/** What the negative log-likelihood of a count leaves out, as libraries add it back: Stirling's formula above 1. */
export const fullOfCounts = flag(
  false,
  "whether log(target!) is added, by Stirling's formula where the target is above 1 and as 0 elsewhere",
  { convention: true },
);

/** The term in formulas; `full` is the flag. */
export const stirlingTerm = '(full == 1 and target > 1 ? target * log(target) - target + log(2 * pi * target) / 2 : 0)';

export const stirlingTrap = {
  title: 'Stirling below 1',
  text: 'The approximation jumps at 1, is 0.6518 instead of log 2 = 0.6931 at 2, and at a target of 0 a term that is computed and then masked leaves NaN in the gradient of the target.',
};
