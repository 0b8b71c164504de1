import { type Case, type TypedTensor, withRespectTo } from '../../case.ts';
import { axisOf, gather, gatherPositions, type Layout } from './layout.ts';
import { related } from './related-case.ts';
import type { Correspondence } from './same-outputs.ts';

/** The case with everything along an axis in another order, and where each output element then comes from. */
export interface Permuted extends Correspondence {
  readonly case: Case;
}

/**
 * Permutes every operand along the axis of this label and, where the terms have it, the cotangent; `relabelled` operands
 * are taken as they are given. Undefined where the terms of a coupled batch would follow in an unknown way.
 */
export function permuted(
  base: Case,
  layout: Layout,
  label: string,
  order: readonly number[],
  relabelled: Readonly<Record<string, TypedTensor>> = {},
): Permuted | undefined {
  const isUnreduced = base.reduction === 'none';
  if (isUnreduced && !layout.terms) return undefined;
  const ofTerms = isUnreduced ? layout.terms!.indexOf(label) : -1;
  const axis = (name: string): number => axisOf(layout, name, label);
  const moved = Object.entries(base.operands)
    .filter(([name]) => axis(name) >= 0)
    .map(([name, x]) => [name, gather(x, axis(name), order)] as const);
  return {
    case: related(base, {
      operands: { ...Object.fromEntries(moved), ...relabelled },
      ...(ofTerms < 0 ? {} : { cotangent: gather(base.cotangent, ofTerms, order) }),
    }),
    isReordering: true,
    positions: (want) => {
      const name = withRespectTo(want);
      if (name === undefined) {
        return ofTerms < 0 ? undefined : gatherPositions(base.cotangent.shape, ofTerms, order);
      }
      return axis(name) < 0 ? undefined : gatherPositions(base.operands[name]!.shape, axis(name), order);
    },
  };
}
