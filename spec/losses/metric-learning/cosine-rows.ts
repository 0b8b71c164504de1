import { real } from '../../language/domain.ts';
import { holdsFor, isFalse } from '../../language/law.ts';
import { nothingIgnored, notNormalised, withoutClasses, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

// What the losses of the cosine of two vectors share.

export const pairs = {
  first: operand(['N', 'D'], real, 'one vector of each pair'),
  second: operand(['N', 'D'], real, 'the other vector of the pair'),
} as const;

/** Laws of a loss that is `1 - cosine` under these further operands. */
export const cosineLaws = (more: Readonly<Record<string, readonly number[]>>) => ({
  ...withoutClasses,
  ...nothingIgnored,
  ...withoutWeights,
  ...notNormalised,
  convex: isFalse({
    args: { in: ['first'] },
    sample: { operands: { first: [[1, 0]], second: [[1, 0]], ...more } },
    to: { first: [[-1, 2]] },
    because: 'a cosine does not see the length of a vector: half way it is already 0',
  }),
  lipschitz: isFalse({
    args: { in: 'first', norm: 'euclidean', constant: '4' } as const,
    sample: { operands: { first: [[0.0001, 0]], second: [[1, 0]], ...more }, reduction: 'none' },
    to: { first: [[-0.0001, 0]] },
    because: 'a short vector turns round in a short step',
  }),
  translation: isFalse({
    args: { together: ['first', 'second'], shift: 'coordinate' } as const,
    sample: { operands: { first: [[1, 0]], second: [[0, 1]], ...more } },
    because: 'cosines are seen from the origin',
  }),
});

/** Scaling either vector changes nothing, where no regulariser is an absolute length. */
export const scaleFree = (params: Readonly<Record<string, number>>) =>
  holdsFor([
    { args: { by: { first: 1 }, degree: 0 }, when: { params } },
    { args: { by: { second: 1 }, degree: 0 }, when: { params } },
  ]);
