/** The functions that a formula may call, and what each takes. */
export const knownFunctions: Readonly<
  Record<string, { readonly args: readonly [number, number]; readonly does: string }>
> = {
  exp: { args: [1, 1], does: 'the exponential of a number' },
  log: { args: [1, 1], does: 'the natural logarithm of a number' },
  sqrt: { args: [1, 1], does: 'the square root of a number' },
  abs: { args: [1, 1], does: 'the magnitude of a number' },
  cosh: { args: [1, 1], does: 'the hyperbolic cosine of a number' },
  sinh: { args: [1, 1], does: 'the hyperbolic sine of a number' },
  tanh: { args: [1, 1], does: 'the hyperbolic tangent of a number' },
  atan: { args: [1, 1], does: 'the arc tangent of a number' },
  max: { args: [1, Infinity], does: 'the largest of several numbers, or of the elements of one array' },
  min: { args: [1, Infinity], does: 'the smallest of several numbers, or of the elements of one array' },
  sum: { args: [1, 1], does: 'the sum over all elements of an array' },
  mean: { args: [1, 1], does: 'the mean over all elements of an array' },
  count: { args: [1, 1], does: 'the number of elements of an array' },
  dot: { args: [2, 2], does: 'the scalar product of two vectors' },
  norm: { args: [1, 1], does: 'the Euclidean norm of a vector' },
  map: { args: [2, Infinity], does: 'the results of a function, given last, at the elements of one or more arrays' },
  indices: { args: [1, 1], does: 'the vector 1, 2, ... n' },
  row: { args: [2, 2], does: 'a row of a matrix, counted from 1' },
  column: { args: [2, 2], does: 'a column of a matrix, counted from 1' },
  vector: { args: [1, 1], does: 'all elements of an array in C order, as one vector' },
  vectors: { args: [2, 2], does: 'the vectors along an axis of an array, counted from 1, as the rows of a matrix' },
  transpose: { args: [1, 1], does: 'a matrix with rows and columns exchanged' },
  alignments: {
    args: [3, 3],
    does:
      'the matrix whose rows are all sequences of labels, as long as the second argument says, that become the vector ' +
      'of labels given first when repeats are merged and then the blank, given last, is taken out',
  },
  staircases: {
    args: [2, 2],
    does:
      'the matrix whose rows are all sequences of whole numbers from 0 on, as long as the first argument says, that ' +
      'never descend and end at the second',
  },
  ranks: {
    args: [1, 1],
    does: 'for each element of an array how many come before it when they are sorted from the largest down, of equal ones the first one first',
  },
  hold: { args: [1, 1], does: 'the same number or array, constant under differentiation' },
};
/** Numbers that a formula may use by name. */
export const knownConstants: readonly string[] = ['pi'];
