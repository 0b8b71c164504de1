import * as fc from 'fast-check';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Reduction } from '../../spec/language/reduction.ts';
import type { Case } from '../case.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import type { Constraint } from './options.ts';
import { Random } from './random.ts';
import { type Stratum, strata } from './strata.ts';

export interface PlaceInSample {
  readonly dtype: Dtype;
  /** A whole number; the same one gives the same case. */
  readonly seed: number;
  /** Which case it is, from 0: its stratum comes with it. */
  readonly index: number;
  readonly constraint: Constraint;
}

const reductions: readonly Reduction[] = ['mean', 'sum', 'none'];

/**
 * One case of a sample that is drawn case by case, each from a seed of its own, where all of them would not fit into
 * memory. The strata that reach every regime and option take turns, those with a mean or a sum first: long cases are there
 * for what is summed.
 */
export function sampleCase(spec: LossSpec, { dtype, seed, index, constraint }: PlaceInSample): Case {
  const cases = new CaseArbitrary(spec, dtype, constraint);
  const all = strata(spec, dtype, constraint, 'each');
  const quotas = reductions.flatMap((r) => all.filter(({ options }) => options.reduction!.value === r));
  return fc.sample(new One(cases, quotas[index % quotas.length]!), { seed, numRuns: 1 })[0]!;
}

class One extends fc.Arbitrary<Case> {
  private readonly cases: CaseArbitrary;
  private readonly stratum: Stratum;
  constructor(cases: CaseArbitrary, stratum: Stratum) {
    super();
    this.cases = cases;
    this.stratum = stratum;
  }
  override generate(source: fc.Random): fc.Value<Case> {
    return new fc.Value(this.cases.draw(new Random(source), this.stratum), undefined);
  }
  override canShrinkWithoutContext(_: unknown): _ is Case {
    return false;
  }
  override shrink(): fc.Stream<fc.Value<Case>> {
    return fc.Stream.nil();
  }
}
