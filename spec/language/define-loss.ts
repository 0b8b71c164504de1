import { checkSpec } from './check-spec.ts';
import { type FullLawTable, holds, inapplicable, type LawTable, universalLaws } from './law.ts';
import type { LossSpec } from './loss-spec.ts';
import { denominatorParam, emptyParam, perItem } from './reduction.ts';

type Defaulted = 'kind' | 'denominators' | 'reductions' | 'laws' | 'params' | 'kinks';
export type LossDefinition = Omit<LossSpec, Defaulted> &
  Partial<Pick<LossSpec, Exclude<Defaulted, 'laws'>>> & { readonly laws: LawTable };

const everywhere = Object.fromEntries(universalLaws.map((id) => [id, holds({})]));
const withOneReduction = { reductions_agree: inapplicable('there is only one reduction') };

/**
 * Completes a definition: kind `loss`, the mean over items, all three reductions, the parameters `denominator` (where
 * there are several) and `empty` where there is a mean, and the laws that are true of every loss. Throws where the
 * definition contradicts itself.
 */
export function defineLoss<const D extends LossDefinition>(definition: D): LossSpec & D {
  const denominators = definition.denominators ?? perItem;
  const reductions = definition.reductions ?? (['none', 'sum', 'mean'] as const);
  const hasMean = reductions.includes('mean');
  const several = hasMean && Object.keys(denominators).length > 1;
  const spec: LossSpec = {
    kind: 'loss',
    kinks: [],
    ...definition,
    denominators,
    reductions,
    params: {
      ...definition.params,
      ...(several ? { denominator: denominatorParam(denominators) } : {}),
      ...(hasMean ? { empty: emptyParam } : {}),
    },
    laws: { ...everywhere, ...(reductions.length > 1 ? {} : withOneReduction), ...definition.laws } as FullLawTable,
  };
  checkSpec(spec);
  return spec as LossSpec & D;
}
