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
  check(spec);
  return spec as LossSpec & D;
}

function check(spec: LossSpec): void {
  const fail = (what: string): never => {
    throw new Error(`spec ${spec.id}: ${what}`);
  };
  if (!/^[a-z][a-z0-9_]*$/.test(spec.id)) fail('the id must be snake_case');
  for (const name of Object.keys(spec.operands)) if (name in spec.params) fail(`${name} is operand and parameter`);
  if (spec.reductions.length === 0) fail('it has no reduction');
  if (spec.reductions.length === 1 && spec.laws.reductions_agree.kind !== 'inapplicable') {
    fail('reductions_agree is about several reductions, and there is one');
  }
  const { ignore } = spec;
  if (ignore && !(ignore.operand in spec.operands)) fail(`ignores by ${ignore.operand}, which is no operand`);
  if (ignore && !(ignore.param in spec.params)) fail(`ignores by ${ignore.param}, which is no parameter`);
  for (const sample of [...spec.examples, ...spec.edges]) {
    for (const name of Object.keys(sample.operands))
      if (!(name in spec.operands)) fail(`"${sample.title}" gives ${name}, which is no operand`);
    for (const name of Object.keys(sample.params ?? {}))
      if (!(name in spec.params)) fail(`"${sample.title}" gives ${name}, which is no parameter`);
    if (sample.reduction && !spec.reductions.includes(sample.reduction))
      fail(`"${sample.title}" has the reduction ${sample.reduction}, which the loss has not`);
  }
}
