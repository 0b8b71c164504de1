import { holds, inapplicable } from './law.ts';

// Cells that many losses share, to be spread into their rows.

export const withoutClasses = {
  class_permutation: inapplicable('there are no classes'),
  absent_class_irrelevant: inapplicable('there are no classes'),
};

export const withoutLabels = {
  label_flip: inapplicable('there are no labels'),
};

export const nothingIgnored = {
  ignored_irrelevant: inapplicable('nothing is ignored'),
};

export const withoutWeights = {
  zero_weight_irrelevant: inapplicable('there are no weights'),
  weight_scale: inapplicable('there are no weights'),
};

/** Of a loss with the optional item weight `weight` and the denominators `weight` and `count`. */
export const withItemWeight = {
  zero_weight_irrelevant: holds({ weight: 'weight' }, { present: ['weight'] }),
  weight_scale: holds({ weight: 'weight' }, { present: ['weight'], params: { denominator: 'weight' } }),
};

export const notNormalised = {
  gradient_sum: inapplicable('no axis is normalised'),
};

/** Of a function that is no loss: nobody compares it with a target or minimises it. */
export const ofFunction = {
  zero_iff_equal: inapplicable('a function of one operand compares nothing'),
  attains_infimum: inapplicable('nobody minimises it'),
  label_flip: inapplicable('there are no labels'),
  symmetric: inapplicable('it has one operand'),
  descends: inapplicable('nobody minimises it'),
};
