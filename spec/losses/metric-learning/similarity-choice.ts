import { choice } from '../../language/param.ts';

/** How alike two embeddings are: `similarity(a, b)` in formulas. */
export const similarityChoice = choice(
  'cosine',
  {
    cosine: 'similarity(a, b) = dot(a, b) / (norm(a) * norm(b));',
    dot: 'similarity(a, b) = dot(a, b);',
  },
  'the cosine of the angle, or the scalar product, for embeddings that are normalised elsewhere or not at all',
);
