import { inapplicable } from '../../language/law.ts';
import { nothingIgnored, withoutWeights } from '../../language/law-rows.ts';
import { choice } from '../../language/param.ts';

// What losses over a batch of embeddings with class labels have in common.

/** How far two items of the batch are apart: `distance(a, b)` in formulas. */
export const distanceChoice = choice(
  'euclidean',
  {
    euclidean: 'distance(a, b) = norm(row(embedding, a) - row(embedding, b));',
    squared: 'distance(a, b) = sum((row(embedding, a) - row(embedding, b)).^2);',
  },
  'the Euclidean distance, or its square',
);

/** Which items j are positives and which are negatives of the anchor i. */
export const pairDefinitions: readonly string[] = [
  'isPositive(j) = j != i and label[j] == label[i]',
  'isNegative(j) = label[j] != label[i]',
];
/** Whether the anchor has some of both, as a condition. */
export const hasBoth =
  'sum(map(indices(N), p(j) = isPositive(j) ? 1 : 0)) > 0 and sum(map(indices(N), n(j) = isNegative(j) ? 1 : 0)) > 0';

/** Cells of the law table for one operand of points and one of labels. */
export const labelledBatch = {
  ...nothingIgnored,
  ...withoutWeights,
  zero_iff_equal: inapplicable('there is one set of points'),
  symmetric: inapplicable('there is one set of points'),
  label_flip: inapplicable('labels have no opposite'),
  class_permutation: inapplicable('labels are names, of which there is no axis'),
  absent_class_irrelevant: inapplicable('labels are names, of which there is no axis'),
};

/** The cosine of two items of the batch: `cosine(a, b)` in formulas. */
export const cosineDefinition =
  'cosine(a, b) = dot(row(embedding, a), row(embedding, b)) / (norm(row(embedding, a)) * norm(row(embedding, b)))';

/** Further cells of a loss of cosines. */
export const labelledCosines = {
  ...labelledBatch,
  attains_infimum: inapplicable('the infimum depends on how many items of each class there are, and in what space'),
  monotone: inapplicable('no operand is ordered'),
  gradient_sum: inapplicable('no axis is normalised'),
  two_routes: inapplicable('no other entry computes it from the same input'),
};
