import type { LawId } from '../../spec/language/law.ts';
import type { Property } from '../property.ts';
import { absentClassIrrelevant } from './absent-class-irrelevant.ts';
import { attainsInfimum } from './attains-infimum.ts';
import { badInputRefused } from './bad-input-refused.ts';
import { bounded } from './bounded.ts';
import { classPermutation } from './class-permutation.ts';
import { composes } from './composes.ts';
import { convex } from './convex.ts';
import { cotangentLinear } from './cotangent-linear.ts';
import { definition } from './definition.ts';
import { descends } from './descends.ts';
import { deterministic } from './deterministic.ts';
import { edges } from './edges.ts';
import { finite } from './finite.ts';
import { gradient } from './gradient.ts';
import { gradientFinite } from './gradient-finite.ts';
import { gradientSum } from './gradient-sum.ts';
import { ignoredIrrelevant } from './ignored-irrelevant.ts';
import { itemPermutation } from './item-permutation.ts';
import { labelFlip } from './label-flip.ts';
import { limit } from './limit.ts';
import { lipschitz } from './lipschitz.ts';
import { monotone } from './monotone.ts';
import { nanPropagates } from './nan-propagates.ts';
import { nonNegative } from './non-negative.ts';
import { parameterMatters } from './parameter-matters.ts';
import { reductionsAgree } from './reductions-agree.ts';
import { rotation } from './rotation.ts';
import { scale } from './scale.ts';
import { selfConsistent } from './self-consistent.ts';
import { symmetric } from './symmetric.ts';
import { translation } from './translation.ts';
import { twoRoutes } from './two-routes.ts';
import { weightScale } from './weight-scale.ts';
import { zeroIffEqual } from './zero-iff-equal.ts';
import { zeroWeightIrrelevant } from './zero-weight-irrelevant.ts';

/** The meaning of every law of the spec language. */
export const properties: { readonly [L in LawId]: Property<L> } = {
  definition,
  gradient,
  self_consistent: selfConsistent,
  reductions_agree: reductionsAgree,
  finite,
  gradient_finite: gradientFinite,
  cotangent_linear: cotangentLinear,
  deterministic,
  edges,
  nan_propagates: nanPropagates,
  bad_input_refused: badInputRefused,
  non_negative: nonNegative,
  zero_iff_equal: zeroIffEqual,
  attains_infimum: attainsInfimum,
  label_flip: labelFlip,
  symmetric,
  convex,
  lipschitz,
  scale,
  translation,
  rotation,
  monotone,
  bounded,
  item_permutation: itemPermutation,
  class_permutation: classPermutation,
  composes,
  ignored_irrelevant: ignoredIrrelevant,
  zero_weight_irrelevant: zeroWeightIrrelevant,
  weight_scale: weightScale,
  absent_class_irrelevant: absentClassIrrelevant,
  two_routes: twoRoutes,
  limit,
  gradient_sum: gradientSum,
  descends,
  parameter_matters: parameterMatters,
};
