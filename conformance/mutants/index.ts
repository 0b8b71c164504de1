import { bceWithLogitsMutants } from './bce-with-logits.ts';
import { binaryFocalMutants } from './binary-focal.ts';
import { crossEntropyMutants, crossEntropyProbabilitiesMutants } from './cross-entropy.ts';
import { gaussianKlMutants } from './generative.ts';
import { ntXentMutants, tripletMarginMutants } from './metric-learning.ts';
import type { Mutant } from './mutant.ts';
import { huberMutants, logCoshMutants, mseMutants } from './regression.ts';
import { diceMutants, giouMutants } from './segmentation-detection.ts';

/** Every loss that is wrong on purpose. */
export const mutants: readonly Mutant[] = [
  ...mseMutants,
  ...huberMutants,
  ...logCoshMutants,
  ...bceWithLogitsMutants,
  ...crossEntropyMutants,
  ...crossEntropyProbabilitiesMutants,
  ...binaryFocalMutants,
  ...tripletMarginMutants,
  ...ntXentMutants,
  ...diceMutants,
  ...giouMutants,
  ...gaussianKlMutants,
];
