import { oneOf, real } from '../../language/domain.ts';
import { inapplicable } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { operand, optionalOperand } from '../../language/operand.ts';

// What the losses of lists share: N lists of L items, with a score and a grade of each.

const axes = ['N', 'L'] as const;

const scoredLists = {
  scores: operand(axes, real, 'the score that the model gives to each item of a list'),
  valid: optionalOperand(axes, oneOf(0, 1), '1 for an item, 0 for a place that only fills up the list', { absent: 1 }),
};
export const gradedLists = {
  scores: scoredLists.scores,
  relevance: operand(axes, oneOf(0, 1, 2, 3, 4), 'the grade of each item, the better the higher'),
  valid: scoredLists.valid,
};
/** With scores of the judges in place of grades. */
export const judgedLists = {
  scores: scoredLists.scores,
  relevance: operand(axes, real, 'the score that the judges give to each item, or its grade'),
  valid: scoredLists.valid,
};

/** The pairs that count: the first one is better, and neither fills up. */
export const betterPair = 'pair(i, j) = relevance[i] > relevance[j] ? valid[i] * valid[j] : 0';
/** A sum over the pairs of a list, of a formula in i and j. */
export const overPairs = (of: string): string =>
  `sum(map(indices(L), overFirst(i) = sum(map(indices(L), overSecond(j) = ${of}))))`;
const pairs = overPairs('(relevance[i] > relevance[j] ? valid[i] * valid[j] : 0)');

/** A mean divides by the pairs of all lists, or by the lists. */
export const perPair = {
  pair: { share: pairs, meaning: 'the number of pairs that count, of all lists' },
  count: { share: '1', meaning: 'the number of lists' },
};
/** A mean divides by the lists; places that only fill up make none. */
export const perList = {
  list: { share: 'sum(valid) > 0 ? 1 : 0', meaning: 'the number of lists that have an item' },
  count: { share: '1', meaning: 'the number of lists, those without an item, too' },
};
export const numberOfPairs = pairs;

export const lawsOfLists = {
  ...nothingIgnored,
  ...withoutWeights,
  zero_iff_equal: inapplicable('scores and grades are different kinds of things'),
  symmetric: inapplicable('scores and grades are different kinds of things'),
  rotation: inapplicable('items are not coordinates of a vector'),
};

/** Edges of every loss of pairs: no pair, and places that only fill up. */
export const edgesOfPairs = [
  { title: 'a mean over nothing', operands: { scores: [], relevance: [] }, value: Number.NaN },
  {
    title: 'equal grades: no pair, and nothing to divide by',
    operands: { scores: [[1, -2, 3]], relevance: [[2, 2, 2]] },
    value: Number.NaN,
    gradient: { scores: [[0, 0, 0]] },
  },
  {
    title: 'equal grades, as zero',
    operands: { scores: [[1, -2, 3]], relevance: [[2, 2, 2]] },
    params: { empty: 'zero' },
    value: 0,
    gradient: { scores: [[0, 0, 0]] },
  },
  {
    title: 'a list of one item, in a mean over lists',
    operands: { scores: [[1]], relevance: [[3]] },
    params: { denominator: 'count' },
    value: 0,
    gradient: { scores: [[0]] },
  },
  {
    title: 'items of one grade at infinity are not compared',
    operands: { scores: [[Infinity, Infinity, 0]], relevance: [[1, 1, 0]] },
    value: 0,
  },
  {
    title: 'infinity against itself',
    operands: { scores: [[Infinity, Infinity]], relevance: [[1, 0]] },
    value: Number.NaN,
  },
  { title: 'a grade of -1', operands: { scores: [[1, 2]], relevance: [[1, -1]] }, value: 'rejected' },
  { title: 'a grade of 1/2', operands: { scores: [[1, 2]], relevance: [[0.5, 0]] }, value: 'rejected' },
] as const;

/** Edges of losses that draw from a list: what a list without an item is. */
export const edgesOfLists = [
  {
    title: 'a list without an item is no list',
    operands: {
      scores: [
        [1, 1],
        [1, 1],
      ],
      relevance: [
        [1, 0],
        [1, 0],
      ],
      valid: [
        [1, 1],
        [0, 0],
      ],
    },
    value: Math.LN2,
  },
  {
    title: 'a list without an item, in a mean over all lists',
    operands: {
      scores: [
        [1, 1],
        [1, 1],
      ],
      relevance: [
        [1, 0],
        [1, 0],
      ],
      valid: [
        [1, 1],
        [0, 0],
      ],
    },
    params: { denominator: 'count' },
    value: Math.LN2 / 2,
  },
] as const;
